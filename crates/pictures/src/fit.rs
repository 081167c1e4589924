//! Makes the stored picture out of an upload: decode, turn, crop, scale, write anew.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, Limits, RgbImage};

use crate::check::{Outline, survey};
use crate::{Kind, Slot, Target, Unfit, encode};

/// Memory a decoder may take for one picture: 25 million pixels of four 16-bit channels are 191 MiB.
const MAX_ALLOC: u64 = 200 * 1024 * 1024;

/// Qualities tried from good to still decent; below that a smaller picture looks better than a worse one.
const QUALITIES: [u8; 5] = [88, 82, 75, 66, 56];

/// The narrowest a [`Target::Width`] picture may become on its way under the weight, as a share of its width.
const NARROWEST: f64 = 0.4;

/// What somebody cut out of the picture, in fractions of the *upright* picture's width and height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CropRect {
    /// Left edge, 0 to 1.
    pub x: f64,
    /// Upper edge, 0 to 1.
    pub y: f64,
    /// Width, more than 0 and at most 1.
    pub w: f64,
    /// Height, more than 0 and at most 1.
    pub h: f64,
}

/// A picture that is safe to store and serve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitted {
    /// The file, written by this program from pixels alone.
    pub bytes: Vec<u8>,
    /// What it is; gives media type and extension.
    pub kind: Kind,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Makes the stored picture: turned upright, cropped, scaled to the slot, under its weight, and rid of
/// everything that is not a pixel (C05, F04, F05, L-4, L-5, L-12, L-13, A42).
///
/// Uses up to about 300 MB of memory for the largest pictures and a second of time: callers limit how many run at once.
///
/// # Errors
/// The structural reasons of [`crate::check`]; [`Unfit::Unreadable`] when decoding fails; [`Unfit::Crop`],
/// [`Unfit::TooSmall`] and [`Unfit::TooHeavy`] for what the slot cannot use.
pub fn fit(bytes: &[u8], slot: &Slot, crop: Option<CropRect>) -> Result<Fitted, Unfit> {
    let (kind, outline) = survey(bytes, slot)?;
    let upright = decode(kind, &outline)?;
    drop(outline);
    let cut = cut(upright, slot, crop)?;
    let (width, height) = size(&cut, slot);
    let scaled = scale(cut, width, height);
    if slot.keep_png && kind == Kind::Png {
        let (width, height, bytes) = (scaled.width(), scaled.height(), encode::png(&scaled));
        if bytes.len() <= slot.max_bytes {
            return Ok(Fitted { bytes, kind: Kind::Png, width, height });
        }
    }
    lighten(&on_white(scaled), slot)
}

/// Pixels, eight bits, upright: RGBA where something is really transparent, else RGB.
fn decode(kind: Kind, outline: &Outline) -> Result<DynamicImage, Unfit> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(outline.width);
    limits.max_image_height = Some(outline.height);
    limits.max_alloc = Some(MAX_ALLOC);
    let source = Cursor::new(outline.clean.as_slice());
    let decoded = match kind {
        Kind::Jpeg => JpegDecoder::new(source).and_then(|decoder| pixels(decoder, limits)),
        Kind::Png => {
            PngDecoder::with_limits(source, limits.clone()).and_then(|decoder| pixels(decoder, limits))
        }
    };
    let mut image = decoded.map_err(|_| Unfit::Unreadable)?;
    image = match image {
        DynamicImage::ImageRgb8(_) => image,
        other if !other.color().has_alpha() => DynamicImage::ImageRgb8(other.into_rgb8()),
        other => {
            let rgba = other.into_rgba8();
            let opaque = rgba.pixels().all(|pixel| pixel[3] == u8::MAX);
            let rgba = DynamicImage::ImageRgba8(rgba);
            if opaque { DynamicImage::ImageRgb8(rgba.into_rgb8()) } else { rgba }
        }
    };
    let orientation = outline.exif.as_deref().and_then(Orientation::from_exif_chunk);
    image.apply_orientation(orientation.unwrap_or(Orientation::NoTransforms));
    Ok(image)
}

/// Decodes within the limits.
fn pixels(mut decoder: impl ImageDecoder, mut limits: Limits) -> image::ImageResult<DynamicImage> {
    limits.reserve(decoder.total_bytes())?;
    decoder.set_limits(limits)?;
    DynamicImage::from_decoder(decoder)
}

/// The part that is wanted: the given rectangle and, for an exact slot, the centre of it in the slot's shape.
fn cut(image: DynamicImage, slot: &Slot, crop: Option<CropRect>) -> Result<DynamicImage, Unfit> {
    let (iw, ih) = (f64::from(image.width()), f64::from(image.height()));
    let rect = crop.unwrap_or(CropRect { x: 0.0, y: 0.0, w: 1.0, h: 1.0 });
    // A browser's arithmetic may overshoot an edge by a hair.
    let slack = 0.001;
    let inside = |at: f64, long: f64| at >= -slack && long > 0.0 && at + long <= 1.0 + slack;
    if !inside(rect.x, rect.w) || !inside(rect.y, rect.h) {
        return Err(Unfit::Crop);
    }
    let (mut x, mut y, mut w, mut h) = (rect.x * iw, rect.y * ih, rect.w * iw, rect.h * ih);
    if let Target::Exact { w: tw, h: th } = slot.target {
        let shape = f64::from(tw) / f64::from(th);
        let (narrow, low) = (w.min(h * shape), h.min(w / shape));
        (x, y) = (x + (w - narrow) / 2.0, y + (h - low) / 2.0);
        (w, h) = (narrow, low);
    }
    let whole = |value: f64, most: u32| (value.round().max(0.0) as u32).min(most);
    let (w, h) = (whole(w, image.width()).max(1), whole(h, image.height()).max(1));
    let (x, y) = (whole(x, image.width() - w), whole(y, image.height() - h));
    if slot.min.is_some_and(|(least_w, least_h)| w < least_w || h < least_h) {
        return Err(Unfit::TooSmall);
    }
    if (w, h) == (image.width(), image.height()) { Ok(image) } else { Ok(image.crop_imm(x, y, w, h)) }
}

/// The size to store: an exact slot at the greatest whole factor the picture has pixels for.
fn size(cut: &DynamicImage, slot: &Slot) -> (u32, u32) {
    match slot.target {
        Target::Exact { w, h } => {
            let enough = |factor: &u32| cut.width() >= w * factor && cut.height() >= h * factor;
            let factor = (1..=slot.scale.max(1)).rev().find(enough).unwrap_or(1);
            (w * factor, h * factor)
        }
        Target::Width { w, max_h } => {
            let by_width = f64::from(w) / f64::from(cut.width());
            let by_height = f64::from(max_h) / f64::from(cut.height());
            times(cut.width(), cut.height(), by_width.min(by_height).min(1.0))
        }
    }
}

/// A size times a share, at least one pixel each way.
fn times(width: u32, height: u32, share: f64) -> (u32, u32) {
    let side = |long: u32| ((f64::from(long) * share).round() as u32).max(1);
    (side(width), side(height))
}

/// Scales; transparent pixels weigh nothing, so that no dark seam appears around a cut-out logo.
fn scale(image: DynamicImage, width: u32, height: u32) -> DynamicImage {
    if (image.width(), image.height()) == (width, height) {
        return image;
    }
    let image = weighed(image, |colour, alpha| (colour * alpha + 127) / 255);
    // A box filter does the bulk of a large step well and much faster.
    let image = if image.width() > width * 4 && image.height() > height * 4 {
        image.thumbnail_exact(width * 2, height * 2)
    } else {
        image
    };
    let image = image.resize_exact(width, height, FilterType::Lanczos3);
    weighed(image, |colour, alpha| (colour * 255 + alpha / 2).checked_div(alpha).unwrap_or(0).min(255))
}

/// Applies a function of colour and alpha (0 to 255) to the colours of a transparent picture.
fn weighed(image: DynamicImage, new: impl Fn(u32, u32) -> u32) -> DynamicImage {
    let DynamicImage::ImageRgba8(mut rgba) = image else {
        return image;
    };
    for pixel in rgba.pixels_mut() {
        let alpha = u32::from(pixel[3]);
        for channel in 0..3 {
            // Both functions stay within a byte.
            pixel[channel] = new(u32::from(pixel[channel]), alpha) as u8;
        }
    }
    DynamicImage::ImageRgba8(rgba)
}

/// The picture as if printed on white paper.
fn on_white(image: DynamicImage) -> RgbImage {
    let white = |colour: u32, alpha: u32| (colour * alpha + 255 * (255 - alpha) + 127) / 255;
    weighed(image, white).into_rgb8()
}

/// The best JPEG under the weight: lower quality first, then (where the width is free) fewer pixels.
fn lighten(image: &RgbImage, slot: &Slot) -> Result<Fitted, Unfit> {
    let full = DynamicImage::ImageRgb8(image.clone());
    let mut share = 1.0;
    while share >= NARROWEST {
        let (width, height) = times(image.width(), image.height(), share);
        let scaled = scale(full.clone(), width, height).into_rgb8();
        for quality in QUALITIES {
            let bytes = encode::jpeg(&scaled, quality);
            if bytes.len() <= slot.max_bytes {
                return Ok(Fitted { bytes, kind: Kind::Jpeg, width, height });
            }
        }
        match slot.target {
            Target::Width { .. } => share *= 0.8,
            Target::Exact { w, h } if image.width() > w => {
                // Stored at page size rather than refused: sharp on fewer screens, but there.
                let Fitted { bytes, .. } = lighten(&scale(full, w, h).into_rgb8(), slot)?;
                return Ok(Fitted { bytes, kind: Kind::Jpeg, width: w, height: h });
            }
            Target::Exact { .. } => break,
        }
    }
    Err(Unfit::TooHeavy)
}
