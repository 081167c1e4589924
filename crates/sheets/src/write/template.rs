//! A workbook to be filled in and read back.

use super::book::{as_text, book, moment, name, put_text};
use super::explanation::Explanation;
use super::neutral::printable;
use crate::headed::Field;
use crate::{Asked, Unwritable, Value, Wanted};
use chrono::NaiveDateTime;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, ExcelDateTime, Format, FormatAlign, Formula, Note, Workbook,
    Worksheet,
};

/// The last row that a spreadsheet program checks while one fills it in, from nought.
const LAST_CHECKED: u32 = 20_000;
/// Beyond a date of four digits a spreadsheet ends.
const LAST_YEAR: u16 = 9_999;

/// A template: headings, kinds, lists to choose from, an example row, and a second sheet that explains.
#[derive(Clone, Copy, Debug)]
pub struct Template<'t> {
    /// Names the sheet.
    pub title: &'t str,
    /// The columns, left to right; the same description finds them again ([`crate::headed`]).
    pub columns: &'t [Wanted],
    /// Stands in front of the example row, so that it is told from the others; without it there is no example row.
    pub example_mark: &'t str,
    /// The second sheet.
    pub explanation: &'t Explanation,
}

impl Template<'_> {
    /// The template as an .xlsx workbook. `written` is stored as the time of writing, in UTC.
    ///
    /// # Errors
    /// [`Unwritable`]: no columns or too many, or a text too long.
    pub fn to_xlsx(&self, written: NaiveDateTime) -> Result<Vec<u8>, Unwritable> {
        if self.columns.is_empty() || self.columns.len() > 1_000 {
            return Err(Unwritable::TooLarge);
        }
        let mut book = book(self.title, written)?;
        let title = name(self.title);
        book.add_worksheet().set_name(&title)?;
        // Two sheets of one name would be no workbook.
        let mut explanation = self.explanation.clone();
        if name(&explanation.title).to_lowercase() == title.to_lowercase() {
            explanation.title = format!("{title}2");
        }
        let choices = explanation.write(book.add_worksheet(), self.columns)?;
        self.fill(&mut book, &choices)?;
        Ok(book.save_to_buffer()?)
    }

    fn fill(&self, book: &mut Workbook, choices: &[Option<Formula>]) -> Result<(), Unwritable> {
        let sheet = book.worksheet_from_index(0)?;
        sheet.set_freeze_panes(1, 0)?;
        let heading = as_text(Format::new())
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(Color::RGB(0x00DD_EBF7));
        let required = heading.clone().set_font_color(Color::RGB(0x00C0_0000));
        for (at, (column, choices)) in self.columns.iter().zip(choices).enumerate() {
            let here = at as u16;
            sheet.set_column_width(here, breadth(column))?;
            sheet.set_column_format(here, &look(&column.asked))?;
            let shown = if column.required { format!("{}*", column.heading) } else { column.heading.clone() };
            put_text(sheet, 0, at, &shown, if column.required { &required } else { &heading })?;
            if !column.note.is_empty() {
                let note =
                    Note::new(printable(&column.note)).add_author_prefix(false).set_width(240).set_height(90);
                sheet.insert_note(0, here, &note)?;
            }
            if let Some(rule) = self.rule(column, choices.as_ref())? {
                sheet.add_data_validation(1, here, LAST_CHECKED, here, &rule)?;
            }
            if !self.example_mark.is_empty() {
                let text = if at == 0 {
                    format!("{}{}", self.example_mark, column.example)
                } else {
                    column.example.clone()
                };
                let pale = look(&column.asked).set_italic().set_font_color(Color::RGB(0x0080_8080));
                put(sheet, 1, at, column, text, pale)?;
            }
            let below = if self.example_mark.is_empty() { 1 } else { 2 };
            put(sheet, below, at, column, column.filled.clone(), look(&column.asked))?;
        }
        Ok(())
    }

    /// What a spreadsheet program checks while one fills in a column.
    fn rule(&self, column: &Wanted, choices: Option<&Formula>) -> Result<Option<DataValidation>, Unwritable> {
        let rule = DataValidation::new();
        let rule = match (&column.asked, choices) {
            (Asked::Choice(_), Some(list)) => rule.allow_list_formula(list.clone()),
            (Asked::Whole, _) => rule.allow_whole_number(DataValidationRule::Between(i32::MIN, i32::MAX)),
            (Asked::Decimal { .. }, _) => rule.allow_decimal_number(DataValidationRule::Between(-1e15, 1e15)),
            (Asked::Day, _) => rule.allow_date(DataValidationRule::Between(
                ExcelDateTime::from_ymd(1900, 3, 1)?,
                ExcelDateTime::from_ymd(LAST_YEAR, 12, 31)?,
            )),
            _ => return Ok(None),
        };
        let refused: String = printable(&self.explanation.refused).chars().take(255).collect();
        Ok(Some(rule.ignore_blank(true).set_error_message(refused)?))
    }
}

/// Writes a cell as what its column takes, where it can be read so; else as text.
fn put(
    sheet: &mut Worksheet,
    row: u32,
    at: usize,
    column: &Wanted,
    text: String,
    format: Format,
) -> Result<(), Unwritable> {
    if text.is_empty() {
        return Ok(());
    }
    let value = Value::Text(text.clone());
    let field = Field { address: None, value: Some(&value), formula: false };
    let here = at as u16;
    match column.asked {
        Asked::Whole | Asked::Decimal { .. } => {
            let places = if let Asked::Decimal { places } = column.asked { places } else { 0 };
            if let Ok(Some(number)) = field.decimal(places) {
                let number = number as f64 / 10_f64.powi(places as i32);
                sheet.write_number_with_format(row, here, number, &format)?;
                return Ok(());
            }
        }
        Asked::Day => {
            if let Ok(Some(day)) = field.day() {
                let day = moment(day.and_time(Default::default()))?;
                sheet.write_datetime_with_format(row, here, day, &format)?;
                return Ok(());
            }
        }
        Asked::Text | Asked::Code | Asked::Choice(_) => {}
    }
    put_text(sheet, row as usize, at, &text, &as_text(format))
}

/// How what is filled in looks. Text keeps a spreadsheet program from turning codes into numbers and words into days.
fn look(asked: &Asked) -> Format {
    let format = Format::new();
    match asked {
        Asked::Text | Asked::Code | Asked::Choice(_) => as_text(format),
        Asked::Whole => format.set_num_format("0"),
        Asked::Decimal { places: 0 } => format.set_num_format("0"),
        Asked::Decimal { places } => {
            format.set_num_format(format!("0.{}", "0".repeat((*places).min(10) as usize)))
        }
        Asked::Day => format.set_num_format("yyyy-mm-dd"),
    }
}

fn breadth(column: &Wanted) -> f64 {
    let signs = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u32>();
    let least = match column.asked {
        Asked::Text | Asked::Choice(_) => 20,
        Asked::Code => 24,
        Asked::Whole | Asked::Decimal { .. } | Asked::Day => 14,
    };
    let longest = signs(&column.example).max(signs(&column.filled)) + 2;
    f64::from((signs(&column.heading) + 3).max(longest).max(least).min(48))
}
