//! What the hall tells people, in both languages, as somebody last read and agreed to it (a golden file): a change of a
//! word that leaves the hall by SMS, WeChat or mail is seen in the difference.

use frame::Locale;
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// The names a text is filled with.
fn places(text: &str) -> Map<String, Value> {
    let named = text.split("{ $").skip(1).filter_map(|rest| rest.split([' ', '}']).next());
    named.map(|name| (name.to_owned(), Value::from(format!("⟨{name}⟩")))).collect()
}

#[test]
fn a05_n03_messages_say_what_was_agreed_in_both_languages() {
    let locales = web::embedded::locales().expect("the texts parse");
    let mut sentences = std::collections::BTreeMap::new();
    for (_, text) in crate::source::files("locales/zh-CN", ".ftl") {
        for line in text.lines().filter(|line| line.starts_with("message-")) {
            let (key, body) = line.split_once(" = ").expect("one line a message");
            if locales.has(Locale::Zh, &format!("{key}-title")) {
                sentences.insert(key.to_owned(), Value::Object(places(body)));
            }
        }
    }
    assert!(sentences.len() > 20, "every kind of message is there");
    let mut told = String::new();
    for (key, args) in &sentences {
        let _ = writeln!(told, "{key}");
        for locale in Locale::ALL {
            let title = locales.text(locale, &format!("{key}-title"), args);
            let _ = writeln!(told, "  {}: {title} | {}", locale.tag(), locales.text(locale, key, args));
        }
    }
    crate::golden::keep("crates/acceptance/golden/messages.txt", &told);
}
