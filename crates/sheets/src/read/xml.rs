//! Events of an XML part, with bounds: no document type, no entities but the five of XML, no endless tag or text, no endless depth.

use super::inflate::{Inflate, Part};
use super::unreadable::{Trick, Unreadable};
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};
use quick_xml::{Error, Reader, XmlVersion};
use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

/// The longest tag or run of text, in bytes. A cell's text has at most 98 301, a formula 8 192 characters.
const LONGEST_TOKEN: usize = 1 << 20;
/// Workbooks nest about ten deep.
const DEEPEST: usize = 64;

/// What a part says, one piece after another.
pub(crate) enum Piece<'b> {
    /// A tag opens.
    Open(Tag<'b>),
    /// A tag closes; one without content opens and closes.
    Close(Closing<'b>),
    /// Text without references.
    Text(Cow<'b, str>),
    /// A character written as a reference.
    Char(char),
    /// A comment or an instruction.
    Other,
    /// The part is over.
    End,
}

/// A closing tag.
pub(crate) struct Closing<'b>(BytesEnd<'b>);

impl Closing<'_> {
    /// Its name without a prefix.
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }
}

/// An opening tag.
pub(crate) struct Tag<'b>(BytesStart<'b>);

impl Tag<'_> {
    /// Its name without a prefix.
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// Calls with each attribute: its name with its prefix, and its value.
    pub(crate) fn each(&self, part: &str, mut with: impl FnMut(&str, &str)) -> Result<(), Unreadable> {
        // Not checked for doubles: that takes the square of their number.
        let damaged = || Unreadable::damaged(part, "an attribute is not XML");
        for attribute in self.0.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| damaged())?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| damaged())?;
            with(attribute.key.into_inner(), &value);
        }
        Ok(())
    }

    /// One attribute.
    pub(crate) fn attribute(&self, part: &str, name: &str) -> Result<Option<String>, Unreadable> {
        let mut found = None;
        self.each(part, |key, value| {
            if key == name {
                found.get_or_insert_with(|| value.to_owned());
            }
        })?;
        Ok(found)
    }
}

/// Reads a part.
pub(crate) struct Xml<'a> {
    part: String,
    reader: Reader<Metered<BufReader<Inflate<'a>>>>,
    buffer: Vec<u8>,
    depth: usize,
    begun: bool,
}

impl<'a> Xml<'a> {
    pub(crate) fn new(part: &Part<'a>) -> Self {
        let source = BufReader::with_capacity(32 * 1024, part.open());
        let mut reader = Reader::from_reader(Metered { source, since: 0 });
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().check_end_names = true;
        Self { part: part.name.clone(), reader, buffer: Vec::new(), depth: 0, begun: false }
    }

    pub(crate) fn damaged(&self, what: &'static str) -> Unreadable {
        Unreadable::damaged(&self.part, what)
    }

    /// The next piece.
    pub(crate) fn next(&mut self) -> Result<Piece<'_>, Unreadable> {
        self.buffer.clear();
        self.reader.get_mut().since = 0;
        let event = self.reader.read_event_into(&mut self.buffer);
        Ok(match event.map_err(|error| unreadable(&error, &self.part))? {
            Event::DocType(_) => return Err(Unreadable::Tampered(Trick::Doctype)),
            Event::Start(tag) => {
                self.depth += 1;
                self.begun = true;
                if self.depth > DEEPEST {
                    return Err(Unreadable::Tampered(Trick::Depth));
                }
                Piece::Open(Tag(tag))
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                Piece::Close(Closing(tag))
            }
            Event::Text(text) => Piece::Text(text.xml10_content()),
            Event::CData(text) => Piece::Text(text.xml10_content()),
            Event::GeneralRef(name) => Piece::Char(character(&name, &self.part)?),
            Event::Eof if self.depth > 0 || !self.begun => {
                return Err(Unreadable::damaged(&self.part, "it is cut off"));
            }
            Event::Eof => Piece::End,
            Event::Empty(_) | Event::Comment(_) | Event::PI(_) | Event::Decl(_) => Piece::Other,
        })
    }

    /// Passes over what is in the tag that was just opened.
    pub(crate) fn skip(&mut self) -> Result<(), Unreadable> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }
}

/// What a reference stands for. Other entities than these need a document type, and there is none.
fn character(name: &BytesRef<'_>, part: &str) -> Result<char, Unreadable> {
    let wrong = || Unreadable::damaged(part, "an entity is unknown");
    match name.resolve_char_ref() {
        Ok(Some(c)) => Ok(c),
        Ok(None) => match &**name {
            "amp" => Ok('&'),
            "lt" => Ok('<'),
            "gt" => Ok('>'),
            "quot" => Ok('"'),
            "apos" => Ok('\''),
            _ => Err(wrong()),
        },
        Err(_) => Err(wrong()),
    }
}

fn unreadable(error: &Error, part: &str) -> Unreadable {
    match error {
        Error::Io(error) => Unreadable::of_io(error, part),
        _ => Unreadable::damaged(part, "it is not XML"),
    }
}

/// Counts what one event takes, because the parser keeps all of it.
struct Metered<R> {
    source: R,
    since: usize,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.source.read(into)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since > LONGEST_TOKEN {
            return Err(Unreadable::Tampered(Trick::Token).io());
        }
        self.source.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.since += count;
        self.source.consume(count);
    }
}
