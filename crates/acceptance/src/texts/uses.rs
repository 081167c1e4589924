//! Which keys code and templates ask for.

use crate::source::files;
use std::collections::{BTreeMap, BTreeSet};

/// What is asked for.
#[derive(Default)]
pub struct Uses {
    /// Keys named outright, with one place that names each.
    pub keys: BTreeMap<String, String>,
    /// Beginnings of keys put together in templates: `t("flash-" ~ flash)`.
    pub prefixes: BTreeMap<String, String>,
    /// Beginnings of keys that Rust code puts together.
    pub composed: BTreeSet<String>,
    /// Endings of keys put together: `t(key ~ "-title")`.
    pub suffixes: BTreeSet<String>,
    /// Every literal in templates and code; a key among them may be used by way of a variable.
    pub literals: BTreeSet<String>,
}

impl Uses {
    pub fn read(templates: &[&str], code: &[&str]) -> Self {
        let mut uses = Self::default();
        for (path, text) in templates.iter().flat_map(|folder| files(folder, ".html")) {
            uses.template(&path, &without_remarks(&text));
        }
        for (path, text) in code.iter().flat_map(|folder| files(folder, ".rs")) {
            let is_test = path.ends_with("tests.rs") || path.contains("/tests/") || path.contains("_test");
            // What refuses while the demo zone is filled reaches a terminal, never a page.
            let is_script = path.contains("rehearsal/src/zone/") || path.contains("tradehall/src/");
            if !is_test && !is_script {
                uses.rust(&path, text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default());
            }
        }
        uses
    }

    fn key(&mut self, key: impl Into<String>, path: &str) {
        self.keys.entry(key.into()).or_insert_with(|| path.to_owned());
    }

    fn template(&mut self, path: &str, text: &str) {
        for name in ["t(", "tx("] {
            for argument in calls(text, name).filter_map(|arguments| arguments.into_iter().next()) {
                let quoted = literals(&argument);
                let parts: Vec<&str> = argument.split('~').map(str::trim).collect();
                if parts.len() == 1 {
                    // One key, or one of several: `t("a" if x else "b")`.
                    quoted.into_iter().for_each(|key| self.key(key, path));
                } else if let Some(prefix) = literals(parts[0]).first() {
                    self.prefixes.entry(prefix.clone()).or_insert_with(|| path.to_owned());
                } else if let Some(suffix) = literals(parts[parts.len() - 1]).first() {
                    self.suffixes.insert(suffix.clone());
                }
            }
        }
        // `choice("kind", …, "provider-kind-", …)`: one option a word, each with its text.
        for argument in calls(text, "choice(").flatten() {
            for prefix in literals(&argument).into_iter().filter(|word| word.ends_with('-')) {
                self.prefixes.entry(prefix).or_insert_with(|| path.to_owned());
            }
        }
        self.literals.extend(literals(text));
    }

    fn rust(&mut self, path: &str, text: &str) {
        let text = &uncommented(text);
        for (name, at) in
            [("FieldError::new(", 1), ("FieldError::with(", 1), (".require(", 2), (".text_of(", 0)]
        {
            for arguments in calls(text, name) {
                let found = arguments.get(at).map(|argument| literals(argument)).unwrap_or_default();
                found.into_iter().for_each(|key| self.key(key, path));
            }
        }
        // A refusal that becomes a page needs a heading too.
        for name in ["Refusal::NotAllowed(", "Refusal::OutOfTurn(", "Refusal::Unavailable("] {
            for key in calls(text, name).flatten().flat_map(|argument| literals(&argument)) {
                self.key(format!("{key}-title"), path);
                self.key(key, path);
            }
        }
        for arguments in calls(text, "Note::new(") {
            for kind in arguments.first().map(|argument| literals(argument)).unwrap_or_default() {
                self.key(format!("message-{kind}"), path);
                self.key(format!("message-{kind}-title"), path);
            }
        }
        for arguments in calls(text, "go_saying(") {
            for word in arguments.get(1).map(|argument| literals(argument)).unwrap_or_default() {
                self.key(format!("flash-{word}"), path);
            }
        }
        // `format!("job-{name}")`, `word("journal-action-", …)`: the words that follow stand in a list somewhere.
        for (at, _) in text.match_indices("-{").chain(text.match_indices("-\"")) {
            let key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            let start = text[..=at].trim_end_matches(key).len();
            if at - start > 2 && text[..start].ends_with('"') {
                self.composed.insert(text[start..=at].to_owned());
            }
        }
        self.literals.extend(literals(text));
    }
}

/// The arguments of every call of `name` (which ends in an opening parenthesis), as written.
fn calls<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = Vec<String>> + 'a {
    text.match_indices(name).filter_map(move |(at, _)| {
        let before = text[..at].chars().next_back().unwrap_or(' ');
        let whole = name.starts_with('.') || !(before.is_alphanumeric() || before == '_' || before == '.');
        // `page.go_saying(…)`: a method may stand after a dot.
        (whole || name == "go_saying(").then(|| arguments(&text[at + name.len()..]))
    })
}

fn arguments(rest: &str) -> Vec<String> {
    let (mut depth, mut quote, mut before) = (0_i32, None, ' ');
    let mut found = vec![String::new()];
    for c in rest.chars() {
        match quote {
            Some(open) if c == open && before != '\\' => quote = None,
            Some(_) => {}
            None => match c {
                '"' => quote = Some('"'),
                '\'' if depth == 0 && found.last().is_some_and(|last| last.trim().is_empty()) => {
                    quote = Some('\'')
                }
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth -= 1,
                ',' if depth == 0 => {
                    found.push(String::new());
                    before = c;
                    continue;
                }
                _ => {}
            },
        }
        if depth < 0 {
            break;
        }
        if let Some(last) = found.last_mut() {
            last.push(c);
        }
        before = c;
    }
    found
}

/// What stands in quotes: double ones, and single ones that hold nothing but a name.
fn literals(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for quote in ['"', '\''] {
        let mut parts = text.split(quote);
        parts.next();
        for part in parts {
            let name =
                !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
            if name {
                found.push(part.to_owned());
            }
        }
    }
    found
}

/// A template without its remarks.
pub fn without_remarks(text: &str) -> String {
    let mut parts = text.split("{#");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |mut out, part| {
        let (remark, rest) = part.split_once("#}").unwrap_or((part, ""));
        out.extend(remark.chars().filter(|c| *c == '\n'));
        out.push_str(rest);
        out
    })
}

fn uncommented(rust: &str) -> String {
    rust.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn uses_are_found_in_templates_and_code() {
    let mut uses = Uses::default();
    uses.template("a.html", r#"{{ t("one", n=f(1, "x")) }}{{ t('two') }}{{ t("flash-" ~ word) }}{{ t(key ~ "-title") }}{{ t("a" if b else "c") }}"#);
    uses.rust("a.rs", "FieldError::new(\"name\", \"field-required\"); x.require(a(1, 2), \"name\",\n \"field-odd\");\nReturn(Refusal::OutOfTurn(\"late\")); page.go_saying(\"/my\", if a { \"saved\" } else { \"sent\" }); Note::new(\n\"told\", json!({}))");
    let keys: Vec<_> = uses.keys.keys().map(String::as_str).collect();
    let wanted = [
        "a",
        "c",
        "field-odd",
        "field-required",
        "flash-saved",
        "flash-sent",
        "late",
        "late-title",
        "message-told",
        "message-told-title",
        "one",
        "two",
    ];
    assert_eq!(keys, wanted);
    assert!(uses.prefixes.contains_key("flash-") && uses.suffixes.contains("-title"));
}
