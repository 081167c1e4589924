//! Looks at an archive before anything of it is unpacked.

use super::inflate::Part;
use super::limits::Limits;
use super::unreadable::{Other, Trick, Unreadable};
use std::collections::BTreeMap;
use std::io::Cursor;
use zip::{CompressionMethod, ZipArchive};

/// How much more a part may claim to be than it takes in the archive. Deflate reaches about a thousand; sheets of nothing but
/// formatted rows reach about thirty-five.
const MOST_RATIO: u64 = 100;
/// Parts up to this size may claim what they like.
const SMALL: u64 = 4 << 20;

/// The archive's parts, by their names in lower case: names of parts do not differ by case.
pub(crate) type Parts<'a> = BTreeMap<String, Part<'a>>;

/// Checks everything an archive says of itself. What later is unpacked are the same bytes that are checked here.
pub(crate) fn parts<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Parts<'a>, Unreadable> {
    let damaged = |what| Unreadable::damaged("zip", what);
    if entries(bytes) > limits.parts {
        return Err(Unreadable::Tampered(Trick::Parts));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged("it has no directory"))?;
    if archive.has_duplicate_names() {
        return Err(Unreadable::Tampered(Trick::Duplicate));
    }
    if archive.has_overlapping_entries().map_err(|_| damaged("a part lies outside of the file"))? {
        return Err(Unreadable::Tampered(Trick::Overlap));
    }
    let (mut parts, mut unpacked) = (Parts::new(), 0_u64);
    for at in 0..archive.len() {
        let entry = archive.by_index_raw(at).map_err(|_| damaged("a part lies outside of the file"))?;
        if entry.encrypted() {
            return Err(Unreadable::Encrypted);
        }
        if entry.is_symlink() {
            return Err(Unreadable::Tampered(Trick::Link));
        }
        let (size, packed) = (entry.size(), entry.compressed_size());
        unpacked = unpacked.saturating_add(size);
        if unpacked > limits.unpacked {
            return Err(Unreadable::TooMuchInside { limit: limits.unpacked });
        }
        if size > SMALL && size / packed.max(1) > MOST_RATIO {
            return Err(Unreadable::Tampered(Trick::Ratio));
        }
        let name = name(entry.name_raw())?;
        if name.ends_with('/') {
            continue;
        }
        let deflated = match entry.compression() {
            CompressionMethod::Stored => false,
            CompressionMethod::Deflated => true,
            _ => return Err(damaged("it is packed in another way than workbooks are")),
        };
        let start = entry.data_start().ok_or_else(|| damaged("a part lies outside of the file"))?;
        let content = usize::try_from(start)
            .ok()
            .and_then(|start| Some(start..start.checked_add(usize::try_from(packed).ok()?)?))
            .and_then(|range| bytes.get(range))
            .ok_or_else(|| damaged("a part lies outside of the file"))?;
        let part = Part { name: name.clone(), bytes: content, deflated, size, crc: entry.crc32() };
        if parts.insert(name.to_ascii_lowercase(), part).is_some() {
            return Err(Unreadable::Tampered(Trick::Duplicate));
        }
    }
    Ok(parts)
}

/// How many entries a directory in these bytes can have at most: each begins with the same four bytes, and the archive reader takes
/// memory for each.
fn entries(bytes: &[u8]) -> usize {
    bytes.windows(4).filter(|four| four == b"PK\x01\x02").count()
}

/// A part's name with forward slashes; some programs write the others.
fn name(raw: &[u8]) -> Result<String, Unreadable> {
    let name = String::from_utf8_lossy(raw).replace('\\', "/");
    let leads_out = name.starts_with('/') || name.split('/').any(|step| step == "..");
    if leads_out || name.contains(['\0', ':']) {
        return Err(Unreadable::Tampered(Trick::Path));
    }
    Ok(name)
}

/// What an archive is that holds no workbook.
pub(crate) fn other(parts: &Parts<'_>) -> Unreadable {
    let kind = if parts.get("mimetype").is_some_and(|part| part.bytes.starts_with(b"application/vnd.oasis")) {
        Other::OpenDocument
    } else if parts.keys().any(|name| name.starts_with("word/") || name.starts_with("ppt/")) {
        Other::Document
    } else {
        Other::Archive
    };
    Unreadable::NotAWorkbook(kind)
}
