//! The sheet beside a template that explains its columns and holds the choices.

use super::book::{name, put_text};
use crate::{Asked, Unwritable, Wanted};
use rust_xlsxwriter::{Format, FormatAlign, Formula, Worksheet};

/// Words of a template's second sheet, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Names the sheet.
    pub title: String,
    /// Lines above the table.
    pub lines: Vec<String>,
    /// Over the columns' headings, whether they are required, and how to fill them in.
    pub headings: [String; 3],
    /// Says that a column is required.
    pub required: String,
    /// Says that it is not.
    pub optional: String,
    /// What a spreadsheet program says when something does not fit its column; at most 255 characters count.
    pub refused: String,
}

/// Columns of the table before those with choices.
const OWN: usize = 3;

impl Explanation {
    /// Writes the sheet; gives for each column with choices where they stand.
    pub(crate) fn write(
        &self,
        sheet: &mut Worksheet,
        columns: &[Wanted],
    ) -> Result<Vec<Option<Formula>>, Unwritable> {
        let sheet_name = name(&self.title);
        sheet.set_name(&sheet_name)?;
        let heading = Format::new().set_bold().set_text_wrap();
        let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        // Without wrapping: a line runs over the cells beside it.
        let line = Format::new();
        for (row, text) in self.lines.iter().enumerate() {
            put_text(sheet, row, 0, text, &line)?;
        }
        let top = if self.lines.is_empty() { 0 } else { self.lines.len() + 1 };
        for (column, text) in self.headings.iter().enumerate() {
            put_text(sheet, top, column, text, &heading)?;
        }
        for (column, width) in [(0, 24), (1, 10), (2, 60)] {
            sheet.set_column_width(column, width)?;
        }
        let (mut places, mut right) = (Vec::new(), OWN);
        for (at, column) in columns.iter().enumerate() {
            let row = top + 1 + at;
            let required = if column.required { &self.required } else { &self.optional };
            for (column, text) in [&column.heading, required, &column.note].into_iter().enumerate() {
                put_text(sheet, row, column, text, &plain)?;
            }
            let Asked::Choice(labels) = &column.asked else {
                places.push(None);
                continue;
            };
            put_text(sheet, top, right, &column.heading, &heading)?;
            for (at, label) in labels.iter().enumerate() {
                put_text(sheet, top + 1 + at, right, label, &line)?;
            }
            sheet.set_column_width(right as u16, 20)?;
            places.push((!labels.is_empty()).then(|| area(&sheet_name, right, top + 2, labels.len())));
            right += 1;
        }
        Ok(places)
    }
}

/// A list downwards as formulas name it; the row counts from one.
fn area(sheet: &str, column: usize, row: usize, count: usize) -> Formula {
    let column = rust_xlsxwriter::utility::column_number_to_name(column as u16);
    let sheet = sheet.replace('\'', "''");
    Formula::new(format!("='{sheet}'!${column}${row}:${column}${}", row + count - 1))
}
