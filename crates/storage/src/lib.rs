//! Databases: opened with the settings durability depends on, and their tables as lines of text.
//!
//! Nothing here knows what the tables mean.

mod database;
mod lines;
mod pool;
mod steps;
mod watch;

pub use database::{Database, Health};
pub use lines::{Sink, Source, Table, check, occupied, read, still, table, write};
pub use steps::{known, migrate};

use sea_orm::DbErr;
use std::io;

/// Why a database could not be opened, or its tables not written or read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database failed.
    #[error("the database: {0}")]
    Database(#[from] DbErr),
    /// The database answers, and one of its settings is not what safety needs.
    #[error("{0}")]
    Unsafe(String),
    /// The lines could not be written or read.
    #[error("{0}")]
    Lines(#[from] io::Error),
    /// A line is not what its table holds.
    #[error("{table}, line {line}: {what}")]
    Row {
        /// Which table.
        table: String,
        /// Which line, from 1.
        line: u64,
        /// What is wrong.
        what: String,
    },
    /// The tables took a step this program does not know.
    #[error(
        "the database was made by a newer version ({0} is unknown here); use that version, or restore a backup of this one"
    )]
    Newer(String),
    /// There is something in the database already.
    #[error("the database is not empty: {0} has rows")]
    NotEmpty(String),
}
