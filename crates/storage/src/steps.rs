//! The steps a database's tables take from release to release: all of them or none.

use crate::{Database, Error};
use sea_orm::{ConnectionTrait, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait};
use sea_orm_migration::MigratorTrait;
use std::collections::BTreeSet;

/// Any number no other program uses with a database of ours.
const STEPS_LOCK: i64 = 0x7472_6164_6573_7465;

/// Brings the tables up to date in one transaction: a program that is killed in between leaves them as they were and
/// takes the steps again at its next start, and of two that start at once the second finds them taken.
///
/// # Errors
/// [`Error::Newer`]; when a step fails, and then nothing was changed.
pub async fn migrate<M: MigratorTrait>(database: &Database) -> Result<(), Error> {
    known::<M>(database).await?;
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let transaction = database.writer.begin_with_options(options).await?;
    if !database.is_sqlite() {
        let lock = format!("SELECT pg_advisory_xact_lock({STEPS_LOCK})");
        transaction.execute_raw(Statement::from_string(transaction.get_database_backend(), lock)).await?;
    }
    M::up(&transaction, None).await?;
    Ok(transaction.commit().await?)
}

/// Refuses tables that took a step this program does not know: a newer one made them, and what this one would write
/// into them nobody can tell.
///
/// # Errors
/// [`Error::Newer`]; when the database fails.
pub async fn known<M: MigratorTrait>(database: &Database) -> Result<(), Error> {
    let query = if database.is_sqlite() {
        "SELECT name AS value FROM sqlite_master WHERE type = 'table' AND name = 'seaql_migrations'"
    } else {
        "SELECT tablename::text AS value FROM pg_tables \
         WHERE schemaname = current_schema() AND tablename = 'seaql_migrations'"
    };
    let texts = async |query: &str| {
        let statement = Statement::from_string(database.writer.get_database_backend(), query);
        let rows = database.writer.query_all_raw(statement).await?;
        rows.iter().map(|row| row.try_get::<String>("", "value")).collect::<Result<Vec<_>, _>>()
    };
    if texts(query).await?.is_empty() {
        return Ok(());
    }
    let ours: BTreeSet<String> = M::migrations().iter().map(|step| step.name().to_owned()).collect();
    let taken = texts("SELECT version AS value FROM seaql_migrations ORDER BY version").await?;
    match taken.into_iter().find(|step| !ours.contains(step)) {
        Some(step) => Err(Error::Newer(step)),
        None => Ok(()),
    }
}
