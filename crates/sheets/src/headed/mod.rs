//! A table under headings: finds them, in whatever order they are, and hands the rows below by key.

mod day;
mod field;
mod fold;
mod header;
mod number;
mod reason;

pub use field::{Field, Width};
pub use header::Header;
pub use reason::Reason;

use crate::{Area, Found, Row, Rows, Unreadable, Value, Wanted};
use header::Accepted;
use std::collections::VecDeque;
use std::sync::Arc;

/// A row of headings stands among so many rows from the top; titles and notes may stand above it.
const SEARCHED: usize = 20;

/// Why there is no headed table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unheaded {
    /// The file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// None of the first rows holds the headings asked for. Two of them must be there, or one if only one is asked for.
    #[error("no headings in the first {searched} rows")]
    NoHeader {
        /// How many rows with something in them were looked at.
        searched: usize,
    },
}

/// The rows under the headings, from top to bottom. Blank ones are left out.
pub struct Headed<'a> {
    header: Arc<Header>,
    before: Vec<Row>,
    waiting: VecDeque<Row>,
    rows: Rows<'a>,
    example: Option<String>,
}

/// A row under the headings.
#[derive(Clone, Debug)]
pub struct Line {
    header: Arc<Header>,
    row: Row,
    example: bool,
}

/// Finds the row of headings that names the most of the wanted columns. A row whose first text begins with the `example` mark is
/// told apart from the others.
///
/// ```
/// use sheets::{Asked, Limits, Wanted, Width};
///
/// let wanted = [
///     Wanted::new("name", "企业名称", Asked::Text).or("公司名称").required(),
///     Wanted::new("area", "面积", Asked::Decimal { places: 2 }),
/// ];
/// let reading = sheets::read("登记表,\n面积,公司名称*\n\"1,200.5\",甲公司\n".as_bytes(), Limits::default())?;
/// let mut table = sheets::headed(reading.rows()?, &wanted, Some("示例")).expect("headings");
/// assert!(table.header().is_sound());
/// let line = table.next().expect("a row")?;
/// assert_eq!(line.number(), 3);
/// assert_eq!(line.get("name").text(Width::Keep), Ok(Some("甲公司".into())));
/// assert_eq!(line.get("area").decimal(2), Ok(Some(120_050)));
/// assert_eq!(line.get("area").address.expect("a place").to_string(), "A3");
/// # Ok::<(), sheets::Unreadable>(())
/// ```
///
/// # Errors
/// [`Unheaded`]. That columns are missing is no error: [`Headed::header`] tells.
pub fn headed<'a>(
    mut rows: Rows<'a>,
    wanted: &[Wanted],
    example: Option<&str>,
) -> Result<Headed<'a>, Unheaded> {
    let accepted = Accepted::new(wanted);
    let mut first = Vec::new();
    while first.len() < SEARCHED {
        match rows.next().transpose()? {
            Some(row) => first.push(row),
            None => break,
        }
    }
    // The first of those that name the most.
    let best = first.iter().map(|row| accepted.named(row)).enumerate().rev().max_by_key(|(_, named)| *named);
    let Some((at, _)) = best.filter(|(_, named)| *named >= wanted.len().clamp(1, 2)) else {
        return Err(Unheaded::NoHeader { searched: first.len() });
    };
    let header = Arc::new(accepted.header(&first[at]));
    let waiting = first.split_off(at + 1).into();
    first.truncate(at);
    let example = example.map(fold::fold).filter(|mark| !mark.is_empty());
    Ok(Headed { header, before: first, waiting, rows, example })
}

impl Headed<'_> {
    /// The headings: what is there, missing, unknown or there twice.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Rows above the headings: a title, notes.
    pub fn before(&self) -> &[Row] {
        &self.before
    }

    /// Cells merged into one. Known once all rows are read.
    pub fn merged(&self) -> &[Area] {
        self.rows.merged()
    }

    fn line(&self, row: Row) -> Option<Line> {
        let mut filled = row.cells.iter().filter(|cell| !blank(cell)).peekable();
        let starts = |cell: &Found| match (&self.example, &cell.value) {
            (Some(mark), Value::Text(text)) => fold::fold(text).starts_with(mark),
            _ => false,
        };
        let example = starts(filled.peek()?);
        Some(Line { header: Arc::clone(&self.header), row, example })
    }
}

impl Iterator for Headed<'_> {
    type Item = Result<Line, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let row = match self.waiting.pop_front() {
                Some(row) => row,
                None => match self.rows.next()? {
                    Ok(row) => row,
                    Err(error) => return Some(Err(error)),
                },
            };
            if let Some(line) = self.line(row) {
                return Some(Ok(line));
            }
        }
    }
}

fn blank(cell: &Found) -> bool {
    matches!(&cell.value, Value::Text(text) if fold::trim(text).is_empty())
}

impl Line {
    /// Its number in the sheet.
    pub const fn number(&self) -> u32 {
        self.row.number
    }

    /// Is it hidden?
    pub const fn hidden(&self) -> bool {
        self.row.hidden
    }

    /// Does it bear the mark of an example?
    pub const fn is_example(&self) -> bool {
        self.example
    }

    /// The whole row, columns nobody asked for included.
    pub const fn row(&self) -> &Row {
        &self.row
    }

    /// The cell under a key's heading.
    pub fn get(&self, key: &str) -> Field<'_> {
        let Some(column) = self.header.columns.get(key) else {
            return Field { address: None, value: None, formula: false };
        };
        let found = self.row.at(*column);
        Field {
            address: Some(self.row.address(*column)),
            value: found.map(|found| &found.value),
            formula: found.is_some_and(|found| found.formula),
        }
    }
}
