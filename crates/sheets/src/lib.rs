//! Rows in, rows out: tables are read from workbooks and text, and become workbooks or CSV that spreadsheet programs open without
//! surprises.
//!
//! Knows no trade words: whoever exports brings headings in the reader's language and cells of plain types, whoever imports says which
//! columns it wants. What people typed can never become a formula (ASVS 1.2.10, A07); what they send can neither deceive nor exhaust
//! the reader. Nothing is kept; the time of writing is an argument. Rows on their way into a workbook wait in a temporary file without a
//! name.

mod headed;
mod read;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
mod wanted;
mod write;

pub use headed::{Field, Headed, Header, Line, Reason, Unheaded, Width, headed};
pub use read::{
    Address, Area, Found, Limits, Other, Reading, Row, Rows, Sheet, Trick, Unreadable, Value, read,
};
pub use wanted::{Asked, Wanted};
pub use write::{Annotation, Cell, Column, Explanation, Kind, Remark, Table, Template, Unwritable};

/// Media type of [`Table::to_csv`].
pub const CSV: &str = "text/csv; charset=utf-8";
/// Media type of [`Table::to_xlsx`].
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
