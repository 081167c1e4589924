//! Tables as lines of text and back, whatever database they live in.
//!
//! A row is one JSON object with a value per column, typed by its entity: what SQLite wrote, PostgreSQL reads and the other
//! way round. Nothing here knows what the tables mean or where the lines go.

mod check;
mod table;
mod value;

pub use check::check;
pub use table::{Table, table};

use crate::Error;
use sea_orm::{
    AccessMode, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, IsolationLevel, TransactionTrait,
};
use std::io;

/// Where lines go.
pub trait Sink {
    /// The lines that follow are those of this table.
    ///
    /// # Errors
    /// When it cannot be written.
    fn begin(&mut self, table: &str) -> io::Result<()>;
    /// One row.
    ///
    /// # Errors
    /// When it cannot be written.
    fn line(&mut self, line: &str) -> io::Result<()>;
}

/// Where lines come from.
pub trait Source {
    /// The lines of a table.
    ///
    /// # Errors
    /// When there is no such table or it cannot be read.
    fn lines(&mut self, table: &str) -> io::Result<Box<dyn Iterator<Item = io::Result<String>> + '_>>;
}

/// Opens a read of the whole database as it is at one instant, however long it takes.
///
/// # Errors
/// When the database does not answer.
pub async fn still(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    if db.get_database_backend() == DbBackend::Sqlite {
        // A read transaction of SQLite sees what was there at its first read.
        return db.begin().await;
    }
    db.begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await
}

/// Writes every row of every table; returns how many there were.
///
/// # Errors
/// When the database fails or the lines cannot be written.
pub async fn write(
    tables: &[Box<dyn Table>],
    db: &DatabaseTransaction,
    sink: &mut dyn Sink,
) -> Result<u64, Error> {
    let mut rows = 0;
    for table in tables {
        sink.begin(&table.name())?;
        rows += table.write(db, sink).await?;
    }
    Ok(rows)
}

/// The first table that has rows, if any.
///
/// # Errors
/// When the database fails.
pub async fn occupied(tables: &[Box<dyn Table>], db: &DatabaseConnection) -> Result<Option<String>, DbErr> {
    let still = still(db).await?;
    for table in tables {
        if table.count(&still).await? > 0 {
            return Ok(Some(table.name()));
        }
    }
    Ok(None)
}

/// Reads rows into empty tables, in the order given, in one transaction; returns how many there were.
///
/// # Errors
/// [`Error::NotEmpty`]; when the database refuses a row, or a line is none of its table. Then nothing was changed.
pub async fn read(
    tables: &[Box<dyn Table>],
    db: &DatabaseConnection,
    source: &mut dyn Source,
) -> Result<u64, Error> {
    let transaction = db.begin().await?;
    for table in tables {
        if table.count(&transaction).await? > 0 {
            return Err(Error::NotEmpty(table.name()));
        }
    }
    let mut rows = 0;
    for table in tables {
        let mut lines = source.lines(&table.name())?;
        rows += table.read(&transaction, &mut *lines).await?;
    }
    transaction.commit().await?;
    Ok(rows)
}
