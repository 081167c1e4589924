//! Texts: every key in both languages with the same places to fill, none twice, none missing, none left over. For the
//! hall's locales, the identity provider's and the rehearsal desk's.

mod catalogue;
mod uses;

use catalogue::Catalogue;
use std::collections::BTreeSet;
use uses::Uses;

/// A set of locales and the code that speaks it.
struct Speech {
    locales: &'static str,
    templates: &'static [&'static str],
    code: &'static [&'static str],
}

const SPEECHES: &[Speech] = &[
    Speech {
        locales: "locales",
        templates: &["crates/web/templates"],
        code: &[
            "crates/web/src",
            "crates/hall/src",
            "crates/frame/src",
            "crates/tradehall/src",
            "crates/pictures/src",
        ],
    },
    Speech {
        locales: "crates/identity/locales",
        templates: &["crates/identity/templates"],
        code: &["crates/identity/src"],
    },
    Speech {
        locales: "crates/rehearsal/locales",
        templates: &["crates/rehearsal/templates"],
        code: &["crates/rehearsal/src"],
    },
];

fn each(mut look: impl FnMut(&Speech, &Catalogue, &mut Vec<String>)) {
    let mut wrong = Vec::new();
    for speech in SPEECHES {
        let mut here = Vec::new();
        look(speech, &Catalogue::read(speech.locales), &mut here);
        wrong.extend(here.into_iter().map(|line| format!("{}: {line}", speech.locales)));
    }
    assert!(wrong.is_empty(), "{} texts:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_text_exists_in_both_languages_once_with_the_same_places() {
    each(|_, texts, wrong| {
        wrong.extend(texts.twice.iter().map(|key| format!("{key} is there twice")));
        for (key, places) in &texts.chinese {
            match texts.english.get(key) {
                None => wrong.push(format!("{key} has no English text")),
                Some(other) if other != places => {
                    wrong
                        .push(format!("{key} is filled with {places:?} in Chinese and {other:?} in English"));
                }
                Some(_) => {}
            }
        }
        let only = texts.english.keys().filter(|key| !texts.chinese.contains_key(*key));
        wrong.extend(only.map(|key| format!("{key} has no Chinese text")));
    });
}

#[test]
fn every_text_that_is_asked_for_exists() {
    each(|speech, texts, wrong| {
        let uses = Uses::read(speech.templates, speech.code);
        let missing = uses.keys.iter().filter(|(key, _)| !texts.chinese.contains_key(*key));
        wrong.extend(missing.map(|(key, place)| format!("{key} is asked for in {place} and is missing")));
        for (prefix, place) in &uses.prefixes {
            if !texts.chinese.keys().any(|key| key.starts_with(prefix)) {
                wrong.push(format!("{place} puts together {prefix}…, and no text begins so"));
            }
        }
    });
}

#[test]
fn no_text_is_left_over() {
    each(|speech, texts, wrong| {
        let uses = Uses::read(speech.templates, speech.code);
        let composed: BTreeSet<&str> =
            uses.prefixes.keys().chain(&uses.composed).map(String::as_str).collect();
        for key in texts.chinese.keys() {
            let literal = uses.keys.contains_key(key) || uses.literals.contains(key);
            let whole = uses.suffixes.iter().filter_map(|suffix| key.strip_suffix(suffix.as_str()));
            let ended = whole.into_iter().any(|stem| uses.literals.contains(stem));
            // Flashes and messages are told by name; the name stands in the code.
            let stem = ["flash-", "message-"].iter().find_map(|prefix| key.strip_prefix(prefix));
            let said = stem.map(|stem| stem.strip_suffix("-title").unwrap_or(stem));
            let told = said.is_some_and(|name| uses.literals.contains(name));
            let begun = stem.is_none() && composed.iter().any(|prefix| key.starts_with(prefix));
            if !(literal || ended || begun || told) {
                wrong.push(format!("{key} is used nowhere"));
            }
        }
    });
}

#[test]
fn pages_hold_no_words_of_their_own() {
    // A template with Chinese in it speaks one language only. The name of the other language is the exception.
    let mut wrong = Vec::new();
    for speech in SPEECHES {
        for (path, text) in speech.templates.iter().flat_map(|folder| crate::source::files(folder, ".html")) {
            for (number, line) in uses::without_remarks(&text).lines().enumerate() {
                let line = line.replace("中文", "").replace("{{ \"中文\" }}", "");
                if line.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
                    wrong.push(format!("{path}:{}: {}", number + 1, line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "words in templates, not in locales:\n{}", wrong.join("\n"));
}
