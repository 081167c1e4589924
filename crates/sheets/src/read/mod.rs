//! Rows in: a workbook (.xlsx) or a table of text (.csv) is read row by row, within limits whatever the file says of itself.
//!
//! Formulas are never run and nothing outside of the file is looked at. What comes out is what one sees when one opens the file.

pub(crate) mod address;
mod budget;
mod days;
mod gate;
mod inflate;
mod kind;
mod limits;
mod package;
mod row;
mod sheet;
mod strings;
mod styles;
mod text_file;
mod unreadable;
mod xml;

pub use address::{Address, Area};
pub use limits::Limits;
pub use row::{Found, Row, Value};
pub use unreadable::{Other, Trick, Unreadable};

use budget::Budget;
use package::Entry;
use sheet::{Shared, SheetRows};
use std::ops::RangeInclusive;
use text_file::{Text, TextRows};

/// A sheet of a workbook. A table of text has one without a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Is it hidden from whoever opens the workbook?
    pub hidden: bool,
}

/// A file that can be read.
pub struct Reading<'a> {
    limits: Limits,
    sheets: Vec<Sheet>,
    source: Source<'a>,
}

enum Source<'a> {
    Workbook { entries: Vec<Entry<'a>>, shared: Shared },
    Text(Text<'a>),
}

/// Looks at a file: what it is, whether it may be read, which sheets it has.
///
/// ```
/// let bytes = "企业名称,面积\n甲公司,120\n".as_bytes();
/// let reading = sheets::read(bytes, sheets::Limits::default())?;
/// for row in reading.rows()? {
///     let row = row?;
///     for cell in &row.cells {
///         let _place = row.address(cell.column).to_string();
///     }
/// }
/// # Ok::<(), sheets::Unreadable>(())
/// ```
///
/// # Errors
/// [`Unreadable`] when it is something else, was made to harm, is damaged, or is more than the limits allow. What only a row shows is
/// told when the row is read.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Reading<'_>, Unreadable> {
    if bytes.len() as u64 > limits.bytes {
        return Err(Unreadable::TooLarge { limit: limits.bytes });
    }
    match kind::kind(bytes)? {
        kind::Kind::Text => {
            let sheets = vec![Sheet { name: String::new(), hidden: false }];
            Ok(Reading { limits, sheets, source: Source::Text(text_file::decode(bytes)?) })
        }
        kind::Kind::Archive => {
            let package = package::package(&gate::parts(bytes, &limits)?)?;
            let mut shared = Shared { from_1904: package.from_1904, ..Shared::default() };
            if let Some(part) = package.strings {
                shared.strings = strings::Strings::read(&part, &limits)?;
            }
            if let Some(part) = package.styles {
                shared.styles = styles::Styles::read(&part)?;
            }
            let entries = package.sheets;
            let of = |entry: &Entry<'_>| Sheet { name: entry.name.clone(), hidden: entry.hidden };
            let sheets = entries.iter().map(of).collect();
            Ok(Reading { limits, sheets, source: Source::Workbook { entries, shared } })
        }
    }
}

impl Reading<'_> {
    /// The sheets that hold cells, in order, hidden ones included.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// How the characters of a table of text are written, such as `GB18030`; a workbook has none.
    pub fn encoding(&self) -> Option<&'static str> {
        match &self.source {
            Source::Text(text) => Some(text.encoding.name()),
            Source::Workbook { .. } => None,
        }
    }

    /// The rows of the first visible sheet.
    ///
    /// # Errors
    /// [`Unreadable::NoSheet`].
    pub fn rows(&self) -> Result<Rows<'_>, Unreadable> {
        let first = self.sheets.iter().position(|sheet| !sheet.hidden);
        Ok(self.rows_at(first.ok_or(Unreadable::NoSheet)?))
    }

    /// The rows of the sheet of this name, be it hidden.
    ///
    /// # Errors
    /// [`Unreadable::NoSuchSheet`].
    pub fn rows_of(&self, name: &str) -> Result<Rows<'_>, Unreadable> {
        let found = self.sheets.iter().position(|sheet| sheet.name == name);
        Ok(self.rows_at(found.ok_or_else(|| Unreadable::NoSuchSheet(name.to_owned()))?))
    }

    fn rows_at(&self, at: usize) -> Rows<'_> {
        let source = match &self.source {
            Source::Workbook { entries, shared } => {
                RowsFrom::Sheet(Box::new(SheetRows::new(&entries[at].part, shared)))
            }
            Source::Text(text) => RowsFrom::Text(Box::new(TextRows::new(text))),
        };
        Rows { source, budget: Budget::new(self.limits), over: false }
    }
}

/// Rows with something in them, from top to bottom, unpacked as they are asked for. Ends after the first error. That the file is whole
/// is known only at its end: what came before an error counts for nothing.
pub struct Rows<'a> {
    source: RowsFrom<'a>,
    budget: Budget,
    over: bool,
}

enum RowsFrom<'a> {
    Sheet(Box<SheetRows<'a>>),
    Text(Box<TextRows<'a>>),
}

impl Rows<'_> {
    /// Cells merged into one, whose value is in their first. Known once all rows are read.
    pub fn merged(&self) -> &[Area] {
        match &self.source {
            RowsFrom::Sheet(rows) => &rows.merged,
            RowsFrom::Text(_) => &[],
        }
    }

    /// Columns that are hidden, counted from one. Known with the first row.
    pub fn hidden_columns(&self) -> &[RangeInclusive<u32>] {
        match &self.source {
            RowsFrom::Sheet(rows) => &rows.hidden_columns,
            RowsFrom::Text(_) => &[],
        }
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let read = match &mut self.source {
            RowsFrom::Sheet(rows) => rows.next(&mut self.budget),
            RowsFrom::Text(rows) => rows.next(&mut self.budget),
        };
        let read = read.and_then(|row| match row {
            Some(row) => self.budget.row().map(|()| Some(row)),
            None => Ok(None),
        });
        self.over = !matches!(read, Ok(Some(_)));
        read.transpose()
    }
}
