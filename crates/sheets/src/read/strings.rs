//! Texts that cells share, and texts with parts of different looks.

use super::inflate::Part;
use super::limits::Limits;
use super::unreadable::Unreadable;
use super::xml::{Piece, Xml};

/// The texts cells share, one after another in one piece of memory.
#[derive(Debug, Default)]
pub(crate) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    pub(crate) fn read(part: &Part<'_>, limits: &Limits) -> Result<Self, Unreadable> {
        let mut xml = Xml::new(part);
        let (mut strings, mut depth) = (Self::default(), 0_usize);
        loop {
            match xml.next()? {
                Piece::Open(tag) => {
                    if depth == 1 && tag.name() == "si" {
                        let mut text = String::new();
                        rich(&mut xml, &mut text, limits.text)?;
                        strings.push(&text, limits)?;
                    } else {
                        depth += 1;
                    }
                }
                Piece::Close(_) => depth -= 1,
                Piece::End => return Ok(strings),
                _ => {}
            }
        }
    }

    /// The text of this number.
    pub(crate) fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)? as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        self.text.get(start..end)
    }

    fn push(&mut self, text: &str, limits: &Limits) -> Result<(), Unreadable> {
        self.text.push_str(text);
        let taken = self.text.len() + self.ends.len() * size_of::<u32>();
        if taken > limits.strings {
            return Err(Unreadable::TooMuchInside { limit: limits.strings as u64 });
        }
        let end = u32::try_from(self.text.len());
        self.ends.push(end.map_err(|_| Unreadable::TooMuchInside { limit: u64::from(u32::MAX) })?);
        Ok(())
    }
}

/// Reads what is in an `si` or `is` that was just opened: its `t`, or those of its runs; not the phonetic ones. A little more than
/// `most` bytes are read at most, so that whoever checks the length sees that it is too long.
pub(crate) fn rich(xml: &mut Xml<'_>, into: &mut String, most: usize) -> Result<(), Unreadable> {
    let (mut depth, mut within) = (1_usize, false);
    let mut written = String::new();
    while depth > 0 {
        match xml.next()? {
            Piece::Open(tag) => match tag.name() {
                "rPh" => xml.skip()?,
                name => {
                    within = name == "t";
                    depth += 1;
                }
            },
            Piece::Close(_) => {
                if std::mem::take(&mut within) {
                    unescape(&written, into);
                    written.clear();
                }
                depth -= 1;
            }
            Piece::Text(text) if within && into.len() + written.len() <= most => written.push_str(&text),
            Piece::Char(c) if within && into.len() + written.len() <= most => written.push(c),
            _ => {}
        }
    }
    Ok(())
}

/// Adds a text, its escapes resolved: `_x000D_` stands for a character XML cannot hold (ECMA-376 part 1, 22.9.2.19). Characters that do
/// not show are left out, except tabs and line ends.
pub(crate) fn unescape(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        printable(before, into);
        let escaped = from.get(2..6).filter(|_| from.as_bytes().get(6) == Some(&b'_'));
        let unit = escaped
            .filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32);
        match unit {
            Some(c) => {
                // A line end escaped beside a plain one is one line end.
                if c != '\r' || !from[7..].starts_with('\n') {
                    printable(c.encode_utf8(&mut [0; 4]), into);
                }
                rest = &from[7..];
            }
            None => {
                into.push_str("_x");
                rest = &from[2..];
            }
        }
    }
    printable(rest, into);
}

/// Adds what shows; every kind of line end becomes one.
pub(crate) fn printable(text: &str, into: &mut String) {
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '\n' if before == '\r' => {}
            '\r' => into.push('\n'),
            '\t' | '\n' => into.push(c),
            c if c.is_control() => {}
            c => into.push(c),
        }
        before = c;
    }
}
