//! Rows in, rows out: tables are read from workbooks and text, and become workbooks or CSV that spreadsheet programs open without
//! surprises.
//!
//! Knows no trade words: whoever exports brings headings in the reader's language and cells of plain types, whoever imports says which
//! columns it wants. What people typed can never become a formula (ASVS 1.2.10, A07); what they send can neither deceive nor exhaust
//! the reader. Pure functions; the time of writing is an argument.

mod csv_file;
mod headed;
mod neutral;
#[cfg(test)]
mod proof;
mod read;
mod table;
mod wanted;
mod xlsx_file;

pub use headed::{Field, Headed, Header, Line, Reason, Unheaded, Width, headed};
pub use read::{
    Address, Area, Found, Limits, Other, Reading, Row, Rows, Sheet, Trick, Unreadable, Value, read,
};
pub use table::{Cell, Column, Kind, Table, Unwritable};
pub use wanted::{Asked, Wanted};

/// Media type of [`Table::to_csv`].
pub const CSV: &str = "text/csv; charset=utf-8";
/// Media type of [`Table::to_xlsx`].
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
