//! A table as a workbook of one sheet.

use chrono::NaiveDateTime;
use rust_xlsxwriter::{Format, FormatAlign, Worksheet};

use super::book::{book, long_sheet, moment, name, put_text};
use super::neutral::leads_formula;
use super::table::even;
use crate::{Cell, Column, Kind, Table, Unwritable};

const MOST_ROWS: usize = 1_048_576;
const MOST_COLUMNS: usize = 16_384;

/// How the kinds of cell look.
struct Looks {
    heading: Format,
    text: Format,
    /// Text that looks like a formula: stays text even after somebody opens the cell and presses Enter.
    quoted: Format,
    date: Format,
    moment: Format,
}

impl<R: IntoIterator<Item = Vec<Cell>>> Table<R> {
    /// The table as an .xlsx workbook: one sheet, the heading row bold, frozen and with filters. Text is always
    /// written as text, never as a formula, link or number.
    ///
    /// `written` is stored as the time of writing, in UTC.
    ///
    /// # Errors
    /// [`Unwritable`]: an uneven row, too much for a workbook, or a text too long for a cell.
    pub fn to_xlsx(self, written: NaiveDateTime) -> Result<Vec<u8>, Unwritable> {
        let looks = Looks {
            heading: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter),
            text: Format::new(),
            quoted: Format::new().set_quote_prefix(),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
        };
        if self.columns.is_empty() || self.columns.len() > MOST_COLUMNS {
            return Err(Unwritable::TooLarge);
        }
        let mut book = book(&self.title, written)?;
        let sheet = long_sheet(&mut book)?;
        sheet.set_name(name(&self.title))?;
        sheet.set_freeze_panes(1, 0)?;
        let width = self.columns.len();
        for (at, column) in self.columns.iter().enumerate() {
            put_text(sheet, 0, at, &column.heading, &looks.heading)?;
            sheet.set_column_width(at as u16, breadth(column))?;
        }
        let mut last = 0;
        for (at, row) in self.rows.into_iter().enumerate() {
            last = at + 1;
            even(at + 2, &row, width)?;
            if last >= MOST_ROWS {
                return Err(Unwritable::TooLarge);
            }
            for (column, cell) in row.iter().enumerate() {
                put(sheet, last, column, cell, &looks)?;
            }
        }
        sheet.autofilter(0, 0, last as u32, (width - 1) as u16)?;
        Ok(book.save_to_buffer()?)
    }
}

/// Writes one cell. Row and column are within the sheet's limits, so they fit their types.
fn put(
    sheet: &mut Worksheet,
    row: usize,
    column: usize,
    cell: &Cell,
    looks: &Looks,
) -> Result<(), Unwritable> {
    let (r, c) = (row as u32, column as u16);
    match cell {
        Cell::Text(typed) => {
            let look = if leads_formula(typed) { &looks.quoted } else { &looks.text };
            put_text(sheet, row, column, typed, look)?;
        }
        // Beyond 2^53 a workbook would round: better the right digits as text.
        Cell::Integer(number) if number.unsigned_abs() > 1 << 53 => {
            put_text(sheet, row, column, &number.to_string(), &looks.text)?;
        }
        Cell::Integer(number) => drop(sheet.write_number(r, c, *number as f64)?),
        Cell::Number(number) if number.is_finite() => drop(sheet.write_number(r, c, *number)?),
        Cell::Number(_) | Cell::Empty => {}
        Cell::Date(day) => drop(sheet.write_datetime_with_format(
            r,
            c,
            moment(day.and_time(Default::default()))?,
            &looks.date,
        )?),
        Cell::Moment(at) => drop(sheet.write_datetime_with_format(r, c, moment(*at)?, &looks.moment)?),
    }
    Ok(())
}

/// Column width in digits: enough for the kind and for the heading, whose Chinese characters take two.
fn breadth(column: &Column) -> f64 {
    let heading: u32 = column.heading.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    let kind = match column.kind {
        Kind::Text => 24,
        Kind::Number => 12,
        Kind::Date => 12,
        Kind::Moment => 18,
    };
    // Room for the filter button; a heading longer than this wraps.
    f64::from((heading + 4).max(kind).min(48))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};
    use chrono::{NaiveDate, NaiveDateTime};

    use crate::{Cell, Column, Kind, Table, Unwritable};

    fn noon() -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 3, 9).unwrap().and_hms_opt(12, 30, 0).unwrap()
    }

    fn written(rows: Vec<Vec<Cell>>) -> Result<Vec<u8>, Unwritable> {
        let columns = vec![Column::new("名称", Kind::Text), Column::new("=值", Kind::Moment)];
        Table { title: "服务/清单".into(), columns, rows }.to_xlsx(noon())
    }

    /// Row, column and value of every cell, and how many formulas there are.
    fn read(bytes: Vec<u8>) -> (Vec<(u32, u32, Data)>, usize) {
        let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
        assert_eq!(book.sheet_names(), ["服务清单"]);
        let mut cells = Vec::new();
        let mut reader = book.worksheet_cells_reader("服务清单").unwrap();
        while let Some(cell) = reader.next_cell().unwrap() {
            cells.push((cell.get_position().0, cell.get_position().1, cell.get_value().clone().into()));
        }
        drop(reader);
        let formulas = book.worksheet_formula("服务清单").unwrap();
        (cells, formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()).count())
    }

    #[test]
    fn safety_a07_xlsx_writes_every_text_as_text() {
        let typed = [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "＝1",
            "＋1",
            "－1",
            "＠a",
            "{=1}",
            "https://e.invalid",
            "00123",
            "91460000MA5TEST00X",
            "1e5",
            "TRUE",
            "2026-01-01",
            "'x",
            "<b>&\"宁波",
        ];
        let rows = typed.map(|text| vec![text.into(), Cell::Empty]).to_vec();
        let (cells, formulas) = read(written(rows).unwrap());
        assert_eq!(formulas, 0);
        for (at, text) in typed.iter().enumerate() {
            let found = cells.iter().find(|(row, column, _)| (*row, *column) == (at as u32 + 1, 0));
            let Some((_, _, Data::String(read))) = found else { panic!("{text:?} became {found:?}") };
            assert_eq!(read.replace("\r\n", "\n").replace('\r', "\n"), text.replace('\r', "\n"));
        }
        let zero = read(written(vec![vec!["\0=1".into(), Cell::Empty]]).unwrap());
        assert_eq!(zero.0[2].2, Data::String("=1".into()));
        assert_eq!(zero.1, 0);
    }

    #[test]
    fn safety_a07_xlsx_keeps_numbers_and_days_as_values() {
        let rows = vec![
            vec![Cell::Integer(-5), Cell::Moment(noon())],
            vec![Cell::Number(0.5), Cell::Date(noon().date())],
            vec![Cell::Integer(i64::MAX), Cell::Number(f64::INFINITY)],
        ];
        let (cells, _) = read(written(rows).unwrap());
        let at = |row, column| {
            cells.iter().find(|cell| (cell.0, cell.1) == (row, column)).map(|cell| cell.2.clone())
        };
        assert_eq!(at(1, 0), Some(Data::Float(-5.0)));
        assert_eq!(at(2, 0), Some(Data::Float(0.5)));
        assert_eq!(at(3, 0), Some(Data::String(i64::MAX.to_string())));
        assert_eq!(at(3, 1), None);
        let Some(Data::DateTime(moment)) = at(1, 1) else { panic!("no moment") };
        assert!((moment.as_f64() - 46_090.520_833_333).abs() < 1e-6, "{}", moment.as_f64());
        assert_eq!(at(0, 1), Some(Data::String("=值".into())));
    }

    #[test]
    fn the_same_table_gives_the_same_file() {
        let rows = || vec![vec!["甲".into(), Cell::Empty]];
        assert_eq!(written(rows()).unwrap(), written(rows()).unwrap());
    }

    #[test]
    fn what_a_workbook_cannot_hold_is_an_error() {
        let long = written(vec![vec!["长".repeat(32_768).into(), Cell::Empty]]);
        assert!(matches!(long, Err(Unwritable::TooLong { row: 2, column: 1 })));
        assert!(matches!(written(vec![vec![]]), Err(Unwritable::Uneven { row: 2, .. })));
        let none = Table { title: String::new(), columns: vec![], rows: vec![] }.to_xlsx(noon());
        assert!(matches!(none, Err(Unwritable::TooLarge)));
        let early = NaiveDate::from_ymd_opt(1, 1, 1).unwrap();
        assert!(matches!(written(vec![vec![Cell::Empty, Cell::Date(early)]]), Err(Unwritable::Workbook(_))));
    }
}
