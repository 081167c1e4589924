//! The provider's own database, opened as every database of ours.

use crate::problem::Outcome;
use sea_orm::{DatabaseConnection, DatabaseTransaction, TransactionTrait as _};
use storage::Database;

/// How many read at once.
const READERS: u32 = 3;

/// The database: one way to write, many to read.
#[derive(Clone)]
pub struct Store(Database);

impl Store {
    /// Connects to `sqlite:…` or `postgres://…`.
    pub async fn connect(url: &str) -> Outcome<Self> {
        Ok(Self(Database::connect(url, READERS).await?))
    }

    /// Brings the tables up to date.
    pub async fn migrate(&self) -> Outcome<()> {
        Ok(storage::migrate::<super::Migrator>(&self.0).await?)
    }

    /// Where single statements write.
    pub fn write(&self) -> &DatabaseConnection {
        &self.0.writer
    }

    /// Where finders read.
    pub fn read(&self) -> &DatabaseConnection {
        &self.0.reader
    }

    /// Several writes that hold together; dropping it undoes them.
    pub async fn begin(&self) -> Outcome<DatabaseTransaction> {
        Ok(self.write().begin().await?)
    }
}
