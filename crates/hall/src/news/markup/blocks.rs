//! Reading clean markup: the blocks it consists of, what they say, the pictures they show.

use super::file_of;
use crate::kernel::Uuid;
use crate::kernel::text::typed;
use html5gum::{DefaultEmitter, EndTag, StartTag, Token, Tokenizer};
use std::fmt::Write as _;

/// A paragraph, heading, list, quotation, picture or line of a body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Block {
    /// Its markup.
    pub html: String,
    /// The same as people without the editor read and write it: no empty line in it, a picture as its address.
    pub text: String,
}

/// The characters a reader reads: addresses of pictures do not count.
#[must_use]
pub fn characters(clean: &str) -> usize {
    let text = tokens(clean).filter_map(|token| match token {
        Token::String(text) => {
            Some(String::from_utf8_lossy(&text).chars().filter(|c| !c.is_whitespace()).count())
        }
        _ => None,
    });
    text.sum()
}

/// The pictures of a body, each once, in its order.
#[must_use]
pub fn pictures(clean: &str) -> Vec<Uuid> {
    let mut found = Vec::new();
    for token in tokens(clean) {
        let Token::StartTag(tag) = token else { continue };
        if let Some(file) = file_of(&attribute(&tag, "src")).filter(|file| !found.contains(file)) {
            found.push(file);
        }
    }
    found
}

/// What a browser's own tokenizer reads.
pub(super) fn tokens(markup: &str) -> impl Iterator<Item = Token<()>> + '_ {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(markup, emitter).flatten()
}

fn attribute(tag: &StartTag<()>, name: &str) -> String {
    let found = tag.attributes.iter().find(|(key, _)| key.as_slice() == name.as_bytes());
    found.map(|(_, value)| String::from_utf8_lossy(value).into_owned()).unwrap_or_default()
}

const BLOCKS: [&str; 8] = ["p", "h2", "h3", "h4", "ul", "ol", "blockquote", "figure"];

/// The blocks of what ammonia kept. Words between blocks become a paragraph; what says and shows nothing is left out.
pub(super) fn blocks(kept: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    for token in tokens(kept) {
        match token {
            Token::StartTag(tag) => reader.start(&tag),
            Token::EndTag(tag) => reader.end(&tag),
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.flush();
    reader.done
}

/// Writes each block again as it is read, and its plain text beside it.
#[derive(Default)]
struct Reader {
    done: Vec<Block>,
    now: Block,
    /// Elements that are open, the block itself first.
    open: Vec<String>,
    /// The number of the next item of each open list; none for one without numbers.
    lists: Vec<Option<usize>>,
    shows: bool,
    /// Whether a paragraph was opened for words between blocks.
    loose: bool,
    /// What stands in place of a picture until its caption, if any, is read.
    picture: Option<(Uuid, String)>,
}

impl Reader {
    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if BLOCKS.contains(&name.as_str()) && (self.open.is_empty() || self.loose) {
            self.flush();
        }
        match name.as_str() {
            "hr" => {
                if self.open.is_empty() || self.loose {
                    self.flush();
                    self.done.push(Block { html: "<hr>".to_owned(), text: "---".to_owned() });
                }
                return;
            }
            "br" => {
                self.begin_loose();
                self.now.html.push_str("<br>");
                self.now.text.push('\n');
                return;
            }
            "img" => return self.picture(tag),
            _ => {}
        }
        if self.is_astray(&name) {
            return;
        }
        if !BLOCKS.contains(&name.as_str()) {
            self.begin_loose();
        }
        match name.as_str() {
            "ul" => self.lists.push(None),
            "ol" => self.lists.push(Some(1)),
            "li" => {
                self.now.text.push('\n');
                match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let _ = write!(self.now.text, "{number}. ");
                        *number += 1;
                    }
                    _ => self.now.text.push_str("- "),
                }
            }
            "p" | "h2" | "h3" | "h4" if !self.open.is_empty() && !self.now.text.ends_with(' ') => {
                self.now.text.push('\n')
            }
            _ => {}
        }
        let _ = write!(self.now.html, "<{name}");
        if name == "a" {
            let href = attribute(tag, "href");
            if !href.is_empty() {
                let _ = write!(self.now.html, " href=\"{}\"", escaped(&href));
            }
            self.now.html.push_str(" rel=\"noopener nofollow\"");
        }
        self.now.html.push('>');
        self.open.push(name);
    }

    /// Whether an element has lost the one it belongs into, or stands where a parser would not leave it: what it holds stays.
    fn is_astray(&self, name: &str) -> bool {
        let parent = self.open.last().map(String::as_str);
        let phrasing = |name: &String| matches!(name.as_str(), "p" | "h2" | "h3" | "h4");
        match name {
            "li" => !matches!(parent, Some("ul" | "ol")),
            "figcaption" => parent != Some("figure"),
            "a" => self.open.iter().any(|open| open == "a"),
            block if BLOCKS.contains(&block) => !self.loose && self.open.iter().any(phrasing),
            _ => false,
        }
    }

    fn picture(&mut self, tag: &StartTag<()>) {
        let Some(file) = file_of(&attribute(tag, "src")) else { return };
        self.begin_loose();
        self.shows = true;
        let alt = attribute(tag, "alt");
        let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = write!(self.now.html, "<img src=\"/files/{file}\" alt=\"{}\">", escaped(&alt));
        self.say_picture();
        self.picture = Some((file, alt));
    }

    /// A picture says its address and what it shows; a caption takes the place of the latter.
    fn say_picture(&mut self) {
        if let Some((file, words)) = self.picture.take() {
            let _ = write!(self.now.text, "\n/files/{file} {words}\n");
        }
    }

    fn end(&mut self, tag: &EndTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if self.loose && BLOCKS.contains(&name.as_str()) || self.open.last() != Some(&name) {
            return;
        }
        self.open.pop();
        if matches!(name.as_str(), "ul" | "ol") {
            self.lists.pop();
        }
        let _ = write!(self.now.html, "</{name}>");
        if self.open.is_empty() {
            self.flush();
        }
    }

    fn text(&mut self, text: &str) {
        let text = &*typed(text);
        if self.open.is_empty() && text.trim().is_empty() {
            return;
        }
        self.begin_loose();
        if !text.trim().is_empty() {
            self.shows = true;
        }
        let _ = write!(self.now.html, "{}", escaped(text));
        let in_caption = self.open.iter().any(|name| name == "figcaption");
        match &mut self.picture {
            Some((_, words)) if in_caption => text.trim().clone_into(words),
            _ => {
                self.say_picture();
                self.now.text.push_str(&text.replace('\n', " "));
            }
        }
    }

    fn begin_loose(&mut self) {
        if self.open.is_empty() {
            self.open.push("p".to_owned());
            self.now.html.push_str("<p>");
            self.loose = true;
        }
    }

    fn flush(&mut self) {
        self.say_picture();
        for name in self.open.drain(..).rev() {
            let _ = write!(self.now.html, "</{name}>");
        }
        let Block { html, text } = std::mem::take(&mut self.now);
        if std::mem::take(&mut self.shows) {
            self.done.push(Block { html, text: tidy(&text) });
        }
        self.loose = false;
        self.lists.clear();
    }
}

/// Lines without blanks at their ends, and without empty ones.
pub(super) fn tidy(text: &str) -> String {
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A text as markup.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c => safe.push(c),
        }
    }
    safe
}
