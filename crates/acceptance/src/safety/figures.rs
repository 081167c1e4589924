//! One promise with its figures, as docs/figures/<name>.toml says it.
//!
//! `tests` names tests as pages do: `acceptance/matrix a75 every role …`, words or underscores, or the title of a journey
//! alone. An `…` at the end stands for every test whose name begins so.

use crate::named::Named;
use crate::source::files;
use serde::Deserialize;
use std::fmt::Write as _;

/// What is promised, and how that was proven.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// The file it stands in.
    #[serde(skip)]
    path: String,
    /// The promise, in one sentence.
    promise: String,
    /// Numbers of the catalogue; others name sections of the plan.
    #[serde(default)]
    pub items: Vec<String>,
    /// The tests that prove it.
    tests: Vec<String>,
    /// What is broken on purpose, and must be reported.
    broken: String,
    /// What was counted.
    figures: Vec<Figure>,
}

/// Something that was counted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Figure {
    what: String,
    value: String,
    result: String,
    command: String,
    #[serde(default)]
    seed: String,
    date: String,
}

/// Every promise, in order of file name.
pub fn kept() -> Vec<Promise> {
    files("docs/figures", ".toml").into_iter().map(|(path, text)| read(path, &text)).collect()
}

fn read(path: String, text: &str) -> Promise {
    let promise: Promise = toml::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"));
    Promise { path, ..promise }
}

impl Promise {
    /// What is wrong with it: tests nobody wrote, numbers the catalogue does not have, figures that say nothing.
    pub fn faults(&self, tests: &[Named], known: &[String]) -> Vec<String> {
        let mut faults = Vec::new();
        let unknown = self.tests.iter().filter(|name| !tests.iter().any(|test| is(test, name)));
        faults.extend(unknown.map(|name| format!("no test is called {name:?}")));
        let strange = self.items.iter().filter(|item| item.starts_with('A') && !known.contains(item));
        faults.extend(strange.map(|item| format!("{item} is not in docs/safety-items.md")));
        for (what, empty) in [
            ("promise", self.promise.is_empty()),
            ("tests", self.tests.is_empty()),
            ("broken", self.broken.is_empty()),
            ("figures", self.figures.is_empty()),
        ] {
            faults.extend(empty.then(|| format!("{what} is empty")));
        }
        for figure in &self.figures {
            let whole = [&figure.what, &figure.value, &figure.result, &figure.command];
            if whole.iter().any(|part| part.trim().is_empty()) {
                faults.push(format!("the figure {:?} is not whole", figure.what));
            }
            if chrono::NaiveDate::parse_from_str(&figure.date, "%Y-%m-%d").is_err() {
                faults.push(format!("{:?} is not a date", figure.date));
            }
        }
        faults.into_iter().map(|fault| format!("{}: {fault}", self.path)).collect()
    }

    /// The tests it names.
    pub fn proofs<'a>(&'a self, tests: &'a [Named]) -> impl Iterator<Item = &'a Named> {
        tests.iter().filter(|test| self.tests.iter().any(|name| is(test, name)))
    }

    /// Its part of the page.
    pub fn write(&self, page: &mut String, tests: &[Named]) {
        let _ = write!(page, "\n### {}\n\n", self.promise.trim_end_matches('.'));
        if !self.items.is_empty() {
            let _ = writeln!(page, "Catalogue: {}.", self.items.join(", "));
        }
        let _ = writeln!(page, "Broken on purpose, and reported: {}.\n", self.broken.trim_end_matches('.'));
        page.push_str("| what | counted | result | command | seed | date |\n|---|---|---|---|---|---|\n");
        for figure in &self.figures {
            let Figure { what, value, result, command, seed, date } = figure;
            let seed = if seed.is_empty() { "–" } else { seed };
            let _ = writeln!(page, "| {what} | {value} | {result} | `{command}` | {seed} | {date} |");
        }
        page.push('\n');
        for proof in self.proofs(tests) {
            let _ = writeln!(page, "- {}", proof.shown());
        }
    }
}

/// Whether `name` stands for this test.
fn is(test: &Named, name: &str) -> bool {
    let plain = |text: &str| text.replace(['`', '_'], if text.contains('`') { "" } else { " " });
    let (full, title) =
        (format!("{} {}", test.place, test.name).replace('_', " "), test.name.replace('_', " "));
    let name = plain(name.trim());
    match name.strip_suffix('…') {
        Some(beginning) => !beginning.trim().is_empty() && full.starts_with(beginning.trim_end()),
        None => full == name || title == name,
    }
}

#[test]
fn a_test_is_found_by_place_and_name_by_title_and_by_its_beginning() {
    let test = Named {
        place: "acceptance/sent_away".to_owned(),
        name: "a36 one reading or none".to_owned(),
        numbers: vec![],
    };
    for name in [
        "acceptance/sent_away a36_one_reading_or_none",
        "acceptance/sent_away a36 one reading or none",
        "a36 one reading or none",
        "acceptance/sent_away …",
    ] {
        assert!(is(&test, name), "{name}");
    }
    for name in ["acceptance/sent_away a36 one reading", "…", "acceptance/other …", ""] {
        assert!(!is(&test, name), "{name}");
    }
}

/// The broken case: a promise whose test nobody wrote, with a number nobody knows and a figure without a day.
#[test]
fn a_promise_nothing_proves_is_reported() {
    let text = r#"
        promise = "Nothing is ever lost"
        items = ["A101", "3.2-1"]
        tests = ["acceptance/nowhere nobody wrote this"]
        broken = "none"
        [[figures]]
        what = "cycles"
        value = "1"
        result = ""
        command = "make nothing"
        date = "yesterday"
    "#;
    let faults = read("docs/figures/nothing.toml".to_owned(), text).faults(&[], &["A01".to_owned()]);
    assert_eq!(
        faults,
        [
            "docs/figures/nothing.toml: no test is called \"acceptance/nowhere nobody wrote this\"",
            "docs/figures/nothing.toml: A101 is not in docs/safety-items.md",
            "docs/figures/nothing.toml: the figure \"cycles\" is not whole",
            "docs/figures/nothing.toml: \"yesterday\" is not a date",
        ]
    );
}
