//! The stage: everything the played world has, and its routes.

use crate::faults::{self, Faults};
use crate::post::{self, Post};
use crate::wechat::{self, Player};
use crate::{page, start};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frame::assets::Assets;
use frame::cookies::CookieJar;
use frame::headers::{Beyond, Policy};
use frame::{Locales, Templates};
use hall::kernel::{Chance, Clock, Instant};
use std::borrow::Cow;
use std::sync::Arc;

/// What the stage is told.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The stage's own address, without a slash at its end.
    pub address: String,
    /// The hall's address.
    pub hall: String,
    /// The identity provider's address, where one runs.
    pub identity: Option<String>,
    /// AppID of the website application that WeChat knows.
    pub appid: String,
    /// Its AppSecret.
    pub secret: String,
    /// Who can log in, for the first page.
    pub logins: Vec<Login>,
    /// Read templates and texts anew at each page.
    pub reload: bool,
}

/// Somebody who can log in: one line of the first page's table.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Login {
    /// Where: `hall` or `identity`.
    pub place: &'static str,
    /// The name.
    pub name: String,
    /// What they are, in Chinese and English.
    pub role: (String, String),
    /// The phone number as one types it.
    pub phone: String,
    /// The account's name, if it has one.
    pub account: Option<String>,
    /// The password, if it has one.
    pub password: Option<String>,
    /// The nickname of the WeChat account bound to it, if there is one.
    pub wechat: Option<String>,
}

/// What the stage is given.
pub struct Parts {
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes codes and tickets.
    pub chance: Arc<dyn Chance>,
    /// Scripts, styles, icons.
    pub assets: Arc<Assets>,
}

/// The played world; clones share everything.
#[derive(Clone)]
pub struct Stage(Arc<Inner>);

/// What the stage has.
pub struct Inner {
    pub(crate) settings: Settings,
    pub(crate) parts: Parts,
    pub(crate) templates: Templates,
    pub(crate) cookies: CookieJar,
    pub(crate) policy: Policy,
    /// What was sent.
    pub post: Post,
    /// What goes wrong on purpose.
    pub faults: Faults,
    pub(crate) wechat: Player,
}

impl std::ops::Deref for Stage {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/templates"]
struct TemplateFiles;

#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/locales"]
struct LocaleFiles;

fn text_of<F: rust_embed::RustEmbed>(name: &str) -> Option<String> {
    F::get(name).map(|file| String::from_utf8_lossy(&file.data).into_owned())
}

impl Stage {
    /// Sets the stage.
    ///
    /// # Errors
    /// When a text file does not parse.
    pub fn new(settings: Settings, parts: Parts) -> Result<Self, String> {
        let files = LocaleFiles::iter().filter_map(|name| {
            let text = text_of::<LocaleFiles>(&name)?;
            Some((name.into_owned(), Cow::Owned(text)))
        });
        let locales = Arc::new(Locales::read(files)?);
        let targets = std::iter::once(settings.hall.clone()).chain(settings.identity.clone()).collect();
        Ok(Self(Arc::new(Inner {
            templates: Templates::new(Arc::new(text_of::<TemplateFiles>), locales, settings.reload),
            cookies: CookieJar::new("rehearsal", false),
            policy: Policy::new(&Beyond { form_targets: targets, ..Beyond::default() }),
            post: Post::default(),
            faults: Faults::default(),
            wechat: Player::default(),
            settings,
            parts,
        })))
    }

    /// The present instant.
    pub(crate) fn now(&self) -> Instant {
        self.parts.clock.now()
    }

    /// A ticket, code or token: 24 characters nobody guesses.
    pub(crate) fn token(&self) -> String {
        let mut bytes = [0; 18];
        self.parts.chance.fill(&mut bytes);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Every page, and the ends at which the hall's gateways call.
    #[expect(clippy::disallowed_methods, reason = "the played world is not the hall's site")]
    pub fn router(&self) -> Router {
        Router::new()
            .route("/", get(start::show))
            .route("/sms", get(post::texts).post(post::take_sms))
            .route("/mail", get(post::letters).post(post::take_mail))
            .route("/notices", get(post::notices))
            .route("/post.json", get(post::json))
            .route("/faults", get(faults::show).post(faults::choose))
            .route("/connect/qrconnect", get(wechat::scan::show))
            .route("/connect/phone", get(wechat::scan::phone))
            .route("/connect/state", get(wechat::scan::state))
            .route("/connect/answer", post(wechat::scan::answer))
            .route("/sns/oauth2/access_token", get(wechat::api::access_token))
            .route("/sns/userinfo", get(wechat::api::userinfo))
            .route("/cgi-bin/stable_token", post(wechat::api::stable_token))
            .route("/cgi-bin/message/template/send", post(wechat::api::send))
            .route("/assets/{name}", get(asset))
            .fallback(page::lost)
            .layer(middleware::from_fn_with_state(self.clone(), page::receive))
            .with_state(self.clone())
    }

    /// The identity provider's routes with the faults that are switched on.
    pub fn trouble(&self, identity: Router) -> Router {
        identity.layer(middleware::from_fn_with_state(self.clone(), faults::trouble))
    }
}

async fn asset(State(stage): State<Stage>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    stage.parts.assets.answer(&name, &headers).unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}
