//! Judges an upload by name, first bytes and structure, without decoding a pixel.

use crate::{Slot, Unfit, jpeg, name, png};

/// The kinds of picture that are taken and written (S2:35-39).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
}

impl Kind {
    /// The media type for the `Content-Type` header.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// The usual file extension, without a dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// What the structure of a picture says.
pub(crate) struct Outline {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// The Exif block, for its orientation only.
    pub(crate) exif: Option<Vec<u8>>,
    /// The picture again, with nothing in it but what pixels need.
    pub(crate) clean: Vec<u8>,
}

/// Is this upload, under the name it came with, a whole picture that the slot takes?
///
/// The extension must be jpg, jpeg or png and agree with the content (C05, L-4, L-5); the structure must be
/// complete and its check sums right; the header must stay within the slot's pixels (A41, A46).
/// Nothing is decoded: a header of 50 000 × 50 000 costs nothing.
///
/// # Errors
/// The first reason found, see [`Unfit`].
pub fn check(bytes: &[u8], declared_name: &str, slot: &Slot) -> Result<Kind, Unfit> {
    let promised = name::promised(declared_name)?;
    let (kind, _) = survey(bytes, slot)?;
    if kind == promised { Ok(kind) } else { Err(Unfit::Mismatch) }
}

/// Kind and outline of the bytes, within the slot's limits.
pub(crate) fn survey(bytes: &[u8], slot: &Slot) -> Result<(Kind, Outline), Unfit> {
    if bytes.is_empty() {
        return Err(Unfit::Empty);
    }
    if bytes.len() > slot.max_upload {
        return Err(Unfit::TooLargeBytes);
    }
    let (kind, outline) = if bytes.starts_with(jpeg::MAGIC) {
        (Kind::Jpeg, jpeg::outline(bytes)?)
    } else if bytes.starts_with(png::MAGIC) {
        (Kind::Png, png::outline(bytes)?)
    } else {
        return Err(Unfit::Kind);
    };
    if u64::from(outline.width) * u64::from(outline.height) > slot.max_pixels {
        return Err(Unfit::TooManyPixels);
    }
    Ok((kind, outline))
}
