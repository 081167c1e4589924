//! Whether a database is whole: what it says of itself, and whether every row can be read as what it should be.

use crate::{Error, Sink, Table, still};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, Statement};

/// What SQLite is asked: its pages and indexes, and rows that point to nothing.
const SQLITE: [&str; 2] = [
    "SELECT integrity_check AS value FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
    "SELECT \"table\" || ' row ' || coalesce(rowid, '?') || ' points to nothing in ' || \"parent\" AS value \
     FROM pragma_foreign_key_check",
];

/// What PostgreSQL is asked: rules that were never held against the rows, and indexes that are not to be trusted.
const POSTGRES: [&str; 2] = [
    "SELECT conrelid::regclass::text || ': ' || conname || ' was never validated' AS value \
     FROM pg_constraint WHERE NOT convalidated",
    "SELECT indexrelid::regclass::text || ' is no valid index' AS value FROM pg_index WHERE NOT indisvalid",
];

/// What was found wrong, one sentence each; empty when nothing is.
///
/// # Errors
/// When the database does not answer at all.
pub async fn check(tables: &[Box<dyn Table>], db: &DatabaseConnection) -> Result<Vec<String>, Error> {
    let still = still(db).await?;
    let queries = if db.get_database_backend() == DbBackend::Sqlite { SQLITE } else { POSTGRES };
    let mut wrong = Vec::new();
    for query in queries {
        wrong.extend(texts(&still, query).await?);
    }
    for table in tables {
        if let Err(error) = table.write(&still, &mut Nowhere).await {
            wrong.push(format!("{}: {error}", table.name()));
        }
    }
    still.commit().await?;
    Ok(wrong)
}

async fn texts(db: &DatabaseTransaction, query: &str) -> Result<Vec<String>, DbErr> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), query)).await?;
    rows.iter().map(|row| row.try_get("", "value")).collect()
}

/// Reading for its own sake.
struct Nowhere;

impl Sink for Nowhere {
    fn begin(&mut self, _: &str) -> std::io::Result<()> {
        Ok(())
    }

    fn line(&mut self, _: &str) -> std::io::Result<()> {
        Ok(())
    }
}
