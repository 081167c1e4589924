//! Unpacks one part of a workbook, counting.

use super::unreadable::{Trick, Unreadable};
use flate2::bufread::DeflateDecoder;
use std::io::{self, Read};

/// A part of the archive as the gate found it.
#[derive(Clone, Debug)]
pub(crate) struct Part<'a> {
    /// As in the archive, with forward slashes.
    pub(crate) name: String,
    /// Packed.
    pub(crate) bytes: &'a [u8],
    /// Is it packed, or stored as it is?
    pub(crate) deflated: bool,
    /// What it claims to unpack to.
    pub(crate) size: u64,
    /// Its checksum.
    pub(crate) crc: u32,
}

impl<'a> Part<'a> {
    pub(crate) fn open(&self) -> Inflate<'a> {
        let source = if self.deflated {
            Source::Deflated(Box::new(DeflateDecoder::new(self.bytes)))
        } else {
            Source::Stored(self.bytes)
        };
        Inflate { source, left: self.size, crc: self.crc, hash: crc32fast::Hasher::new(), done: false }
    }
}

enum Source<'a> {
    Stored(&'a [u8]),
    Deflated(Box<DeflateDecoder<&'a [u8]>>),
}

/// Reads a part's content; fails when it is not of the size and the checksum it claims.
pub(crate) struct Inflate<'a> {
    source: Source<'a>,
    left: u64,
    crc: u32,
    hash: crc32fast::Hasher,
    done: bool,
}

impl Read for Inflate<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.done || into.is_empty() {
            return Ok(0);
        }
        let count = match &mut self.source {
            Source::Stored(bytes) => bytes.read(into)?,
            Source::Deflated(decoder) => decoder.read(into)?,
        };
        let wrong = if count as u64 > self.left {
            true
        } else if count == 0 {
            self.done = true;
            self.left > 0 || self.hash.clone().finalize() != self.crc
        } else {
            false
        };
        if wrong {
            self.done = true;
            return Err(Unreadable::Tampered(Trick::Size).io());
        }
        self.left -= count as u64;
        self.hash.update(&into[..count]);
        Ok(count)
    }
}
