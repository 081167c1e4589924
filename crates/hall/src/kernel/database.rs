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

/// Brings the tables up to date.
///
/// # Errors
/// When a migration fails.
pub async fn migrate(database: &Database) -> Outcome<()> {
    use migrations::MigratorTrait as _;
    Ok(migrations::Migrator::up(&database.writer, None).await?)
}
