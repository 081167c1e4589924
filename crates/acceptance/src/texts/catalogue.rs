//! The locales as a table: key → what it is filled with.

use crate::source::files;
use std::collections::{BTreeMap, BTreeSet};

type Texts = BTreeMap<String, BTreeSet<String>>;

/// Both languages.
pub struct Catalogue {
    pub chinese: Texts,
    pub english: Texts,
    /// Keys a language defines more than once, with the language.
    pub twice: Vec<String>,
}

impl Catalogue {
    /// Reads `<folder>/zh-CN/*.ftl` and `<folder>/en/*.ftl`; a folder that is not there has no texts.
    pub fn read(folder: &str) -> Self {
        let mut twice = Vec::new();
        let chinese = language(&format!("{folder}/zh-CN"), &mut twice);
        let english = language(&format!("{folder}/en"), &mut twice);
        Self { chinese, english, twice }
    }
}

fn language(folder: &str, twice: &mut Vec<String>) -> Texts {
    let mut texts = Texts::new();
    for (path, text) in files(folder, ".ftl") {
        for (key, body) in messages(&text) {
            if texts.insert(key.clone(), places(&body)).is_some() {
                twice.push(format!("{key} ({path})"));
            }
        }
    }
    texts
}

/// Messages begin at the start of a line; what is indented or a closing brace belongs to the one before.
fn messages(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let begins = line.starts_with(|c: char| c.is_ascii_alphabetic());
        match (begins, line.split_once('=')) {
            (true, Some((key, body))) => found.push((key.trim().to_owned(), body.to_owned())),
            _ => {
                if let Some((_, body)) = found.last_mut() {
                    body.push('\n');
                    body.push_str(line);
                }
            }
        }
    }
    found
}

/// The names after `$`.
fn places(body: &str) -> BTreeSet<String> {
    let names = body.split('$').skip(1);
    names
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-')).collect())
        .collect()
}

#[test]
fn messages_are_read_with_what_fills_them() {
    let text = "# c\na-b = x { $n }\nc = { $n ->\n    [one] { $m } = 1\n   *[other] y\n }\nd = z\n";
    let found = messages(text);
    assert_eq!(found.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["a-b", "c", "d"]);
    assert_eq!(places(&found[1].1).into_iter().collect::<Vec<_>>(), ["m", "n"]);
}
