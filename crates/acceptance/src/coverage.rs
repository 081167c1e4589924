//! docs/coverage.md: each feature of docs/features.md with the tests whose names carry its number. Generated, so that nobody
//! can claim what no test proves; a feature without a test is shown as open.

use crate::golden;
use crate::named;
use crate::source::{read, table};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Number → `file: test`.
type Tests = BTreeMap<String, Vec<String>>;

#[test]
fn docs_coverage_is_what_the_tests_say() {
    golden::keep("docs/coverage.md", &page(&tests()));
}

#[test]
fn every_number_in_a_test_name_is_a_feature() {
    let page = read("docs/features.md");
    let known: Vec<String> = features(&page).into_iter().flat_map(|part| part.1).map(|row| row.0).collect();
    let features_only = tests().into_iter().filter(|(number, _)| !number.starts_with("safety"));
    let strange = features_only.filter(|(number, _)| !known.contains(number));
    let strange: Vec<String> =
        strange.map(|(number, names)| format!("{number}: {}", names.join(", "))).collect();
    assert!(
        strange.is_empty(),
        "tests carry numbers docs/features.md does not have:\n{}",
        strange.join("\n")
    );
}

/// One row: number, wording, now or later.
type Row = (String, String, String);

fn features(page: &str) -> Vec<(String, Vec<Row>)> {
    let parts = page.split("\n## ").skip(1);
    let read = parts.map(|part| {
        let title = part.lines().next().unwrap_or_default().to_owned();
        let rows = table(part, "number").into_iter().filter(|row| row.len() == 3);
        (title, rows.map(|row| (row[0].to_owned(), row[1].to_owned(), row[2].to_owned())).collect())
    });
    read.collect()
}

fn tests() -> Tests {
    let mut tests = Tests::new();
    for test in named::tests() {
        for number in &test.numbers {
            tests.entry(number.clone()).or_default().push(test.shown());
        }
    }
    tests
}

fn page(tests: &Tests) -> String {
    let mut page = String::from(
        "# Which test proves which feature\n\nGenerated from test names by `make coverage`; the wording is that of \
         [features.md](features.md). The safety catalogue stands in [safety.md](safety.md).\n",
    );
    for (title, rows) in features(&read("docs/features.md")) {
        let proven = rows.iter().filter(|row| tests.contains_key(&row.0)).count();
        let open: Vec<&str> = rows
            .iter()
            .filter(|row| row.2 == "now" && !tests.contains_key(&row.0))
            .map(|row| row.0.as_str())
            .collect();
        let _ = write!(page, "\n## {title}\n\n{proven} of {} have tests.", rows.len());
        let _ = match open.len() {
            0 => writeln!(page),
            _ => writeln!(page, " **Open:** {}.", open.join(", ")),
        };
        page.push_str("\n| number | what | tests |\n|---|---|---|\n");
        for (number, what, when) in rows {
            let names = match tests.get(&number) {
                Some(names) => names.join("<br>"),
                None if when == "now" => "**open**".to_owned(),
                None => "later".to_owned(),
            };
            let _ = writeln!(page, "| {number} | {what} | {names} |");
        }
    }
    page
}
