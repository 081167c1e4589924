//! Walks the chunks of a PNG before any decoder sees it, and keeps only those that carry pixels.

use crate::Unfit;
use crate::check::Outline;

pub(crate) const MAGIC: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Reads header and structure. Everything that is not needed for pixels (text, profiles, time, what follows the
/// end) stays out of the outline's clean copy, so that compressed metadata is never inflated (A46).
pub(crate) fn outline(bytes: &[u8]) -> Result<Outline, Unfit> {
    let mut clean = Vec::with_capacity(bytes.len());
    clean.extend_from_slice(MAGIC);
    let mut rest = bytes.strip_prefix(MAGIC).ok_or(Unfit::Kind)?;
    let mut size = None;
    let mut data = false;
    let mut exif = None;
    loop {
        let (kind, body, whole) = chunk(&mut rest)?;
        match (kind, size) {
            (b"IHDR", None) => size = Some(header(body)?),
            (b"IHDR", Some(_)) | (_, None) => return Err(Unfit::Unreadable),
            (b"acTL", _) => return Err(Unfit::Animated),
            (b"eXIf", _) => {
                exif = Some(body.to_vec());
                continue;
            }
            (b"IDAT", _) => data = true,
            (b"PLTE" | b"tRNS", _) => {}
            (b"IEND", Some((width, height))) => {
                clean.extend_from_slice(whole);
                return if data {
                    Ok(Outline { width, height, exif, clean })
                } else {
                    Err(Unfit::Unreadable)
                };
            }
            // An upper-case first letter means "critical": a picture that cannot be shown without it.
            _ if kind[0].is_ascii_uppercase() => return Err(Unfit::Unreadable),
            _ => continue,
        }
        clean.extend_from_slice(whole);
    }
}

/// A chunk's type, its body, and all its bytes.
type Chunk<'a> = (&'a [u8], &'a [u8], &'a [u8]);

/// Takes the next chunk; its check sum must be right.
fn chunk<'a>(rest: &mut &'a [u8]) -> Result<Chunk<'a>, Unfit> {
    let length = rest.first_chunk().map(|four| u32::from_be_bytes(*four)).ok_or(Unfit::Unreadable)?;
    let total = usize::try_from(length).ok().and_then(|n| n.checked_add(12)).ok_or(Unfit::Unreadable)?;
    let (whole, after) = rest.split_at_checked(total).ok_or(Unfit::Unreadable)?;
    let (covered, sum) = whole[4..].split_last_chunk::<4>().ok_or(Unfit::Unreadable)?;
    let kind = &covered[..4];
    if !kind.iter().all(u8::is_ascii_alphabetic) || crc32fast::hash(covered) != u32::from_be_bytes(*sum) {
        return Err(Unfit::Unreadable);
    }
    *rest = after;
    Ok((kind, &covered[4..], whole))
}

/// Width and height from the header chunk, whose other fields must be what the standard allows.
fn header(body: &[u8]) -> Result<(u32, u32), Unfit> {
    let &[a, b, c, d, e, f, g, h, depth, colour, 0, 0, interlace] = body else {
        return Err(Unfit::Unreadable);
    };
    let (width, height) = (u32::from_be_bytes([a, b, c, d]), u32::from_be_bytes([e, f, g, h]));
    let depths: &[u8] = match colour {
        0 => &[1, 2, 4, 8, 16],
        3 => &[1, 2, 4, 8],
        2 | 4 | 6 => &[8, 16],
        _ => &[],
    };
    let greatest = u32::MAX / 2;
    let sized = (1..=greatest).contains(&width) && (1..=greatest).contains(&height);
    if sized && interlace < 2 && depths.contains(&depth) {
        Ok((width, height))
    } else {
        Err(Unfit::Unreadable)
    }
}
