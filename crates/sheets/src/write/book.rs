//! What every workbook we write has in common.

use super::neutral::printable;
use crate::Unwritable;
use chrono::{Datelike, NaiveDateTime, Timelike};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

const LONGEST_TEXT: usize = 32_767;
/// A sheet's name has at most 31 UTF-16 units.
const LONGEST_NAME: usize = 31;

/// The format that keeps what is typed as it is, by the number every program knows it by.
const AS_TEXT: u8 = 49;

/// Keeps what is typed into a cell of this look as text.
pub(crate) fn as_text(look: Format) -> Format {
    look.set_num_format_index(AS_TEXT)
}

/// An empty workbook with a title and the time of writing.
pub(crate) fn book(title: &str, written: NaiveDateTime) -> Result<Workbook, Unwritable> {
    let mut book = Workbook::new();
    let properties = DocProperties::new().set_title(printable(title));
    book.set_properties(&properties.set_creation_datetime(&moment(written)?));
    Ok(book)
}

/// Adds the sheet of a table that is written row by row downwards: rows wait in a temporary file without a name, so that many take
/// no memory. Where there is no place for such a file they wait in memory.
pub(crate) fn long_sheet(book: &mut Workbook) -> Result<&mut Worksheet, Unwritable> {
    if book.add_worksheet_with_constant_memory().is_err() {
        book.add_worksheet();
    }
    Ok(book.worksheet_from_index(0)?)
}

/// Writes text as text. Row and column count from nought and lie within a sheet.
pub(crate) fn put_text(
    sheet: &mut Worksheet,
    row: usize,
    column: usize,
    typed: &str,
    look: &Format,
) -> Result<(), Unwritable> {
    let text = printable(typed);
    if text.encode_utf16().count() > LONGEST_TEXT {
        return Err(Unwritable::TooLong { row: row + 1, column: column + 1 });
    }
    sheet.write_string_with_format(row as u32, column as u16, text, look)?;
    Ok(())
}

/// Workbooks know the years 1900 to 9999.
pub(crate) fn moment(at: NaiveDateTime) -> Result<ExcelDateTime, Unwritable> {
    let year = u16::try_from(at.year()).unwrap_or(0);
    let day = ExcelDateTime::from_ymd(year, at.month() as u8, at.day() as u8)?;
    Ok(day.and_hms(at.hour() as u16, at.minute() as u8, f64::from(at.second()))?)
}

/// The title as a sheet's name: without what names may not hold, and not too long.
pub(crate) fn name(title: &str) -> String {
    let mut name = String::new();
    let mut length = 0;
    for c in printable(title)
        .chars()
        .filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\t' | '\n' | '\r'))
    {
        length += c.len_utf16();
        if length > LONGEST_NAME {
            break;
        }
        name.push(c);
    }
    let name = name.trim_matches(['\'', ' ']);
    // Excel keeps "History" for itself.
    if name.is_empty() || name.eq_ignore_ascii_case("history") { "Sheet1".into() } else { name.into() }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn sheet_names_are_made_fit() {
        assert_eq!(name("a:b*c?[d]/\\e"), "abcde");
        assert_eq!(name("'"), "Sheet1");
        assert_eq!(name("History"), "Sheet1");
        assert_eq!(name(&"长".repeat(40)).chars().count(), 31);
    }
}
