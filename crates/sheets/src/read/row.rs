//! What a sheet holds, row by row.

use super::address::Address;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// What one reads in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words; line ends are `\n`, other control characters are left out. A number shown with leading zeros is text.
    Text(String),
    /// A number as the spreadsheet stores it; never infinite.
    Number(f64),
    /// A number shown as a day.
    Date(NaiveDate),
    /// A number shown as a day and a time, to the second.
    Moment(NaiveDateTime),
    /// A number below one shown as a time of day.
    Time(NaiveTime),
    /// True or false.
    Boolean(bool),
    /// What a formula failed with, such as `#N/A`.
    Error(String),
    /// A formula whose result was never stored. Cells with nothing in them are not handed out.
    Empty,
}

/// A cell with something in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// From one.
    pub column: u32,
    /// What one reads; for a formula the result that was stored.
    pub value: Value,
    /// Was it calculated? Formulas are never run.
    pub formula: bool,
}

/// A row with something in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// From one, as the spreadsheet counts.
    pub number: u32,
    /// Is it hidden, by hand or by a filter?
    pub hidden: bool,
    /// Its cells from left to right, without those that are empty.
    pub cells: Vec<Found>,
}

impl Row {
    /// What stands in a column, counted from one.
    pub fn at(&self, column: u32) -> Option<&Found> {
        let at = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        self.cells.get(at)
    }

    /// Where a cell of this row is.
    pub const fn address(&self, column: u32) -> Address {
        Address::new(self.number, column)
    }
}
