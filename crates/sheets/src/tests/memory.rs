//! How much memory a caller needs that keeps every row, and what writing takes.

use super::measured::{child, number, peak};
use crate::testing::{long_texts, rows};
use crate::{Cell, Column, Kind, Limits, Table, read};
use chrono::NaiveDate;
use std::fs;
use std::path::{Path, PathBuf};

/// What neither may reach, in kilobytes.
const MOST_MEMORY: u64 = 256 * 1024;

fn folder() -> PathBuf {
    PathBuf::from(std::env::var_os(super::measured::FOLDER).expect("a folder of files"))
}

/// The largest workbook the limits allow: 100,000 rows of 20 cells, and as many shared texts as fit.
fn largest() -> Vec<u8> {
    let mut texts = long_texts(370);
    texts.push("<t>乙</t>".into());
    let cells = "<c t=\"s\"><v>370</v></c>".repeat(19);
    let row = |row: u32| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>370</v></c>{cells}</row>");
    rows((1..=100_000).map(row).collect::<String>())
        .strings(&texts.iter().map(String::as_str).collect::<Vec<_>>())
        .packed()
}

#[test]
#[ignore = "the proof below runs it in a process of its own"]
fn every_row_kept() {
    let bytes = fs::read(folder().join("largest")).expect("a file");
    let reading = read(&bytes, Limits::default()).expect("a workbook");
    let kept: Vec<_> = reading.rows().expect("a sheet").map(|row| row.expect("a row")).collect();
    assert_eq!(kept.iter().map(|row| row.cells.len()).sum::<usize>(), 2_000_000);
    eprintln!("peak {}", peak().unwrap_or(0));
}

#[test]
fn a43_a_caller_that_keeps_every_row_of_the_largest_file_stays_within_bounds() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("largest"), largest()).expect("a file");
    let (succeeded, said) = child("tests::memory::every_row_kept", folder.path());
    assert!(succeeded, "{said}");
    let peak = number(&said, "peak");
    eprintln!("sheets: every row kept, peak {peak} kB");
    assert!(peak < MOST_MEMORY, "{peak} kB");
}

#[test]
#[ignore = "the proof below runs it in a process of its own"]
fn a_hundred_thousand_rows_written() {
    let day = NaiveDate::from_ymd_opt(2026, 3, 9).expect("a day");
    let columns = (0..10).map(|at| Column::new(format!("列{at}"), Kind::Text)).collect();
    let row = |row: i64| {
        let text = |at: i64| Cell::Text(format!("企业{row}的第{at}项"));
        (0..6)
            .map(text)
            .chain([Cell::Integer(row), Cell::Number(0.5), Cell::Date(day), Cell::Empty])
            .collect()
    };
    let table = Table { title: "清单".into(), columns, rows: (0..100_000).map(row) };
    let written = table.to_xlsx(day.and_hms_opt(12, 30, 0).expect("an instant")).expect("a workbook");
    eprintln!("bytes {}", written.len());
    eprintln!("peak {}", peak().unwrap_or(0));
}

#[test]
fn a_hundred_thousand_rows_are_written_within_bounds() {
    let (succeeded, said) = child("tests::memory::a_hundred_thousand_rows_written", Path::new(""));
    assert!(succeeded, "{said}");
    let (peak, bytes) = (number(&said, "peak"), number(&said, "bytes"));
    eprintln!("sheets: 100,000 rows written, {bytes} bytes, peak {peak} kB");
    assert!(peak < MOST_MEMORY / 4, "{peak} kB");
}
