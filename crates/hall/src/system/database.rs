//! The database: kind, version, size, and how far its tables have come.

use crate::kernel::{Desk, Outcome, Refusal};
use migrations::MigratorTrait as _;
use sea_orm::{ConnectionTrait, Statement};

/// What there is to say about the database.
#[derive(Debug, Clone, serde::Serialize)]
pub struct DatabaseState {
    /// `SQLite` or `PostgreSQL`.
    pub kind: &'static str,
    /// Its version.
    pub version: String,
    /// Bytes it takes.
    pub bytes: i64,
    /// Steps its tables took, and those they still have to take.
    pub migrations: Vec<MigrationState>,
}

/// One step of the tables.
#[derive(Debug, Clone, serde::Serialize)]
pub struct MigrationState {
    /// Its name.
    pub name: String,
    /// Whether it was taken.
    pub applied: bool,
}

/// Looks at the database.
///
/// # Errors
/// When it does not answer.
pub(super) async fn look(desk: &Desk) -> Outcome<DatabaseState> {
    let health = desk.database.health().await?;
    let db = desk.db();
    let query = if desk.database.is_sqlite() {
        "SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()"
    } else {
        "SELECT pg_database_size(current_database()) AS bytes"
    };
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), query)).await?;
    let row = row.ok_or_else(|| Refusal::Broken("the database does not say how large it is".to_owned()))?;
    let applied = migrations::Migrator::get_applied_migrations(db).await?;
    let pending = migrations::Migrator::get_pending_migrations(db).await?;
    let applied = applied.iter().map(|step| MigrationState { name: step.name().to_owned(), applied: true });
    let pending = pending.iter().map(|step| MigrationState { name: step.name().to_owned(), applied: false });
    let migrations = applied.chain(pending).collect();
    Ok(DatabaseState {
        kind: health.kind,
        version: health.version,
        bytes: row.try_get("", "bytes")?,
        migrations,
    })
}
