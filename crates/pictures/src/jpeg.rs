//! Walks the segments of a JPEG before any decoder sees it, and keeps only those that carry pixels.

use crate::Unfit;
use crate::check::Outline;

pub(crate) const MAGIC: &[u8] = b"\xff\xd8\xff";

/// Scans a progressive picture may have. Ordinary ones have about ten; each more makes the decoder visit every
/// block once more, which is how ten thousand of them stall a server.
const MOST_SCANS: usize = 64;

/// Reads frame header and structure up to the first end marker. What follows (a phone's moving picture, a
/// preview, an archive) and all metadata stay out of the outline's clean copy; Exif is kept aside for its orientation.
pub(crate) fn outline(bytes: &[u8]) -> Result<Outline, Unfit> {
    let mut clean = vec![0xff, 0xd8];
    let mut at = 2;
    let mut size = None;
    let mut scans = 0;
    let mut exif = None;
    loop {
        let code = marker(bytes, &mut at)?;
        match code {
            0xd9 => {
                clean.extend_from_slice(&[0xff, 0xd9]);
                let (width, height) = size.ok_or(Unfit::Unreadable)?;
                return if scans > 0 {
                    Ok(Outline { width, height, exif, clean })
                } else {
                    Err(Unfit::Unreadable)
                };
            }
            // Markers without a body: restarts and the obsolete TEM. A second start is nonsense.
            0x01 | 0xd0..=0xd7 => continue,
            0x00 | 0xd8 => return Err(Unfit::Unreadable),
            _ => {}
        }
        let body = segment(bytes, &mut at)?;
        match code {
            0xc0..=0xc2 if size.is_none() => size = Some(frame(body)?),
            // A second frame, or a coding hardly anything writes (lossless, hierarchical, arithmetic).
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc8..=0xcf => return Err(Unfit::Unreadable),
            0xda if size.is_none() || scans >= MOST_SCANS => return Err(Unfit::Unreadable),
            0xe1 => {
                exif = exif.or_else(|| body.strip_prefix(b"Exif\0\0").map(<[u8]>::to_vec));
                continue;
            }
            // Tables and scans; JFIF and Adobe segments say how the colours are coded.
            0xc4 | 0xda | 0xdb | 0xdd | 0xe0 | 0xee => {}
            _ => continue,
        }
        clean.extend_from_slice(&[0xff, code]);
        // The two bytes of length stand before the body.
        clean.extend_from_slice(&bytes[at - body.len() - 2..at]);
        if code == 0xda {
            scans += 1;
            let end = at + scan(&bytes[at..])?;
            clean.extend_from_slice(&bytes[at..end]);
            at = end;
        }
    }
}

/// The next marker's code; any number of fill bytes may stand before it.
fn marker(bytes: &[u8], at: &mut usize) -> Result<u8, Unfit> {
    if bytes.get(*at) != Some(&0xff) {
        return Err(Unfit::Unreadable);
    }
    while bytes.get(*at) == Some(&0xff) {
        *at += 1;
    }
    let code = *bytes.get(*at).ok_or(Unfit::Unreadable)?;
    *at += 1;
    Ok(code)
}

/// The body of the segment at this place; moves behind it.
fn segment<'a>(bytes: &'a [u8], at: &mut usize) -> Result<&'a [u8], Unfit> {
    let length = bytes[*at..].first_chunk().map(|two| usize::from(u16::from_be_bytes(*two)));
    let length = length.filter(|n| *n >= 2).ok_or(Unfit::Unreadable)?;
    let body = bytes.get(*at + 2..*at + length).ok_or(Unfit::Unreadable)?;
    *at += length;
    Ok(body)
}

/// Width and height from a frame header of eight bits per sample with one, three or four components.
fn frame(body: &[u8]) -> Result<(u32, u32), Unfit> {
    match *body {
        [8, h1, h0, w1, w0, 1 | 3 | 4, ..] => {
            let (width, height) = (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
            if width == 0 || height == 0 { Err(Unfit::Unreadable) } else { Ok((width.into(), height.into())) }
        }
        _ => Err(Unfit::Unreadable),
    }
}

/// How long the coded data is: up to the next marker that is neither a stuffed byte nor a restart.
/// Data that just stops was cut off.
fn scan(data: &[u8]) -> Result<usize, Unfit> {
    let ends = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff);
    match data.windows(2).position(ends) {
        Some(length) if length > 0 => Ok(length),
        _ => Err(Unfit::Unreadable),
    }
}
