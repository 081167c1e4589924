//! The hall and, where it runs its own, the identity provider: opened, not yet served.

use crate::settings::Settings;
use crate::{parts, provider};
use anyhow::{Context as _, bail};
use hall::Desk;
use hall::system::Purpose;
use identity::Identity;
use std::path::Path;

/// What a command works on.
pub struct House {
    /// What the operator says.
    pub settings: Settings,
    /// The hall's desk.
    pub desk: Desk,
    /// The hall's own identity provider, if it runs one.
    pub identity: Option<Identity>,
}

impl House {
    /// Opens what the settings file describes.
    ///
    /// # Errors
    /// When a setting does not work or a database does not answer.
    pub async fn open(config: &Path) -> anyhow::Result<Self> {
        Self::of(Settings::read(config)?).await
    }

    /// Opens what the settings describe.
    ///
    /// # Errors
    /// As [`House::open`].
    pub async fn of(settings: Settings) -> anyhow::Result<Self> {
        let desk = parts::desk(&settings).await.context("the hall cannot be opened")?;
        hall::kernel::known(&desk.database).await?;
        let identity =
            provider::open(&settings, &desk).await.context("the identity provider cannot be opened")?;
        Ok(Self { settings, desk, identity })
    }

    /// Refuses a database that belongs to a demonstration: its passwords are known to everybody.
    ///
    /// # Errors
    /// When it does.
    pub async fn in_earnest(&self) -> anyhow::Result<()> {
        if !hall::system::backup::steps(&self.desk).await?.is_empty()
            && hall::system::purpose(&self.desk).await? == Purpose::Demo
        {
            bail!(
                "Demo accounts cannot exist in serve: {} was filled by `tradehall demo`, and everybody knows its \
                 passwords. Begin with an empty database",
                self.place()
            );
        }
        Ok(())
    }

    /// The database, without what must not be shown.
    fn place(&self) -> String {
        if self.desk.database.is_sqlite() {
            self.settings.database()
        } else {
            "the PostgreSQL database".to_owned()
        }
    }

    /// Refuses to work on tables that are not up to date.
    ///
    /// # Errors
    /// When they are not.
    pub async fn up_to_date(&self) -> anyhow::Result<()> {
        let pending = hall::system::backup::pending(&self.desk).await?;
        if !pending.is_empty() {
            bail!(
                "the tables are older than this program ({} steps behind); make a backup, then `tradehall migrate`",
                pending.len()
            );
        }
        Ok(())
    }

    /// Brings all tables up to date.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        hall::kernel::migrate(&self.desk.database).await?;
        if let Some(identity) = &self.identity {
            identity.migrate().await.map_err(provider::broken)?;
        }
        Ok(())
    }
}
