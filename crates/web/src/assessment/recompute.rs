//! A published ranking calculated anew from its downloaded file (`tradehall ranking recompute`).

use super::book::{DATA, rows};
use hall::assessment::Snapshot;
use sheets::{Limits, Value};

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recomputed {
    /// 考核任务名称.
    pub name: String,
    /// Which version of the ranking.
    pub version: i32,
    /// How many parks.
    pub parks: usize,
    /// SHA-256 of what the file carries; it stands on the ranking's page too.
    pub digest: String,
    /// Everything that does not agree; empty when all does.
    pub differences: Vec<String>,
}

/// Calculates every score and place anew from what was asked, answered and given, and compares with what the file says: in its data
/// and in the rows people read.
///
/// # Errors
/// Why the file is none that was downloaded.
pub fn recompute(bytes: &[u8]) -> Result<Recomputed, String> {
    let reading = sheets::read(bytes, Limits::default()).map_err(|error| error.to_string())?;
    let mut all = Vec::new();
    for row in reading.rows().map_err(|error| error.to_string())? {
        let row = row.map_err(|error| error.to_string())?;
        let cell = |column: u32| row.at(column).map(|found| said(&found.value)).unwrap_or_default();
        let last = row.cells.iter().map(|cell| cell.column).max().unwrap_or(0);
        all.push((1..=last).map(cell).collect::<Vec<String>>());
    }
    let mut lines = all.into_iter();
    let head = lines.next().ok_or("the file is empty")?;
    let data: Vec<usize> =
        head.iter().enumerate().filter(|(_, name)| name.starts_with(DATA)).map(|(at, _)| at).collect();
    let lines: Vec<Vec<String>> = lines.collect();
    let part = |at: &usize| lines.first().and_then(|line| line.get(*at)).cloned().unwrap_or_default();
    let text: String = data.iter().map(part).collect();
    let snapshot: Snapshot =
        serde_json::from_str(&text).map_err(|error| format!("the file carries no ranking: {error}"))?;
    let again = snapshot.recomputed();
    let mut differences = Vec::new();
    for (kept, made) in snapshot.entries.iter().zip(&again.entries) {
        if kept != made {
            let (park, total, rank) = (&kept.candidate.park, kept.sheet.total, kept.rank);
            differences.push(format!(
                "{park}: the file says {total} and place {rank}; at this place stands {} with {} and place {}",
                made.candidate.park, made.sheet.total, made.rank
            ));
        }
    }
    let shown = rows(&again);
    if lines.len() != shown.len() {
        differences.push(format!("the file shows {} rows for {} parks", lines.len(), shown.len()));
    }
    for (line, made) in lines.iter().zip(&shown) {
        let at = |column: usize| line.get(column).map_or("", String::as_str);
        // 排名, 考核单位名称, 本季度考核得分: what nobody translates.
        for (column, said, made) in [(2, at(1), &made.rank), (5, at(4), &made.park), (7, at(6), &made.score)]
        {
            if said != made {
                differences.push(format!("column {column}: the file shows {said}, calculated {made}"));
            }
        }
    }
    Ok(Recomputed {
        name: again.name.clone(),
        version: again.version,
        parks: again.entries.len(),
        digest: snapshot.digest().map_err(|error| error.to_string())?,
        differences,
    })
}

/// What a cell shows.
fn said(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
