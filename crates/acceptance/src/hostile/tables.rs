//! Exported tables: no cell is a formula, and what was in it can be read back.

use super::text;
use sheets::{Cell, Column, Kind, Table};

/// Signs with which spreadsheet programs begin a formula.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Each line of the text becomes a cell of its own row.
pub fn cells(bytes: &[u8]) {
    let typed = text(bytes);
    let rows: Vec<String> = typed.split('\u{1f}').map(str::to_owned).collect();
    let table = || Table {
        title: "清单".to_owned(),
        columns: vec![Column::new("名称", Kind::Text)],
        rows: rows.iter().map(|cell| vec![Cell::from(cell.as_str())]).collect::<Vec<_>>(),
    };
    let written = String::from_utf8(table().to_csv().expect("even rows")).expect("text");
    let body = written.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(body.as_bytes());
    let read: Vec<_> = reader.records().map(|row| row.expect("our own table reads")).collect();
    for row in &read {
        let cell = row.get(0).unwrap_or_default();
        let shown = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
        assert!(!shown.starts_with(SIGNS), "{cell:?} is a formula");
    }
    if typed.len() < 4_096 {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 4).and_then(|day| day.and_hms_opt(9, 0, 0));
        let made = table().to_xlsx(day.expect("an instant"));
        assert!(made.is_err() || made.is_ok_and(|bytes| bytes.starts_with(b"PK")));
    }
}
