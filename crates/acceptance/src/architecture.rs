//! The arrow test: ARCHITECTURE.md says which crate uses which and in which order contexts stand; the code must agree.

use crate::source::{bare, files, read, table, ticked};
use std::collections::{BTreeMap, BTreeSet};

type Names = BTreeSet<String>;

fn names(text: &str) -> Names {
    ticked(text).into_iter().map(str::to_owned).collect()
}

/// The normal dependencies of every crate of the workspace.
fn manifests() -> BTreeMap<String, Names> {
    let manifests = files("crates", "/Cargo.toml");
    let found = manifests.iter().map(|(path, text)| {
        let manifest: toml::Table = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        let name = manifest["package"]["name"].as_str().expect("a crate has a name").to_owned();
        let keys = |table: Option<&toml::Value>| -> Names {
            table
                .and_then(toml::Value::as_table)
                .map(|table| table.keys().cloned().collect())
                .unwrap_or_default()
        };
        (name, keys(manifest.get("dependencies")))
    });
    found.collect()
}

#[test]
fn crates_use_exactly_what_the_architecture_says() {
    let page = read("ARCHITECTURE.md");
    let manifests = manifests();
    let ours: Names = manifests.keys().cloned().collect();
    let mut wrong = Vec::new();
    let mut said = Names::new();
    for row in table(&page, "crate") {
        let name = ticked(row[0])[0].to_owned();
        said.insert(name.clone());
        let Some(used) = manifests.get(&name) else {
            wrong.push(format!("{name} does not exist"));
            continue;
        };
        if row[2] == "any" {
            continue;
        }
        let used: Names = used.intersection(&ours).cloned().collect();
        let may = names(row[2]);
        wrong.extend(
            used.difference(&may).map(|other| format!("{name} uses {other}, which its row does not name")),
        );
        wrong.extend(
            may.difference(&used).map(|other| format!("{name} does not use {other}, which its row names")),
        );
        wrong.extend(
            used.difference(&said).map(|other| format!("{name} uses {other}, which stands below it")),
        );
    }
    wrong.extend(ours.difference(&said).map(|name| format!("{name} has no row")));
    assert!(wrong.is_empty(), "ARCHITECTURE.md and Cargo.toml disagree:\n{}", wrong.join("\n"));
}

#[test]
fn what_few_may_use_is_used_by_few() {
    let page = read("ARCHITECTURE.md");
    let mut wrong = Vec::new();
    for row in table(&page, "only these") {
        let (few, kept) = (names(row[0]), names(row[1]));
        for (name, used) in manifests() {
            // What only looks at the others may use whatever they use.
            if !few.contains(&name) && !["acceptance", "bench"].contains(&name.as_str()) {
                wrong.extend(used.intersection(&kept).map(|other| format!("{name} may not use {other}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `crate::x`, also in `use crate::{x, y::z}`, and `super::…` as far as it leaves the context.
fn contexts_named(rust: &str) -> Names {
    let code = bare(rust);
    let mut found = Names::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back().unwrap_or(' ');
        if before.is_alphanumeric() || before == '_' {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            found.extend(first_names(list));
        } else {
            found.insert(word(rest));
        }
    }
    found
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The first name of each member of a list that may hold lists.
fn first_names(list: &str) -> Vec<String> {
    let (mut depth, mut fresh, mut found) = (0, true, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            c if fresh && !c.is_whitespace() => {
                found.push(word(&list[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    found
}

#[test]
fn contexts_use_only_what_stands_below_them() {
    let page = read("ARCHITECTURE.md");
    let (mut order, mut free) = (Vec::new(), Names::new());
    for row in table(&page, "order") {
        match row[0] {
            "any" => free = names(row[1]),
            _ => order.push(ticked(row[1])[0].to_owned()),
        }
    }
    let place = |name: &str| order.iter().position(|context| context == name);
    let mut wrong = Vec::new();
    let mut seen = Names::new();
    for (path, text) in files("crates/hall/src", ".rs") {
        let inside = path.strip_prefix("crates/hall/src/").expect("below hall");
        let context = inside.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        if context == "lib" || free.contains(context) {
            continue;
        }
        let Some(own) = place(context) else {
            wrong.push(format!("{path}: the context {context} has no row"));
            continue;
        };
        seen.insert(context.to_owned());
        let is_test = inside.ends_with("tests.rs") || inside.contains("/tests/");
        let code = if is_test { String::new() } else { without_tests(&text) };
        for name in contexts_named(&code) {
            if free.contains(&name) {
                wrong.push(format!("{path}: {context} uses {name}, which may use {context}"));
            }
            if place(&name).is_some_and(|other| other > own) {
                wrong.push(format!("{path}: {context} uses {name}, which stands above it"));
            }
        }
    }
    wrong.extend(
        order.iter().filter(|name| !seen.contains(*name)).map(|name| format!("{name} does not exist")),
    );
    assert!(wrong.is_empty(), "ARCHITECTURE.md and hall disagree:\n{}", wrong.join("\n"));
}

/// What stands before a file's unit tests: they may use the bench and whatever they need to set the scene.
fn without_tests(text: &str) -> String {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned()
}

#[test]
fn contexts_are_found_in_code() {
    let code = "use crate::{kernel::{Work, Desk}, review};\nuse crate::file::x; let y = crate::term::z(); // crate::account\nuse my_crate::no;";
    let found: Vec<_> = contexts_named(code).into_iter().collect();
    assert_eq!(found, ["file", "kernel", "review", "term"]);
}

#[test]
fn the_architecture_fits_on_two_pages() {
    let page = read("ARCHITECTURE.md");
    // Two A4 pages hold about 120 lines or 1,400 words.
    let (lines, words) = (page.lines().count(), page.split_whitespace().count());
    assert!(lines <= 130 && words <= 1_400, "{lines} lines, {words} words");
}
