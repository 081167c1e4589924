//! What is wrong with a form, field by field.

use crate::front::Ask;
use crate::provider::Identity;
use crate::view;
use serde_json::{Value, json};

/// What is wrong, in the order of the fields.
#[derive(Debug, Default)]
pub struct Wrongs(Vec<(&'static str, &'static str, Value)>);

impl Wrongs {
    /// Notes that a field is wrong; `key` is a text.
    pub fn add(&mut self, field: &'static str, key: &'static str) {
        self.add_with(field, key, Value::Null);
    }

    /// The same with what the text speaks of.
    pub fn add_with(&mut self, field: &'static str, key: &'static str, args: Value) {
        if !self.0.iter().any(|(known, ..)| *known == field) {
            self.0.push((field, key, args));
        }
    }

    /// Notes it when `wrong`.
    pub fn when(&mut self, wrong: bool, field: &'static str, key: &'static str) {
        if wrong {
            self.add(field, key);
        }
    }

    /// A text of at least one and at most `most` characters, without control characters.
    pub fn text(&mut self, field: &'static str, value: &str, most: usize) {
        if value.is_empty() {
            self.add(field, "wrong-empty");
        } else if value.chars().count() > most {
            self.add_with(field, "wrong-long", json!({ "max": most }));
        } else if value.chars().any(char::is_control) {
            self.add(field, "wrong-characters");
        }
    }

    /// Whether nothing is wrong.
    pub fn none(&self) -> bool {
        self.0.is_empty()
    }

    /// For templates: `[{field, text}]`.
    pub fn shown(&self, identity: &Identity, ask: &Ask) -> Vec<Value> {
        self.0
            .iter()
            .map(|(field, key, args)| json!({ "field": field, "text": view::text(identity, ask, key, args) }))
            .collect()
    }
}

/// An address of this site to go to after logging in; anything else is the centre (safety A32).
pub fn own_path(next: &str) -> &str {
    let plain = next.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_".contains(&b));
    let known = ["/centre", "/scan/"].iter().any(|start| next.starts_with(start));
    if plain && known && !next.contains("//") { next } else { "/centre" }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn a32_only_own_pages_are_gone_to_after_logging_in() {
        assert_eq!(own_path("/centre/licences"), "/centre/licences");
        assert_eq!(own_path("/scan/abc-_9"), "/scan/abc-_9");
        for evil in [
            "",
            "//evil",
            "/\\evil",
            "https://evil",
            "/centre//evil",
            "/centre\r\nx:y",
            "/scan/%2f%2fe",
            "/logout",
            "/centre?x=//e",
        ] {
            assert_eq!(own_path(evil), "/centre", "{evil:?}");
        }
    }
}
