//! The points, in the order in which they are easiest to measure.

mod bookings;
mod cached;
mod lists;
mod overload;
mod pictures;
mod sheets;
mod start;

use crate::fill::{self, Size};
use crate::report::Report;
use crate::{Line, progress};
use hall::testing::{Bench, bench_at};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// A hall on disk with many rows, and where it is.
pub(crate) struct Filled {
    pub(crate) bench: Bench,
    pub(crate) rows: u64,
    /// Its folder, where it is SQLite's.
    pub(crate) folder: Option<PathBuf>,
}

/// Measures what the line asks for.
pub(crate) async fn all(line: &Line, report: &mut Report) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    if line.wants("pictures") {
        pictures::measure(report)?;
    }
    if line.wants("sheets") {
        sheets::measure(report)?;
    }
    if line.wants("bookings") {
        bookings::measure(line, folder.path(), report).await?;
    }
    if line.wants("overload") {
        overload::measure(line, folder.path(), report).await?;
    }
    let growing = ["cached", "lists", "start"].iter().any(|point| line.wants(point));
    let mut sizes = Vec::new();
    for rows in line.rows.iter().copied().filter(|_| growing) {
        sizes.push(filled(folder.path(), rows).await?);
    }
    if let (Some(smallest), true) = (sizes.first(), line.wants("cached")) {
        cached::measure(line, smallest, report).await?;
    }
    if line.wants("lists") {
        lists::measure(&sizes, report).await?;
    }
    if let (Some(largest), true) = (sizes.last(), line.wants("start")) {
        start::measure(line, folder.path(), largest, report).await?;
    }
    Ok(())
}

/// A filled SQLite hall.
async fn filled(folder: &Path, rows: u64) -> anyhow::Result<Filled> {
    let began = Instant::now();
    let folder = folder.join(format!("rows-{rows}"));
    std::fs::create_dir_all(&folder)?;
    let url = format!("sqlite:{}", folder.join("hall.db").display());
    let bench = bench_at(&url).await;
    bench.legal().await;
    fill::fill(&bench, &url, Size::of(rows)).await?;
    progress(&format!("{rows} rows of each, filled in {:.1} s", began.elapsed().as_secs_f64()));
    Ok(Filled { bench, rows, folder: Some(folder) })
}
