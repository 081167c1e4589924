//! Pictures made byte by byte, so that no test needs a file.

use image::{DynamicImage, ImageFormat, RgbImage};
use std::io::Cursor;

/// A slope of colours: no two sizes give the same bytes.
pub fn slope(width: u32, height: u32) -> DynamicImage {
    let paint = |x: u32, y: u32| image::Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, 160]);
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, paint))
}

/// A picture in a format.
pub fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).expect("a picture is written to memory");
    out.into_inner()
}

/// A PNG of this size.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    written(&slope(width, height), ImageFormat::Png)
}

/// A JPEG of this size.
pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    written(&slope(width, height), ImageFormat::Jpeg)
}

/// One PNG chunk with a right check sum.
pub fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let covered = [kind.as_slice(), body].concat();
    let length = u32::try_from(body.len()).expect("a small chunk").to_be_bytes();
    [length.as_slice(), &covered, &crc32fast::hash(&covered).to_be_bytes()].concat()
}

/// Puts a chunk behind the header of a PNG.
pub fn with_chunk(png: &[u8], kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    // Eight bytes of signature and twenty-five of header.
    [&png[..33], chunk(kind, body).as_slice(), &png[33..]].concat()
}

/// A PNG that claims a size and kind of its pixels, and has hardly any.
pub fn claiming(width: u32, height: u32, depth: u8, colour: u8) -> Vec<u8> {
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let head = chunk(b"IHDR", &[sides.as_slice(), &[depth, colour, 0, 0, 0]].concat());
    // One stored block that holds a single zero.
    let data = chunk(b"IDAT", &[0x78, 1, 1, 1, 0, 0xfe, 0xff, 0, 0, 1, 0, 1]);
    [b"\x89PNG\r\n\x1a\n".to_vec(), head, data, chunk(b"IEND", b"")].concat()
}

/// Puts a segment behind the start marker of a JPEG.
pub fn with_segment(jpeg: &[u8], code: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).expect("a small segment").to_be_bytes();
    [&jpeg[..2], &[0xff, code], &length, body, &jpeg[2..]].concat()
}

/// A phone's Exif with an orientation.
pub fn exif(orientation: u8) -> Vec<u8> {
    let mut out = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01".to_vec();
    out.extend_from_slice(&[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
    out
}
