//! The hall's database: opened as every database of ours, with the hall's tables.

use super::Outcome;
pub use storage::{Database, Health};

/// How many pages are read at once.
const READERS: u32 = 4;

/// Connects to `sqlite:/path/to/file.db` or `postgres://…`.
///
/// # Errors
/// When the database cannot be reached or one of its settings is not what safety needs.
pub async fn connect(url: &str) -> Outcome<Database> {
    Ok(Database::connect(url, READERS).await?)
}

/// Brings the tables up to date: all of the way or not at all.
///
/// # Errors
/// When a step fails, or a newer version has made the tables.
pub async fn migrate(database: &Database) -> Outcome<()> {
    Ok(storage::migrate::<migrations::Migrator>(database).await?)
}

/// Refuses tables that a newer version has made.
///
/// # Errors
/// When it has.
pub async fn known(database: &Database) -> Outcome<()> {
    Ok(storage::known::<migrations::Migrator>(database).await?)
}
