//! Archives made byte by byte, so that they can lie.

use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::Write;

/// One entry, as its headers describe it.
#[derive(Clone)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// As it stands in the archive.
    pub packed: Vec<u8>,
    /// How it is packed: 0 stored, 8 deflated.
    pub method: u16,
    /// The flags of its headers.
    pub flags: u16,
    /// Its checksum.
    pub crc: u32,
    /// What it claims to be when unpacked.
    pub size: u32,
    /// What the directory claims it takes; more than there is overlaps with what follows.
    pub packed_size: u32,
    /// Where the directory says the entry begins, when it lies.
    pub begins: Option<u32>,
    /// What a system would make of the file, such as a link.
    pub attributes: u32,
    /// Size and checksum follow the content instead of standing in front, as programs write that do not seek.
    pub trailing: bool,
}

impl Entry {
    /// A packed one that tells the truth.
    pub fn new(name: impl Into<String>, content: &[u8]) -> Self {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(content).expect("memory takes it");
        Self { packed: encoder.finish().expect("memory takes it"), method: 8, ..Self::stored(name, content) }
            .sized()
    }

    /// One that is not packed.
    pub fn stored(name: impl Into<String>, content: &[u8]) -> Self {
        let (crc, size) = (crc32fast::hash(content), content.len() as u32);
        let (name, packed) = (name.into(), content.to_vec());
        Self {
            name,
            packed,
            method: 0,
            flags: 0,
            crc,
            size,
            packed_size: size,
            begins: None,
            attributes: 0,
            trailing: false,
        }
    }

    fn sized(mut self) -> Self {
        self.packed_size = self.packed.len() as u32;
        self
    }
}

/// The archive, entries in this order.
pub fn archive(entries: &[Entry]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        let begins = entry.begins.unwrap_or(out.len() as u32);
        let flags = entry.flags | if entry.trailing { 8 } else { 0 };
        out.extend(b"PK\x03\x04\x14\0");
        let told = [entry.crc, entry.packed_size, entry.size];
        header(&mut out, entry, flags, if entry.trailing { [0; 3] } else { told });
        out.extend(entry.name.as_bytes());
        out.extend(&entry.packed);
        if entry.trailing {
            out.extend(b"PK\x07\x08");
            told.iter().for_each(|number| out.extend(number.to_le_bytes()));
        }
        // As made on Unix, whose attributes are known best.
        directory.extend(b"PK\x01\x02\x14\x03\x14\0");
        header(&mut directory, entry, flags, told);
        directory.extend([0; 6]);
        directory.extend(entry.attributes.to_le_bytes());
        directory.extend(begins.to_le_bytes());
        directory.extend(entry.name.as_bytes());
    }
    let (start, length, count) = (out.len() as u32, directory.len() as u32, entries.len() as u16);
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(length.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

fn header(out: &mut Vec<u8>, entry: &Entry, flags: u16, told: [u32; 3]) {
    out.extend(flags.to_le_bytes());
    out.extend(entry.method.to_le_bytes());
    // 2026-03-09 12:30.
    out.extend([0xc0, 0x63, 0x69, 0x5c]);
    told.iter().for_each(|number| out.extend(number.to_le_bytes()));
    out.extend((entry.name.len() as u16).to_le_bytes());
    out.extend([0, 0]);
}
