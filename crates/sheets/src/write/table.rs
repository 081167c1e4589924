//! What is exported: a title, columns, and rows of cells.

use chrono::{NaiveDate, NaiveDateTime};

/// What a column holds; decides its width and how a workbook shows its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words, codes, telephone numbers.
    Text,
    /// Something to calculate with.
    Number,
    /// A day.
    Date,
    /// A day and a time.
    Moment,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The heading, in the reader's language.
    pub heading: String,
    /// What it holds.
    pub kind: Kind,
}

impl Column {
    /// A column of this kind.
    pub fn new(heading: impl Into<String>, kind: Kind) -> Self {
        Self { heading: heading.into(), kind }
    }
}

/// One value. A code such as a credit code is text, however many digits it has.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words as somebody typed them.
    Text(String),
    /// A count.
    Integer(i64),
    /// A measure; infinities and not-a-number are written as empty.
    Number(f64),
    /// A day, already in the reader's time zone.
    Date(NaiveDate),
    /// A day and a time, already in the reader's time zone, to the minute.
    Moment(NaiveDateTime),
    /// Nothing.
    Empty,
}

impl Cell {
    /// Text, or empty where there is none.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.into()))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

/// What is to be exported. Rows may be a lazy iterator.
#[derive(Clone, Debug)]
pub struct Table<R> {
    /// Names the sheet; shortened to what a workbook allows.
    pub title: String,
    /// The columns, left to right.
    pub columns: Vec<Column>,
    /// The rows; each has one cell per column.
    pub rows: R,
}

/// Why a table cannot be written. Rows and columns count from one, the heading row included.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    /// A row has more or fewer cells than there are columns.
    #[error("row {row} has {cells} cells for {columns} columns")]
    Uneven {
        /// The row.
        row: usize,
        /// How many cells it has.
        cells: usize,
        /// How many it should have.
        columns: usize,
    },
    /// More rows or columns than a workbook holds (1 048 576 and 16 384).
    #[error("a workbook holds at most 1048576 rows and 16384 columns")]
    TooLarge,
    /// The text has more than the 32 767 characters a workbook's cell holds.
    #[error("the text in row {row}, column {column} is too long for a workbook")]
    TooLong {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
    /// What was to be copied could not be read.
    #[error(transparent)]
    Unreadable(#[from] crate::Unreadable),
    /// The file could not be put together.
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

/// Checks that a row fits its columns. `row` counts from one, the heading row included.
pub(crate) fn even(row: usize, cells: &[Cell], columns: usize) -> Result<(), Unwritable> {
    if cells.len() == columns { Ok(()) } else { Err(Unwritable::Uneven { row, cells: cells.len(), columns }) }
}
