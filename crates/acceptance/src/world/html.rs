//! Pages read as a browser reads them: a WHATWG tokenizer, not a search for brackets.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use std::collections::BTreeMap;

/// A start tag: its name and its attributes.
pub struct Tag {
    /// The element's name.
    pub name: String,
    /// Its attributes, values decoded.
    pub attributes: BTreeMap<String, String>,
}

impl Tag {
    /// An attribute's value; empty when it is not there.
    pub fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map(String::as_str).unwrap_or_default()
    }
}

impl From<StartTag<()>> for Tag {
    fn from(tag: StartTag<()>) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let attributes = tag.attributes.iter().map(|(name, value)| (text(name), text(value)));
        Self { attributes: attributes.collect(), name: text(&tag.name) }
    }
}

/// What a page consists of, in order.
pub enum Part {
    /// An element begins.
    Start(Tag),
    /// An element ends.
    End(String),
    /// A comment.
    Comment,
}

/// Reads a page without its texts. What stands in scripts and styles is text, as it is for a browser.
pub fn parts(page: &str) -> Vec<Part> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut parts = Vec::new();
    for token in Tokenizer::new_with_emitter(page, emitter).flatten() {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match token {
            Token::StartTag(tag) => parts.push(Part::Start(tag.into())),
            Token::EndTag(tag) => parts.push(Part::End(text(&tag.name))),
            Token::Comment(_) => parts.push(Part::Comment),
            Token::String(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    parts
}

/// The start tags of a page.
pub fn tags(page: &str) -> Vec<Tag> {
    let starts = parts(page).into_iter().filter_map(|part| match part {
        Part::Start(tag) => Some(tag),
        _ => None,
    });
    starts.collect()
}

/// What of a page no text may change: elements and the names of their attributes, in order, where each ends, comments.
pub fn shape(page: &str) -> Vec<String> {
    let lines = parts(page).into_iter().map(|part| match part {
        Part::Start(tag) => {
            let names: Vec<&str> = tag.attributes.keys().map(String::as_str).collect();
            format!("<{} {}>", tag.name, names.join(" "))
        }
        Part::End(name) => format!("</{name}>"),
        Part::Comment => "<!---->".to_owned(),
    });
    lines.collect()
}
