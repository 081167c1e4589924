//! The body in a plain text area: an empty line between paragraphs, a picture as a line with its address. Whoever changes one
//! paragraph without the editor keeps the others as they were, headings and links included.

use super::blocks::{Block, blocks, escaped, tidy};
use super::file_of;
use crate::kernel::Uuid;
use std::fmt::Write as _;

/// A body as plain text.
#[must_use]
pub fn plain(clean: &str) -> String {
    blocks(clean).into_iter().map(|block| block.text).collect::<Vec<_>>().join("\n\n")
}

/// Plain text as a body: what stands in `before` with the same words stays as it was there, everything else becomes a
/// paragraph or a picture.
#[must_use]
pub fn from_plain(text: &str, before: &str) -> String {
    let mut there: Vec<Block> = blocks(before);
    let text = text.replace("\r\n", "\n");
    let mut body = String::new();
    for piece in pieces(&text) {
        match there.iter().position(|block| block.text == piece) {
            Some(at) => body.push_str(&there.remove(at).html),
            None => paragraph(&mut body, &piece),
        }
    }
    body
}

/// What stands between empty lines.
fn pieces(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for line in text.lines() {
        if line.trim().is_empty() {
            found.push(String::new());
        } else if let Some(last) = found.last_mut() {
            last.push_str(line);
            last.push('\n');
        }
    }
    found.iter().map(|piece| tidy(piece)).filter(|piece| !piece.is_empty()).collect()
}

fn paragraph(body: &mut String, piece: &str) {
    let mut words: Vec<String> = Vec::new();
    let say = |body: &mut String, words: &mut Vec<String>| {
        if !words.is_empty() {
            let _ = write!(body, "<p>{}</p>", words.join("<br>"));
            words.clear();
        }
    };
    for line in piece.lines() {
        match picture(line) {
            Some((file, caption)) => {
                say(body, &mut words);
                body.push_str(&figure(file, caption));
            }
            None => words.push(escaped(line)),
        }
    }
    say(body, &mut words);
}

/// A line that is a picture: its address, and what it shows.
fn picture(line: &str) -> Option<(Uuid, &str)> {
    let (address, caption) = line.split_once(' ').unwrap_or((line, ""));
    file_of(address).map(|file| (file, caption.trim()))
}

/// A picture with its caption, as the editor writes it too.
#[must_use]
pub fn figure(file: Uuid, caption: &str) -> String {
    let caption = escaped(caption);
    let below =
        if caption.is_empty() { String::new() } else { format!("<figcaption>{caption}</figcaption>") };
    format!("<figure><img src=\"/files/{file}\" alt=\"{caption}\">{below}</figure>")
}
