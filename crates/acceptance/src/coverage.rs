//! docs/coverage.md: each feature of docs/features.md with the tests whose names carry its number. Generated, so that nobody
//! can claim what no test proves; a feature without a test is shown as open.

use crate::golden;
use crate::source::{files, read, table};
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
    let mut keep = |path: &str, name: &str, numbers: Vec<String>| {
        for number in numbers {
            tests.entry(number).or_default().push(format!("`{}` {name}", place(path)));
        }
    };
    for (path, text) in files("crates", ".rs") {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for (at, line) in lines.iter().enumerate() {
            let Some(name) = line.strip_prefix("async fn ").or_else(|| line.strip_prefix("fn ")) else {
                continue;
            };
            let name = name.split(['(', '<']).next().unwrap_or_default();
            let before =
                lines[..at].iter().rev().take_while(|line| line.starts_with('#') || line.starts_with("//"));
            if before.into_iter().any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test"))
            {
                keep(&path, &name.replace('_', " "), of_name(name));
            }
        }
    }
    for ending in [".test.mjs", ".test.ts", "behave.mjs"] {
        for folder in ["e2e", "assets/ts", "assets/tools"] {
            for (path, text) in files(folder, ending) {
                for title in titles(&text) {
                    keep(&path, &title, of_title(&title));
                }
            }
        }
    }
    tests
}

/// `crates/hall/src/offering/tests.rs` → `hall/offering`.
fn place(path: &str) -> String {
    let path = path.trim_start_matches("crates/").replace("/src/", "/");
    let path = path.strip_suffix(".rs").unwrap_or(&path);
    let path = path.strip_suffix("/mod").or_else(|| path.strip_suffix("/tests")).unwrap_or(path);
    path.to_owned()
}

/// The numbers in `f05_l13_pictures_…`: `F05`, `L-13`. Numbers of the safety catalogue are written `safety_a28`, or bare
/// from A23 on, where features have no such number.
fn of_name(name: &str) -> Vec<String> {
    let parts: Vec<&str> = name.split('_').collect();
    let mut numbers = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let Some((letter, digits)) = part.split_at_checked(1) else { continue };
        let (Ok(number), 1..=2) = (digits.parse::<u32>(), digits.len()) else { continue };
        let safety = at > 0 && parts[at - 1] == "safety";
        numbers.extend(match letter {
            "a" if safety || number > 22 => Some(format!("safety A{number:02}")),
            "a" | "b" | "c" | "f" | "n" => Some(format!("{}{number:02}", letter.to_uppercase())),
            "l" => Some(format!("L-{number}")),
            _ => None,
        });
    }
    numbers.dedup();
    numbers
}

/// The numbers in `F05 L-13: pictures …`: those before the first lower-case word.
fn of_title(title: &str) -> Vec<String> {
    let numbers = title.split([' ', ',', ':', '·', '(', ')']).filter(|word| !word.is_empty());
    let is_number = |word: &&str| {
        let mut chars = word.chars();
        chars.next().is_some_and(|c| "ABCFNL".contains(c))
            && chars.all(|c| c.is_ascii_digit() || c == '-')
            && word.len() >= 3
    };
    numbers.take_while(is_number).map(str::to_owned).collect()
}

/// The first argument of `test('…'`, `describe('…'`, `t.test('…'`, in whichever quotes: a title with a width in it has others.
fn titles(script: &str) -> Vec<String> {
    let mut found = Vec::new();
    for opening in ["test(", "it(", "describe(", "step("] {
        for (at, _) in script.match_indices(opening) {
            let rest = &script[at + opening.len()..];
            let Some(quote) = rest.chars().next().filter(|sign| matches!(sign, '\'' | '`')) else { continue };
            found.push(rest[1..].split(quote).next().unwrap_or_default().to_owned());
        }
    }
    found
}

fn page(tests: &Tests) -> String {
    let mut page = String::from(
        "# Which test proves which feature\n\nGenerated from test names by `make coverage`; the wording is that of \
         [features.md](features.md).\n",
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
    page.push_str(
        "\n## Safety\n\nRules of the safety catalogue that tests name.\n\n| rule | tests |\n|---|---|\n",
    );
    for (number, names) in tests.iter().filter(|(number, _)| number.starts_with("safety")) {
        let _ = writeln!(page, "| {} | {} |", number.trim_start_matches("safety "), names.join("<br>"));
    }
    page
}

#[test]
fn numbers_are_read_from_names() {
    assert_eq!(of_name("f05_l13_pictures_are_at_most_10"), ["F05", "L-13"]);
    assert_eq!(of_name("a06_safety_a07_codes"), ["A06", "safety A07"]);
    assert_eq!(of_name("a28_forms"), ["safety A28"]);
    assert_eq!(of_title("F10 L-13 the city is picked on the map"), ["F10", "L-13"]);
    assert_eq!(titles("test('A01 home', x); it('no')"), ["A01 home", "no"]);
}
