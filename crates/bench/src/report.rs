//! What was measured, and whether it is good enough.

use anyhow::Context as _;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

/// What a number must be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Limit {
    /// At least this.
    Least(f64),
    /// At most this.
    Most(f64),
    /// Told for information.
    None,
}

/// One number beside what it is compared with.
#[derive(Debug)]
pub(crate) struct Figure {
    /// Which of the points of docs/performance.md.
    pub point: u8,
    /// What was measured.
    pub what: String,
    /// The hall's number, with its unit.
    pub ours: String,
    /// The bare means' number.
    pub bare: String,
    /// Ours by theirs, or the number itself where there is nothing to compare with.
    pub ratio: f64,
    /// What it must be.
    pub limit: Limit,
}

impl Figure {
    fn is_kept(&self) -> bool {
        match self.limit {
            Limit::Least(least) => self.ratio >= least,
            Limit::Most(most) => self.ratio <= most,
            Limit::None => true,
        }
    }

    fn limit(&self) -> String {
        match self.limit {
            Limit::Least(least) => format!("≥ {least}"),
            Limit::Most(most) => format!("≤ {most}"),
            Limit::None => String::new(),
        }
    }
}

/// All figures of a run.
#[derive(Debug, Default)]
pub(crate) struct Report {
    figures: Vec<Figure>,
}

/// Between these lines of the page stand the numbers.
const MARKS: (&str, &str) = ("<!-- numbers: begin -->", "<!-- numbers: end -->");
/// Before the number of a point.
const POINT: &str = "### Point ";

impl Report {
    /// Takes a figure, and says it at once.
    pub(crate) fn add(&mut self, figure: Figure) {
        crate::progress(&row(&figure));
        self.figures.push(figure);
    }

    /// Whether every limit is kept.
    pub(crate) fn is_kept(&self) -> bool {
        self.figures.iter().all(Figure::is_kept)
    }

    /// Prints the table.
    #[expect(clippy::print_stdout, reason = "the answer to a command")]
    pub(crate) fn print(&self) {
        println!("{}", table(&self.figures.iter().collect::<Vec<_>>()));
        for figure in self.figures.iter().filter(|figure| !figure.is_kept()) {
            println!("MISSED: ({}) {}: {:.2}, {}", figure.point, figure.what, figure.ratio, figure.limit());
        }
    }

    /// Puts the figures into a page, under their points, with the command and the day. Points that were not measured keep
    /// what an earlier run wrote, so that a long run can be made in parts.
    pub(crate) fn write(&self, page: &Path) -> anyhow::Result<()> {
        let text = std::fs::read_to_string(page).with_context(|| page.display().to_string())?;
        let (before, rest) = text.split_once(MARKS.0).context("the page has no mark for the numbers")?;
        let (earlier, after) = rest.split_once(MARKS.1).context("the page has no mark for their end")?;
        let sections = earlier.split(POINT).skip(1).filter_map(|section| section.split_once('\n'));
        let mut sections: BTreeMap<String, String> =
            sections.map(|(point, text)| (point.to_owned(), text.trim().to_owned())).collect();
        let day = hall::kernel::Clock::now(&hall::kernel::SystemClock).format("%Y-%m-%d");
        let cores = std::thread::available_parallelism().map_or(0, usize::from);
        let how = format!("`{}` on {day}, {cores} cores.", command());
        for point in self.figures.iter().map(|figure| figure.point).collect::<BTreeSet<u8>>() {
            let measured: Vec<&Figure> = self.figures.iter().filter(|figure| figure.point == point).collect();
            sections.insert(point.to_string(), format!("{how}\n\n{}", table(&measured).trim()));
        }
        let sections: Vec<String> =
            sections.into_iter().map(|(point, text)| format!("{POINT}{point}\n\n{text}\n")).collect();
        let text = format!("{before}{}\n{}\n{}{after}", MARKS.0, sections.join("\n"), MARKS.1);
        Ok(std::fs::write(page, text)?)
    }
}

/// How the run was called, without where it writes to.
fn command() -> String {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let writes = words.iter().position(|word| word == "--write");
    let (before, after) = words.split_at(writes.unwrap_or(words.len()));
    let words: Vec<&str> = before.iter().chain(after.iter().skip(2)).map(String::as_str).collect();
    if words.is_empty() { "make bench".to_owned() } else { format!("make bench BENCH='{}'", words.join(" ")) }
}

fn table(figures: &[&Figure]) -> String {
    let mut text =
        "| | what | the hall | beside it | ratio | limit | |\n|---|---|---|---|---|---|---|\n".to_owned();
    for figure in figures {
        let _ = writeln!(text, "{}", row(figure));
    }
    text
}

fn row(figure: &Figure) -> String {
    let Figure { point, what, ours, bare, ratio, .. } = figure;
    let kept = match (figure.limit, figure.is_kept()) {
        (Limit::None, _) => "",
        (_, true) => "kept",
        (_, false) => "**missed**",
    };
    format!("| {point} | {what} | {ours} | {bare} | {ratio:.2} | {} | {kept} |", figure.limit())
}
