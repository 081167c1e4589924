//! (6) How soon the program shows its first page, and how much memory it holds after so many requests.

use super::Filled;
use crate::fill::{Kind, id};
use crate::load::{Ask, closed};
use crate::program::Program;
use crate::report::{Figure, Limit, Report};
use crate::{Line, timing};
use std::path::Path;
use std::time::Duration;

/// Most megabytes.
const MEMORY: f64 = 120.0;
/// Most seconds to the first page.
const FIRST: f64 = 0.5;

pub(crate) async fn measure(
    line: &Line,
    folder: &Path,
    filled: &Filled,
    report: &mut Report,
) -> anyhow::Result<()> {
    let empty = folder.join("empty");
    std::fs::create_dir_all(&empty)?;
    // The first start lays the tables; the second is a start like every other.
    drop(Program::start(&empty).await?);
    first(&Program::start(&empty).await?, "an empty hall", report)?;
    let Some(data) = &filled.folder else { return Ok(()) };
    let program = Program::start(data).await?;
    first(&program, &format!("{} rows of each", filled.rows), report)?;
    let products = filled.rows;
    let ask = Ask::new(program.at, move |number| match number % 10 {
        0..=5 => "/logistics?mode=sea&country=SG".to_owned(),
        6..=8 => format!("/logistics/{}", id(Kind::Product, number % products.min(5_000) + 1)),
        _ => format!("/logistics?mode=sea&page={}", number % 800 + 1),
    });
    let answers = closed(&ask, 32, Duration::from_secs(600), line.requests).await?;
    anyhow::ensure!(answers.bad == 0, "{} requests went wrong", answers.bad);
    report.add(Figure {
        point: 6,
        what: format!("memory after {} requests", answers.good.len() + answers.busy.len()),
        ours: format!("{:.0} MB", program.memory()?),
        bare: String::new(),
        ratio: program.memory()?,
        limit: Limit::Most(MEMORY),
    });
    Ok(())
}

fn first(program: &Program, what: &str, report: &mut Report) -> anyhow::Result<()> {
    report.add(Figure {
        point: 6,
        what: format!("seconds from start to first page, {what}"),
        ours: timing::said(program.first_page),
        bare: String::new(),
        ratio: program.first_page.as_secs_f64(),
        limit: Limit::Most(FIRST),
    });
    report.add(Figure {
        point: 6,
        what: format!("memory after start, {what}"),
        ours: format!("{:.0} MB", program.memory()?),
        bare: String::new(),
        ratio: program.memory()?,
        limit: Limit::Most(MEMORY),
    });
    Ok(())
}
