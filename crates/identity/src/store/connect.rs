//! Connecting: SQLite embedded or PostgreSQL, with the settings durability depends on, read back.

use crate::problem::{Outcome, Problem};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, DatabaseConnection, DatabaseTransaction, DbBackend, Statement,
    TransactionTrait as _,
};
use sea_orm_migration::MigratorTrait as _;
use std::time::Duration;

/// The database: one way to write, many to read.
#[derive(Clone)]
pub struct Store {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
}

impl Store {
    /// Connects to `sqlite:…` or `postgres://…`.
    pub async fn connect(url: &str) -> Outcome<Self> {
        if !url.starts_with("sqlite:") {
            let mut options = ConnectOptions::new(url);
            options.max_connections(8).acquire_timeout(Duration::from_secs(20)).sqlx_logging(false);
            let pool = sea_orm::Database::connect(options).await?;
            return Ok(Self { writer: pool.clone(), reader: pool });
        }
        let options = |connections: u32| {
            let mut options = ConnectOptions::new(url);
            options
                .max_connections(connections)
                .min_connections(1)
                .acquire_timeout(Duration::from_secs(20))
                .sqlx_logging(false)
                .map_sqlx_sqlite_opts(|sqlite| {
                    sqlite
                        .create_if_missing(true)
                        .journal_mode(SqliteJournalMode::Wal)
                        .synchronous(SqliteSynchronous::Full)
                        .foreign_keys(true)
                        .busy_timeout(Duration::from_secs(10))
                        .pragma("secure_delete", "ON")
                        .pragma("trusted_schema", "OFF")
                });
            options
        };
        let store = Self {
            writer: sea_orm::Database::connect(options(1)).await?,
            reader: sea_orm::Database::connect(options(3)).await?,
        };
        for (pragma, wanted) in
            [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"), ("secure_delete", "1")]
        {
            for connection in [&store.writer, &store.reader] {
                let query = format!("SELECT CAST({pragma} AS TEXT) AS value FROM pragma_{pragma}");
                let row = connection.query_one_raw(Statement::from_string(DbBackend::Sqlite, query)).await?;
                let found: String = row.map(|row| row.try_get("", "value")).transpose()?.unwrap_or_default();
                if found != wanted {
                    return Err(Problem::Broken(format!("PRAGMA {pragma} is {found}, not {wanted}")));
                }
            }
        }
        Ok(store)
    }

    /// Brings the tables up to date.
    pub async fn migrate(&self) -> Outcome<()> {
        Ok(super::Migrator::up(&self.writer, None).await?)
    }

    /// Where single statements write.
    pub fn write(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Where finders read.
    pub fn read(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// Several writes that hold together; dropping it undoes them.
    pub async fn begin(&self) -> Outcome<DatabaseTransaction> {
        Ok(self.writer.begin().await?)
    }
}
