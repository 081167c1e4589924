//! A copy of what was sent in that says what is wrong with it.

use super::book::{as_text, book, long_sheet, moment, name, put_text};
use super::neutral::{leads_formula, printable};
use crate::read::address::{LAST_COLUMN, LAST_ROW};
use crate::{Row, Rows, Unwritable, Value};
use chrono::{NaiveDateTime, Timelike};
use rust_xlsxwriter::{Color, Format, FormatAlign, Note, Worksheet};
use std::collections::HashMap;

/// So many cells get a note of their own; every wrong row and cell is coloured and named in the first column all the same. A note
/// is a drawing, and programs open thousands of them slowly.
const MOST_NOTES: usize = 1_000;
/// A note holds at most this many characters.
const LONGEST_NOTE: usize = 1_000;
/// The first column's text per row.
const LONGEST_TEXT: usize = 8_000;

/// What is wrong with a row or one of its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The row, from one, as in what was sent in.
    pub row: u32,
    /// The column, from one, as in what was sent in; without one the whole row is meant.
    pub column: Option<u32>,
    /// A sentence for whoever mends it. In the copy a column stands in front, so it names headings rather than places.
    pub text: String,
}

/// How the copy is made.
#[derive(Clone, Copy, Debug)]
pub struct Annotation<'t> {
    /// Names the sheet.
    pub title: &'t str,
    /// Heads the column in front that says what is wrong. A copy that is sent in and copied again keeps one such column.
    pub heading: &'t str,
    /// The row of headings.
    pub header_row: u32,
    /// What is wrong, in any order.
    pub remarks: &'t [Remark],
}

/// Remarks by row.
struct Wrong<'t> {
    row: HashMap<u32, Vec<&'t Remark>>,
    notes: usize,
    /// The row after the last one written, from nought.
    next: usize,
}

/// Looks of cells, plain and wrong.
struct Looks {
    plain: Format,
    text: Format,
    quoted: Format,
    date: Format,
    moment: Format,
    time: Format,
    heading: Format,
}

impl Looks {
    fn of(base: &Format) -> Self {
        let format = |code: &str| base.clone().set_num_format(code);
        Self {
            plain: base.clone(),
            text: as_text(base.clone()),
            quoted: as_text(base.clone()).set_quote_prefix(),
            date: format("yyyy-mm-dd"),
            moment: format("yyyy-mm-dd hh:mm:ss"),
            time: format("hh:mm:ss"),
            heading: as_text(base.clone()).set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter),
        }
    }
}

impl Annotation<'_> {
    /// The rows with a column in front that says what is wrong in each; wrong cells are red and bear a note. Formulas become what they
    /// resulted in, hidden rows show. `written` is stored as the time of writing, in UTC.
    ///
    /// # Errors
    /// [`Unwritable`]: the rows cannot be read, or a text is too long for a workbook.
    pub fn to_xlsx(&self, rows: Rows<'_>, written: NaiveDateTime) -> Result<Vec<u8>, Unwritable> {
        let red = Format::new()
            .set_background_color(Color::RGB(0x00FF_C7CE))
            .set_font_color(Color::RGB(0x009C_0006));
        let looks = [Looks::of(&Format::new()), Looks::of(&red)];
        let mut book = book(self.title, written)?;
        let sheet = long_sheet(&mut book)?;
        sheet.set_name(name(self.title))?;
        sheet.set_freeze_panes(self.header_row.min(LAST_ROW - 1), 1)?;
        sheet.set_column_width(0, 48)?;
        sheet.set_column_range_width(1, 30, 18)?;
        let mut wrong = Wrong { row: HashMap::new(), notes: 0, next: 0 };
        for remark in self.remarks {
            wrong.row.entry(remark.row).or_default().push(remark);
        }
        // Whether our column is there already is seen in the row of headings, so what stands above it waits.
        let (mut above, mut replaces, mut known) = (Vec::new(), false, false);
        for row in rows {
            let row = row?;
            if !known && row.number < self.header_row {
                above.push(row);
                continue;
            }
            if !std::mem::replace(&mut known, true) {
                replaces = row.number == self.header_row && self.is_ours(&row);
                for row in above.drain(..) {
                    self.row(sheet, &row, replaces, &looks, &mut wrong)?;
                }
            }
            self.row(sheet, &row, replaces, &looks, &mut wrong)?;
        }
        for row in above {
            self.row(sheet, &row, replaces, &looks, &mut wrong)?;
        }
        // What concerns rows with nothing in them must not be lost.
        let mut rest: Vec<_> = wrong.row.into_iter().collect();
        rest.sort_unstable_by_key(|(row, _)| *row);
        for (row, remarks) in rest {
            let at = wrong.next.max(row.saturating_sub(1) as usize);
            if at >= LAST_ROW as usize {
                return Err(Unwritable::TooLarge);
            }
            put_text(sheet, at, 0, &joined(&remarks), &looks[1].text)?;
            wrong.next = at + 1;
        }
        Ok(book.save_to_buffer()?)
    }

    fn is_ours(&self, row: &Row) -> bool {
        // Remarks on the headings themselves stand in the lines below it.
        matches!(row.at(1).map(|cell| &cell.value), Some(Value::Text(text)) if text.lines().next() == Some(self.heading))
    }

    fn row(
        &self,
        sheet: &mut Worksheet,
        row: &Row,
        replaces: bool,
        looks: &[Looks; 2],
        wrong: &mut Wrong<'_>,
    ) -> Result<(), Unwritable> {
        let at = row.number as usize - 1;
        wrong.next = at + 1;
        let heads = row.number == self.header_row;
        let remarks = wrong.row.remove(&row.number).unwrap_or_default();
        if heads && remarks.is_empty() {
            put_text(sheet, at, 0, self.heading, &looks[0].heading)?;
        } else if heads {
            put_text(sheet, at, 0, &format!("{}\n{}", self.heading, joined(&remarks)), &looks[1].heading)?;
        } else if !remarks.is_empty() {
            put_text(sheet, at, 0, &joined(&remarks), &looks[1].text)?;
        }
        // From nought, and one to the right unless a column of ours makes room.
        let place = |column: u32| if replaces { column - 1 } else { column };
        for cell in row.cells.iter().filter(|cell| !replaces || cell.column > 1) {
            if place(cell.column) >= LAST_COLUMN {
                return Err(Unwritable::TooLarge);
            }
            let is_wrong = remarks.iter().any(|remark| remark.column == Some(cell.column));
            let looks = &looks[usize::from(is_wrong)];
            put(sheet, at, place(cell.column) as usize, &cell.value, looks, heads)?;
        }
        let mut columns: Vec<u32> = remarks.iter().filter_map(|remark| remark.column).collect();
        columns.sort_unstable();
        columns.dedup();
        for column in columns.into_iter().filter(|column| *column > u32::from(replaces)) {
            if place(column) >= LAST_COLUMN {
                continue;
            }
            let here = place(column) as u16;
            if row.at(column).is_none() {
                sheet.write_blank(at as u32, here, &looks[1].text)?;
            }
            if wrong.notes < MOST_NOTES {
                wrong.notes += 1;
                let own: Vec<&Remark> =
                    remarks.iter().filter(|remark| remark.column == Some(column)).copied().collect();
                let text: String = joined(&own).chars().take(LONGEST_NOTE).collect();
                sheet.insert_note(at as u32, here, &Note::new(text).add_author_prefix(false))?;
            }
        }
        Ok(())
    }
}

/// All remarks, each on a line of its own.
fn joined(remarks: &[&Remark]) -> String {
    let lines: Vec<String> = remarks.iter().map(|remark| printable(&remark.text)).collect();
    lines.join("\n").chars().take(LONGEST_TEXT).collect()
}

/// Writes what was read. Row and column count from nought.
fn put(
    sheet: &mut Worksheet,
    row: usize,
    column: usize,
    value: &Value,
    looks: &Looks,
    heads: bool,
) -> Result<(), Unwritable> {
    let (r, c) = (row as u32, column as u16);
    match value {
        Value::Text(text) | Value::Error(text) => {
            let look = match (heads, leads_formula(text)) {
                (true, false) => &looks.heading,
                (_, true) => &looks.quoted,
                (false, false) => &looks.text,
            };
            put_text(sheet, row, column, text, look)?;
        }
        Value::Number(number) => drop(sheet.write_number_with_format(r, c, *number, &looks.plain)?),
        Value::Date(day) => drop(sheet.write_datetime_with_format(
            r,
            c,
            moment(day.and_time(Default::default()))?,
            &looks.date,
        )?),
        Value::Moment(at) => drop(sheet.write_datetime_with_format(r, c, moment(*at)?, &looks.moment)?),
        Value::Time(time) => {
            let part = f64::from(time.num_seconds_from_midnight()) / 86_400.0;
            sheet.write_number_with_format(r, c, part, &looks.time)?;
        }
        Value::Boolean(truth) => drop(sheet.write_boolean_with_format(r, c, *truth, &looks.plain)?),
        Value::Empty => {}
    }
    Ok(())
}
