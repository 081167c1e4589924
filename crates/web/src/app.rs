//! What every page needs: the desk, the templates and texts, the assets, how cookies are named.

use crate::cache::Cache;
use crate::crowd::Crowd;
use crate::kept::Shelf;
use crate::system::Health;
use frame::assets::Assets;
use frame::cookies::CookieJar;
use frame::headers::{Beyond, Policy};
use frame::{Locales, Templates};
use hall::Desk;
use std::borrow::Cow;
use std::net::IpAddr;
use std::sync::Arc;

/// What the operator says about the site.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How browsers reach the hall, `https://hall.example`: no slash at the end.
    pub base_url: String,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Origins forms may lead to besides our own (the identity provider, WeChat).
    pub form_targets: Vec<String>,
    /// Where rehearsal pages (SMS outbox, WeChat phone) are, in the demo only.
    pub rehearsal: Option<String>,
    /// Read templates and texts from disk at each request: for developing pages.
    pub reload: bool,
}

/// Shared by all requests; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of an [`App`].
pub struct Parts {
    /// The hall's desk.
    pub desk: Desk,
    /// Templates and texts.
    pub templates: Templates,
    /// Scripts, styles, icons.
    pub assets: Assets,
    /// How cookies are named.
    pub cookies: CookieJar,
    /// Headers of every answer.
    pub policy: Policy,
    /// What the operator says.
    pub settings: Settings,
    /// Pages everybody reads.
    pub(crate) cache: Cache,
    /// How much is done at once.
    pub(crate) crowd: Crowd,
    /// Forms that came after their session had ended.
    pub(crate) kept: Shelf,
    /// How the hall was when somebody last asked.
    pub(crate) health: Health,
}

impl std::ops::Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/templates"]
struct TemplateFiles;

#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../locales"]
struct LocaleFiles;

#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../assets/dist"]
#[allow_missing = true]
struct AssetFiles;

/// The files the program carries within it.
pub mod embedded {
    use super::*;

    /// Every template's name and text.
    pub fn templates() -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
        files::<TemplateFiles>()
    }

    /// Every locale file's path and text.
    pub fn locale_files() -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
        files::<LocaleFiles>()
    }

    /// Scripts, styles and icons, as npm built them.
    pub fn assets() -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
        files::<AssetFiles>()
    }

    fn files<F: rust_embed::RustEmbed>() -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
        F::iter().filter_map(|name| F::get(&name).map(|file| (name.into_owned(), file.data)))
    }

    /// The hall's texts in both languages.
    ///
    /// # Errors
    /// As [`Locales::read`].
    pub fn locales() -> Result<Locales, String> {
        let files = locale_files().filter(|(name, _)| name.ends_with(".ftl"));
        let read = files.map(|(name, bytes)| {
            let text = String::from_utf8(bytes.into_owned()).map_err(|_| format!("{name}: not UTF-8"))?;
            Ok((name, Cow::Owned(text)))
        });
        Locales::read(read.collect::<Result<Vec<_>, String>>()?)
    }
}

impl App {
    /// Puts the site together.
    ///
    /// # Errors
    /// When a text file does not parse.
    pub fn new(desk: Desk, settings: Settings) -> Result<Self, String> {
        let source = |name: &str| {
            TemplateFiles::get(name).and_then(|file| String::from_utf8(file.data.into_owned()).ok())
        };
        let locales = Arc::new(embedded::locales()?);
        let secure = settings.base_url.starts_with("https://");
        Ok(Self(Arc::new(Parts {
            templates: Templates::new(Arc::new(source), locales, settings.reload),
            assets: Assets::new(embedded::assets()),
            cookies: CookieJar::new("hall", secure),
            policy: Policy::new(&Beyond {
                form_targets: settings.form_targets.clone(),
                picture_sources: desk.zone.tile_origin().into_iter().collect(),
                secure,
            }),
            cache: Cache::default(),
            crowd: Crowd::new(),
            kept: Shelf::default(),
            health: Health::default(),
            desk,
            settings,
        })))
    }
}
