//! Tables as text: which characters, which separator, which rows.

use super::budget::Budget;
use super::row::{Found, Row, Value};
use super::unreadable::{Other, Unreadable};
use crate::write::neutral::leads_formula;
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// How characters were written.
pub(crate) struct Text<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) encoding: &'static Encoding,
    /// Between two cells.
    pub(crate) separator: u8,
}

/// Finds out how the characters are written: by the mark in front, else UTF-8, else GB18030, which Chinese versions of Excel write.
pub(crate) fn decode(bytes: &[u8]) -> Result<Text<'_>, Unreadable> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((guess(bytes), 0));
    let body = &bytes[mark..];
    let text = encoding.decode_without_bom_handling_and_without_replacement(body);
    let text = text.ok_or(Unreadable::NotAWorkbook(Other::Binary))?;
    // Text has no such characters; another file under this name does.
    if text.contains(|c: char| {
        c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{85}')
    }) {
        return Err(Unreadable::NotAWorkbook(Other::Binary));
    }
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    let (separator, told) = separator(&text);
    let text = match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[told..]),
        Cow::Owned(mut text) => {
            text.drain(..told);
            Cow::Owned(text)
        }
    };
    Ok(Text { text, encoding, separator })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    // In UTF-16 every other byte of a digit, a comma or a line end is nought.
    let start = &bytes[..bytes.len().min(4_096)];
    let noughts = |first: usize| start.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (noughts(0), noughts(1));
    if bytes.len().is_multiple_of(2) && odd > start.len() / 20 && even == 0 {
        UTF_16LE
    } else if bytes.len().is_multiple_of(2) && even > start.len() / 20 && odd == 0 {
        UTF_16BE
    } else if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else {
        GB18030
    }
}

/// What stands between cells, and how many bytes in front say so (`sep=;`, as Excel writes it).
fn separator(text: &str) -> (u8, usize) {
    let first = text.lines().next().unwrap_or_default();
    if let Some(&[sign]) =
        first.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| &first.as_bytes()[4..])
        && sign.is_ascii_punctuation() | (sign == b'\t')
        && sign != b'"'
    {
        // The line stays as an empty one, so that rows are counted as in the file.
        return (sign, first.len());
    }
    let mut counts = [(b',', 0_usize), (b'\t', 0), (b';', 0)];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted && counts.iter().any(|count| count.1 > 0) => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|count| count.0 == byte).for_each(|count| count.1 += 1),
        }
    }
    let most = counts.iter().map(|count| count.1).max().unwrap_or(0);
    let found = counts.iter().find(|count| count.1 == most).map_or(b',', |count| count.0);
    (found, 0)
}

/// The rows of a table of text. A row is what is between line ends outside of quotes; blank lines count.
pub(crate) struct TextRows<'a> {
    text: &'a str,
    reader: csv::Reader<&'a [u8]>,
    record: csv::StringRecord,
    row: u32,
}

impl<'a> TextRows<'a> {
    pub(crate) fn new(text: &'a Text<'_>) -> Self {
        let mut builder = csv::ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(text.separator);
        Self {
            text: &text.text,
            reader: builder.from_reader(text.text.as_bytes()),
            record: csv::StringRecord::new(),
            row: 0,
        }
    }

    /// The next row with something in it.
    pub(crate) fn next(&mut self, budget: &mut Budget) -> Result<Option<Row>, Unreadable> {
        let damaged = |_| Unreadable::damaged("csv", "it is no text");
        while self.reader.read_record(&mut self.record).map_err(damaged)? {
            let start = self.record.position().map_or(0, |at| at.byte()) as usize;
            self.row = self.row.saturating_add(1 + blank_lines(self.text, start));
            let mut cells = Vec::new();
            for (column, text) in (1..).zip(&self.record) {
                if !text.is_empty() {
                    let value = Value::Text(plain(text));
                    budget.cell(self.row, column, &value)?;
                    cells.push(Found { column, value, formula: false });
                }
            }
            cells.shrink_to_fit();
            if !cells.is_empty() {
                return Ok(Some(Row { number: self.row, hidden: false, cells }));
            }
        }
        Ok(None)
    }
}

/// How many blank lines the reader passed over before a record that it began to look for at this byte.
fn blank_lines(text: &str, start: usize) -> u32 {
    let bytes = text.as_bytes();
    let mut at = start;
    // The second half of the line end before.
    if at > 0 && bytes[at - 1] == b'\r' && bytes.get(at) == Some(&b'\n') {
        at += 1;
    }
    let mut lines = 0;
    while let Some(byte @ (b'\r' | b'\n')) = bytes.get(at) {
        at += if *byte == b'\r' && bytes.get(at + 1) == Some(&b'\n') { 2 } else { 1 };
        lines += 1;
    }
    lines
}

/// A cell's text: every line end is one, and the apostrophe that keeps a formula from running (ours, too) is gone.
fn plain(text: &str) -> String {
    let text = text.strip_prefix('\'').filter(|rest| leads_formula(rest)).unwrap_or(text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n')).collect()
}
