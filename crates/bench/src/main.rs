//! `make bench`: how fast the hall is, as ratios. What the hall does is measured beside what the bare means would do in
//! the same run on the same machine, so that the numbers mean the same on a slow machine and a fast one. A ratio that
//! misses its limit ends the run with an error.

mod fill;
mod hall_at;
mod load;
mod points;
mod program;
mod report;
mod timing;

use clap::Parser;
use report::Report;
use std::path::PathBuf;
use std::process::ExitCode;

/// What is measured, and how large.
#[derive(Debug, Parser)]
#[command(about)]
pub(crate) struct Line {
    /// Rows of the tables that grow: the smallest and the largest are compared.
    #[arg(long, value_delimiter = ',', default_value = "10000,100000,1000000")]
    rows: Vec<u64>,
    /// Seconds each rate is measured.
    #[arg(long, default_value_t = 3)]
    seconds: u64,
    /// Requests after which the memory is looked at.
    #[arg(long, default_value_t = 100_000)]
    requests: u64,
    /// Only these points: cached, lists, bookings, pictures, sheets, start, overload.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Ask for the cached pages so that nothing may be kept: shows that a missed limit is reported.
    #[arg(long)]
    without_cache: bool,
    /// Write the numbers into this page.
    #[arg(long)]
    write: Option<PathBuf>,
}

impl Line {
    fn wants(&self, point: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == point)
    }
}

fn main() -> ExitCode {
    match run(&Line::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether every limit is kept.
fn run(line: &Line) -> anyhow::Result<bool> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut report = Report::default();
    runtime.block_on(points::all(line, &mut report))?;
    report.print();
    if let Some(page) = &line.write {
        report.write(page)?;
    }
    Ok(report.is_kept())
}

/// Says how far the run is.
pub(crate) fn progress(line: &str) {
    eprintln!("bench: {line}");
}
