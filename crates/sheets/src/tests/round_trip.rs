//! What is written is read back: random tables, as workbooks and as text.

use crate::{Cell, Column, Kind, Limits, Row, Table, Value, read};
use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

const TABLES: u64 = 200;

fn noon() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 3, 9).unwrap().and_hms_opt(12, 30, 0).unwrap()
}

fn text(chance: &mut StdRng) -> String {
    const PIECES: &[&str] = &[
        "甲",
        "企业",
        "=1+1",
        "-5",
        "@",
        "'",
        "\"",
        ",",
        ";",
        "\n",
        " ",
        "\t",
        "<b>",
        "&amp;",
        "]]>",
        "_x000D_",
        "_x",
        "_",
        "😀",
        "\u{200b}",
        "0012",
        "1e5",
        "13800000000",
        "２０２６",
        "#N/A",
        "TRUE",
        "\u{fffd}",
        "é",
        "a",
        "Z",
        "/",
        "\\",
    ];
    (0..chance.random_range(1..6)).map(|_| PIECES[chance.random_range(0..PIECES.len())]).collect()
}

fn cell(chance: &mut StdRng) -> Cell {
    let day = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + Days::new(chance.random_range(0..2_900_000));
    match chance.random_range(0..7) {
        0 | 1 => Cell::Text(text(chance)),
        2 => Cell::Integer(chance.random_range(-1_000_000_000_000..1_000_000_000_000)),
        3 => Cell::Number(f64::from(chance.random_range(-1_000_000..1_000_000)) / 1_000.0),
        4 => Cell::Date(day),
        5 => {
            Cell::Moment(day.and_time(Default::default()) + TimeDelta::minutes(chance.random_range(0..1_440)))
        }
        _ => Cell::Empty,
    }
}

/// A random table of at least so many columns.
fn table(seed: u64, least: usize) -> (Vec<Column>, Vec<Vec<Cell>>) {
    let mut chance = StdRng::seed_from_u64(seed);
    let width = chance.random_range(least..8);
    let kinds = [Kind::Text, Kind::Number, Kind::Date, Kind::Moment];
    let columns = (0..width).map(|at| Column::new(format!("列{at}"), kinds[at % kinds.len()])).collect();
    let rows =
        (0..chance.random_range(0..20)).map(|_| (0..width).map(|_| cell(&mut chance)).collect()).collect();
    (columns, rows)
}

/// What is to be read of a cell of a workbook.
fn in_workbook(cell: &Cell) -> Option<Value> {
    match cell {
        Cell::Text(text) => Some(Value::Text(text.clone())),
        Cell::Integer(number) => Some(Value::Number(*number as f64)),
        Cell::Number(number) => Some(Value::Number(*number)),
        Cell::Date(day) => Some(Value::Date(*day)),
        Cell::Moment(at) => Some(Value::Moment(*at)),
        Cell::Empty => None,
    }
}

/// What is to be read of a cell of text.
fn in_text(cell: &Cell) -> Option<Value> {
    match cell {
        // A text that already had the apostrophe loses it, as it does in a spreadsheet program.
        Cell::Text(text) => Some(match text.strip_prefix('\'') {
            Some(rest) if crate::write::neutral::leads_formula(rest) => Value::Text(rest.to_owned()),
            _ => Value::Text(text.clone()),
        }),
        Cell::Integer(number) => Some(Value::Text(number.to_string())),
        Cell::Number(number) => Some(Value::Text(number.to_string())),
        Cell::Date(day) => Some(Value::Text(day.format("%Y-%m-%d").to_string())),
        Cell::Moment(at) => Some(Value::Text(at.format("%Y-%m-%d %H:%M").to_string())),
        Cell::Empty => None,
    }
}

fn same(read: &[Row], columns: &[Column], rows: &[Vec<Cell>], wanted: fn(&Cell) -> Option<Value>) {
    let heading = columns.iter().map(|column| Cell::Text(column.heading.clone())).collect();
    let all: Vec<&Vec<Cell>> = std::iter::once(&heading).chain(rows).collect();
    for (number, cells) in (1..).zip(all) {
        let found = read.iter().find(|row| row.number == number);
        for (column, cell) in (1..).zip(cells) {
            let found = found.and_then(|row| row.at(column)).map(|cell| &cell.value);
            assert_eq!(found, wanted(cell).as_ref(), "row {number}, column {column}");
        }
    }
    assert!(read.iter().all(|row| row.number as usize <= rows.len() + 1));
}

fn rows(bytes: &[u8]) -> Vec<Row> {
    let reading = read(bytes, Limits::default()).unwrap();
    reading.rows().unwrap().map(Result::unwrap).collect()
}

#[test]
fn safety_a07_a_written_workbook_is_read_back() {
    for seed in 0..TABLES {
        let (columns, cells) = table(seed, 1);
        let title = "清单".to_owned();
        let written = Table { title, columns: columns.clone(), rows: cells.clone() }.to_xlsx(noon()).unwrap();
        same(&rows(&written), &columns, &cells, in_workbook);
    }
}

#[test]
fn safety_a07_a_written_table_of_text_is_read_back() {
    for seed in 0..TABLES {
        // In a table of one column nothing tells what would separate two.
        let (columns, cells) = table(seed, 2);
        let title = "清单".to_owned();
        let written = Table { title, columns: columns.clone(), rows: cells.clone() }.to_csv().unwrap();
        same(&rows(&written), &columns, &cells, in_text);
    }
}

/// The deliberately broken case: one cell that differs is noticed.
#[test]
#[should_panic(expected = "row 2, column 1")]
fn a_cell_that_is_not_read_back_is_noticed() {
    let columns = vec![Column::new("列", Kind::Number)];
    let written =
        Table { title: String::new(), columns: columns.clone(), rows: vec![vec![Cell::Integer(1)]] };
    same(&rows(&written.to_xlsx(noon()).unwrap()), &columns, &[vec![Cell::Integer(2)]], in_workbook);
}
