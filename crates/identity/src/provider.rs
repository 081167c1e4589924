//! The provider itself: what it has, and what its program asks of it.

use crate::keys::Keys;
use crate::parts::Parts;
use crate::problem::{Outcome, Problem};
use crate::protocol::sign::Signer;
use crate::settings::Settings;
use crate::store::Store;
use crate::{routes, view, work};
use chrono::{DateTime, Utc};
use frame::cookies::CookieJar;
use frame::headers::{Beyond, Policy};
use frame::{Locales, Templates};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// The provider; clones share everything.
#[derive(Clone)]
pub struct Identity {
    pub(crate) settings: Arc<Settings>,
    pub(crate) parts: Parts,
    pub(crate) store: Store,
    pub(crate) keys: Keys,
    pub(crate) cookies: CookieJar,
    pub(crate) policy: Arc<Policy>,
    pub(crate) templates: Templates,
    pub(crate) signer: Arc<Signer>,
    /// Passwords hashed at the same time, at most: each takes 19 MiB (safety A94).
    pub(crate) hashing: Arc<Semaphore>,
    /// A hash nobody has the password of, for logins nobody has (safety A59).
    pub(crate) dummy: Arc<String>,
}

impl Identity {
    /// Checks the settings, connects to the database and reads texts and templates.
    ///
    /// # Errors
    /// When a setting is unsafe, the database does not answer or a text file is broken.
    pub async fn open(settings: Settings, parts: Parts) -> Outcome<Self> {
        settings.check().map_err(Problem::Broken)?;
        let store = Store::connect(&settings.database).await?;
        let locales = Locales::read(view::locale_files()).map_err(Problem::Broken)?;
        let templates = Templates::new(view::template_source(), Arc::new(locales), settings.reload_templates);
        let dummy = crate::rules::password::hash("", &parts.bytes());
        Ok(Self {
            keys: Keys::new(&settings.secret),
            cookies: CookieJar::new("identity", settings.secure()),
            policy: Arc::new(Policy::new(&Beyond {
                form_targets: settings.targets(),
                secure: settings.secure(),
                ..Beyond::default()
            })),
            signer: Arc::default(),
            hashing: Arc::new(Semaphore::new(4)),
            settings: Arc::new(settings),
            dummy: Arc::new(dummy),
            templates,
            store,
            parts,
        })
    }

    /// Brings the tables up to date and makes the first signing key where there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn migrate(&self) -> Outcome<()> {
        self.store.migrate().await?;
        self.signer.ready(self).await?;
        Ok(())
    }

    /// All pages and the protocol's endpoints.
    pub fn router(&self) -> axum::Router {
        routes::router(self.clone())
    }

    /// Removes what has run out and renews the signing key when it is old. Call it every few minutes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tidy(&self, now: DateTime<Utc>) -> Outcome<()> {
        work::tidy::tidy(self, now).await
    }
}
