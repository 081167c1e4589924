//! Rows out: a table becomes CSV or a workbook that spreadsheet programs open without surprises.
//!
//! Knows no trade words: whoever exports brings headings in the reader's language and cells of plain types. What
//! people typed can never become a formula (ASVS 1.2.10, A07). Pure functions; the time of writing is an argument.

mod csv_file;
mod neutral;
mod table;
mod xlsx_file;

pub use table::{Cell, Column, Kind, Table, Unwritable};

/// Media type of [`Table::to_csv`].
pub const CSV: &str = "text/csv; charset=utf-8";
/// Media type of [`Table::to_xlsx`].
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
