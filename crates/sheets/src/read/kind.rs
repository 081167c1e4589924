//! Tells by its first bytes what a file is. Its name says nothing.

use super::unreadable::{Other, Unreadable};

/// What may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Archive,
    Text,
}

const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Which reader to take, or why none.
pub(crate) fn kind(bytes: &[u8]) -> Result<Kind, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.starts_with(COMPOUND) {
        return Err(if holds_utf16(bytes, "EncryptedPackage") {
            Unreadable::Encrypted
        } else {
            Unreadable::OldFormat
        });
    }
    // The first record of a workbook before 1997: its length and its version follow.
    if matches!(bytes, [9, 0 | 2 | 4 | 8, 4 | 6 | 8 | 16, 0, ..]) {
        return Err(Unreadable::OldFormat);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(Kind::Archive);
    }
    if bytes.starts_with(b"PK\x05\x06") {
        return Err(Unreadable::NotAWorkbook(Other::Archive));
    }
    let other: &[&[u8]] = &[
        b"%PDF-",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"Rar!",
        b"7z\xbc\xaf",
        b"\x1f\x8b",
        b"BZh",
        b"MZ",
        b"\x7fELF",
        b"{\\rtf",
        b"II*\0",
        b"MM\0*",
        b"BM",
    ];
    if other.iter().any(|start| bytes.starts_with(start))
        && (bytes.contains(&0) || !bytes.starts_with(b"BM") && !bytes.starts_with(b"MZ"))
    {
        return Err(Unreadable::NotAWorkbook(Other::Binary));
    }
    match markup(bytes) {
        Some(other) => Err(Unreadable::NotAWorkbook(other)),
        None => Ok(Kind::Text),
    }
}

/// Is it a page or another XML document? Some systems call their pages .xls.
fn markup(bytes: &[u8]) -> Option<Other> {
    let start: String = bytes
        .iter()
        .filter(|byte| **byte != 0)
        .take(1_024)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let start =
        start.trim_start_matches(['\u{ef}', '\u{bb}', '\u{bf}', '\u{ff}', '\u{fe}', ' ', '\t', '\r', '\n']);
    if !start.starts_with('<') {
        return None;
    }
    let page = ["<html", "<!doctype html", "<table", "<head", "<body", "<meta", "<style", "<div"];
    if page.iter().any(|tag| start.contains(tag)) {
        return Some(Other::WebPage);
    }
    start.starts_with("<?xml").then_some(Other::Xml)
}

fn holds_utf16(bytes: &[u8], text: &str) -> bool {
    let wanted: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
