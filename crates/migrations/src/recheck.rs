//! A rule of an existing table that is said anew: a list of words that grows.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{DbBackend, Statement};

/// Makes the rule `column IN (old)` of a table `column IN (new)`; every row must keep it.
///
/// SQLite has no statement for that. Its rules are text in the table's definition, and writing them there is what its manual
/// gives for rules (<https://www.sqlite.org/lang_altertable.html>, "making other kinds of table schema changes"): unlike a copy
/// of the table it costs the same at a million rows, and nothing that points to the table has to be let go.
///
/// # Errors
/// When the table has no such rule.
pub async fn recheck(
    m: &SchemaManager<'_>,
    table: &str,
    column: &str,
    old: &[&str],
    new: &[&str],
) -> Result<(), DbErr> {
    let db = m.get_connection();
    if m.get_database_backend() != DbBackend::Sqlite {
        let rule = format!("{table}_{column}_check");
        let change = format!(
            "ALTER TABLE \"{table}\" DROP CONSTRAINT {rule}, ADD CONSTRAINT {rule} CHECK ({})",
            said(column, new)
        );
        db.execute_unprepared(&change).await?;
        return Ok(());
    }
    db.execute_unprepared("PRAGMA writable_schema = ON").await?;
    let change = Statement::from_sql_and_values(
        DbBackend::Sqlite,
        "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ? AND instr(sql, ?) > 0",
        [said(column, old).into(), said(column, new).into(), table.into(), said(column, old).into()],
    );
    let changed = db.execute_raw(change).await?.rows_affected();
    // Reads the definitions anew, here and at the next statement of every other connection.
    db.execute_unprepared("PRAGMA writable_schema = RESET").await?;
    let version: i64 = db
        .query_one_raw(Statement::from_string(DbBackend::Sqlite, "PRAGMA schema_version"))
        .await?
        .map(|row| row.try_get("", "schema_version"))
        .transpose()?
        .unwrap_or_default();
    db.execute_unprepared(&format!("PRAGMA schema_version = {}", version + 1)).await?;
    match changed {
        1 => Ok(()),
        _ => Err(DbErr::Custom(format!("{table} has no rule \"{}\"", said(column, old)))),
    }
}

fn said(column: &str, words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    format!("{column} IN ({})", words.join(", "))
}
