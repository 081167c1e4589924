//! A table as CSV that Excel opens with the right characters.

use super::neutral::{leads_formula, printable};
use super::table::even;
use crate::{Cell, Table, Unwritable};

impl<R: IntoIterator<Item = Vec<Cell>>> Table<R> {
    /// The table as CSV: UTF-8 with a byte order mark (Excel guesses otherwise), CRLF line ends, a heading row.
    /// Text that would start a formula gets an apostrophe in front; numbers stay numbers, negative ones too.
    ///
    /// # Errors
    /// [`Unwritable::Uneven`] when a row does not fit the columns.
    pub fn to_csv(self) -> Result<Vec<u8>, Unwritable> {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer("\u{feff}".as_bytes().to_vec());
        let width = self.columns.len();
        write(&mut writer, self.columns.iter().map(|column| text(&column.heading)));
        for (at, row) in self.rows.into_iter().enumerate() {
            even(at + 2, &row, width)?;
            write(&mut writer, row.iter().map(cell));
        }
        Ok(writer.into_inner().expect("memory takes every write"))
    }
}

fn write(writer: &mut csv::Writer<Vec<u8>>, fields: impl Iterator<Item = String>) {
    writer
        .write_record(fields)
        .expect("memory takes every write, and all rows were checked to be of one length");
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(typed) => text(typed),
        Cell::Integer(number) => number.to_string(),
        Cell::Number(number) if number.is_finite() => number.to_string(),
        Cell::Number(_) | Cell::Empty => String::new(),
        Cell::Date(day) => day.format("%Y-%m-%d").to_string(),
        Cell::Moment(moment) => moment.format("%Y-%m-%d %H:%M").to_string(),
    }
}

fn text(typed: &str) -> String {
    let apostrophe = if leads_formula(typed) { "'" } else { "" };
    format!("{apostrophe}{}", printable(typed))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::{Cell, Column, Kind, Table, Unwritable};

    fn of(rows: Vec<Vec<Cell>>) -> Result<String, Unwritable> {
        let columns = vec![Column::new("企业名称", Kind::Text), Column::new("=数量", Kind::Number)];
        let bytes = Table { title: "清单".into(), columns, rows }.to_csv()?;
        Ok(String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn safety_a07_csv_opens_in_excel_with_chinese_and_values_as_they_are() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 9).unwrap();
        let made = of(vec![
            vec!["宁波锚, \"甲\"\n乙".into(), Cell::Integer(-5)],
            vec![Cell::Date(day), Cell::Moment(day.and_hms_opt(8, 5, 59).unwrap())],
            vec![Cell::Empty, Cell::Number(-0.25)],
            vec!["0012".into(), Cell::Number(f64::NAN)],
        ]);
        let lines = [
            "\u{feff}企业名称,'=数量",
            "\"宁波锚, \"\"甲\"\"\n乙\",-5",
            "2026-03-09,2026-03-09 08:05",
            ",-0.25",
            "0012,",
            "",
        ];
        assert_eq!(made.unwrap(), lines.join("\r\n"));
    }

    #[test]
    fn safety_a07_csv_puts_an_apostrophe_before_every_formula() {
        for typed in
            ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠a", " =1", "\t=1", "\r=1"]
        {
            let bytes = of(vec![vec![typed.into(), Cell::Empty]]).unwrap();
            let mut reader = csv::Reader::from_reader(bytes.trim_start_matches('\u{feff}').as_bytes());
            let row = reader.records().next().unwrap().unwrap();
            assert_eq!(row[0], format!("'{typed}"));
        }
        assert!(of(vec![vec!["\0=1".into(), Cell::Empty]]).unwrap().ends_with("\r\n'=1,\r\n"));
    }

    #[test]
    fn a_row_that_does_not_fit_its_columns_is_an_error() {
        let made = of(vec![vec!["a".into(), 1.into()], vec!["b".into()]]);
        assert!(matches!(made, Err(Unwritable::Uneven { row: 3, cells: 1, columns: 2 })));
    }
}
