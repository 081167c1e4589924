//! A ranking as a workbook (D08).

use crate::page::{Answer, Page};
use hall::Refusal;
use hall::assessment::Snapshot;
use hall::assessment::find::Shown;
use serde_json::{Value, json};
use sheets::{Cell, Column, Kind, Table, XLSX};

/// 本季度 or 一次性考核任务, in words.
pub(super) fn when(page: &Page, quarter: &str) -> String {
    match quarter.split_once('Q') {
        Some((year, n)) => page.text("assessment-quarter", &json!({ "year": year, "n": n })),
        None => page.text("assessment-rhythm-once", &Value::Null),
    }
}

/// How the headings of the columns begin that carry the whole ranking for `tradehall ranking recompute`.
pub(super) const DATA: &str = "tradehall-";

/// Characters of the ranking in one cell; a workbook's cell holds 32,767.
const CHUNK: usize = 30_000;

/// What people read of one place, in every language the same.
pub(super) struct Place {
    /// `1/4`.
    pub rank: String,
    /// The park.
    pub park: String,
    /// Its points.
    pub score: String,
}

/// The places of a ranking, best first.
pub(super) fn rows(snapshot: &Snapshot) -> Vec<Place> {
    let total = snapshot.entries.len();
    let place = |entry: &hall::assessment::Entry| Place {
        rank: format!("{}/{total}", entry.rank),
        park: entry.candidate.park.clone(),
        score: entry.sheet.total.to_string(),
    };
    snapshot.entries.iter().map(place).collect()
}

/// The columns of the page, one row a park; and in the first row, behind them, everything the ranking was calculated from.
pub(super) fn ranking(page: &Page, shown: &Shown) -> Answer {
    let text = |key: &str| page.text(key, &Value::Null);
    let snapshot = &shown.snapshot;
    let mut columns: Vec<Column> = [
        ("ranking-number", Kind::Number),
        ("ranking-rank", Kind::Text),
        ("ranking-task", Kind::Text),
        ("ranking-kind", Kind::Text),
        ("ranking-park", Kind::Text),
        ("ranking-when", Kind::Text),
        ("ranking-score", Kind::Text),
        ("ranking-standing", Kind::Text),
    ]
    .into_iter()
    .map(|(key, kind)| Column::new(text(key), kind))
    .collect();
    let whole: Vec<char> = serde_json::to_string(snapshot).map_err(Refusal::from)?.chars().collect();
    let chunks: Vec<String> = whole.chunks(CHUNK).map(|chunk| chunk.iter().collect()).collect();
    columns.extend((1..=chunks.len()).map(|n| Column::new(format!("{DATA}{n}"), Kind::Text)));
    let when = when(page, &snapshot.quarter);
    let lines: Vec<Vec<Cell>> = rows(snapshot)
        .into_iter()
        .zip(&snapshot.entries)
        .enumerate()
        .map(|(at, (place, entry))| {
            let mut line = vec![
                Cell::Integer(i64::try_from(at).unwrap_or(i64::MAX - 1) + 1),
                Cell::from(place.rank),
                Cell::from(snapshot.name.clone()),
                Cell::from(text(&format!("assessment-target-{}", entry.candidate.kind))),
                Cell::from(place.park),
                Cell::from(when.clone()),
                Cell::from(place.score),
                Cell::from(text(&format!("standing-{}", entry.candidate.standing.word()))),
            ];
            let data = |chunk: &String| if at == 0 { Cell::from(chunk.clone()) } else { Cell::Empty };
            line.extend(chunks.iter().map(data));
            line
        })
        .collect();
    let title = text("ranking-title");
    let table = Table { title: title.clone(), columns, rows: lines };
    let bytes =
        table.to_xlsx(page.desk().now().naive_utc()).map_err(|error| Refusal::Broken(error.to_string()))?;
    Ok(page.download(&format!("{title}-{}-{}.xlsx", snapshot.name, snapshot.version), XLSX, bytes))
}
