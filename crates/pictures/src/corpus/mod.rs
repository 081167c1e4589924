//! Good and bad pictures, built here byte by byte so that no test needs a file, and what must become of them.

mod bad;
mod good;

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use crate::Slot;

/// 2 MB, 1600 wide: the licence as the hall keeps it.
pub(crate) const LICENCE: Slot = Slot::width(1600, 2 * 1024 * 1024);
/// 185 × 74, 100 KB (S2:36).
pub(crate) const LOGO: Slot = Slot::exact(185, 74, 100 * 1024).keeping_png();
/// 239 × 160, 200 KB (S2:39).
pub(crate) const COVER: Slot = Slot::exact(239, 160, 200 * 1024);
/// 1200 wide, 1 MB (S2:40).
pub(crate) const DETAIL: Slot = Slot::width(1200, 1024 * 1024);

/// A word that must not survive in any stored picture.
pub(crate) const CANARY: &[u8] = b"CANARY-30.2741N-120.1551E";

/// Left half red, right half blue.
pub(crate) fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(
        width,
        height,
        |x, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) },
    )
}

/// Detail that no compression can do much about.
pub(crate) fn noise(width: u32, height: u32) -> RgbImage {
    let mut chance = crate::chance::Chance::new(7);
    RgbImage::from_fn(width, height, |_, _| {
        let [r, g, b, ..] = chance.next().to_le_bytes();
        Rgb([r, g, b])
    })
}

/// A round mark on a transparent ground.
pub(crate) fn mark(width: u32, height: u32) -> RgbaImage {
    let (cx, cy, radius) = (width as f32 / 2.0, height as f32 / 2.0, height as f32 / 3.0);
    RgbaImage::from_fn(width, height, |x, y| {
        let far = (x as f32 - cx).hypot(y as f32 - cy);
        if far < radius { Rgba([0, 90, 200, 255]) } else { Rgba([0, 0, 0, 0]) }
    })
}

pub(crate) fn written(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image.into().write_to(&mut out, format).unwrap();
    out.into_inner()
}

pub(crate) fn jpeg(image: impl Into<DynamicImage>) -> Vec<u8> {
    written(image, ImageFormat::Jpeg)
}

pub(crate) fn png(image: impl Into<DynamicImage>) -> Vec<u8> {
    written(image, ImageFormat::Png)
}

/// What a stored picture shows.
pub(crate) fn seen(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).unwrap()
}

pub(crate) fn near(left: Rgb<u8>, right: [u8; 3]) -> bool {
    left.0.iter().zip(right).all(|(a, b)| a.abs_diff(b) < 24)
}

pub(crate) fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// One PNG chunk with a right check sum.
pub(crate) fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let covered = [kind.as_slice(), body].concat();
    [&(body.len() as u32).to_be_bytes(), covered.as_slice(), &crc32fast::hash(&covered).to_be_bytes()]
        .concat()
}

/// The first chunk: size, bits per sample, colour type, interlaced or not.
pub(crate) fn header(width: u32, height: u32, depth: u8, colour: u8, interlace: u8) -> Vec<u8> {
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    chunk(b"IHDR", &[sides.as_slice(), &[depth, colour, 0, 0, interlace]].concat())
}

/// Raw scan lines in a zlib stream of one stored block.
pub(crate) fn data(lines: &[u8]) -> Vec<u8> {
    let (mut a, mut b) = (1u32, 0u32);
    for byte in lines {
        a = (a + u32::from(*byte)) % 65521;
        b = (b + a) % 65521;
    }
    let length = u16::try_from(lines.len()).unwrap();
    let head = [&[0x78, 0x01, 0x01], length.to_le_bytes().as_slice(), &(!length).to_le_bytes()].concat();
    chunk(b"IDAT", &[head.as_slice(), lines, &(b << 16 | a).to_be_bytes()].concat())
}

/// A whole PNG of these chunks.
pub(crate) fn chunks(parts: &[Vec<u8>]) -> Vec<u8> {
    [crate::png::MAGIC.to_vec(), parts.concat(), chunk(b"IEND", b"")].concat()
}

/// Puts a chunk behind the header of a PNG.
pub(crate) fn with_chunk(png: &[u8], kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    // Eight bytes of signature and twenty-five of header.
    [&png[..33], chunk(kind, body).as_slice(), &png[33..]].concat()
}

/// A JPEG segment with its length.
pub(crate) fn segment(code: u8, body: &[u8]) -> Vec<u8> {
    [&[0xff, code], (body.len() as u16 + 2).to_be_bytes().as_slice(), body].concat()
}

/// Puts a segment behind the start marker of a JPEG.
pub(crate) fn with_segment(jpeg: &[u8], code: u8, body: &[u8]) -> Vec<u8> {
    [&jpeg[..2], segment(code, body).as_slice(), &jpeg[2..]].concat()
}

/// An Exif block (without its "Exif" prefix) with an orientation and the canary as its description.
pub(crate) fn exif(orientation: u8) -> Vec<u8> {
    let mut out = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    out.extend_from_slice(&[0x01, 0x0e, 0, 2, 0, 0, 0, CANARY.len() as u8, 0, 0, 0, 38]);
    out.extend_from_slice(&[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
    out.extend_from_slice(CANARY);
    out
}

/// A phone's JPEG: stored on its side, with an orientation.
pub(crate) fn phone(image: &RgbImage, orientation: u8) -> Vec<u8> {
    let block = [b"Exif\0\0".as_slice(), &exif(orientation)].concat();
    with_segment(&jpeg(image.clone()), 0xe1, &block)
}

/// A JPEG of 8 × 8 equal pixels with four inks, as print programs write it: baseline, one block per ink.
pub(crate) fn inks(values: [u8; 4]) -> Vec<u8> {
    let quantiser = segment(0xdb, &[[0].as_slice(), &[8; 64]].concat());
    let frame = segment(0xc0, &[8, 0, 8, 0, 8, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0]);
    let mut lengths = [0; 16];
    lengths[..3].copy_from_slice(&[1, 1, 1]);
    let direct = segment(0xc4, &[[0x00].as_slice(), &lengths, &[0, 7, 8]].concat());
    lengths[..3].copy_from_slice(&[1, 0, 0]);
    let others = segment(0xc4, &[[0x10].as_slice(), &lengths, &[0]].concat());
    let scan = segment(0xda, &[4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0]);
    let mut bits = String::new();
    for value in values {
        // Size class: 0 for nothing, 7 for 64..=127, 8 for 128 below; a negative number is stored less one.
        match i32::from(value) - 128 {
            0 => bits.push('0'),
            n @ 64..=127 => bits += &format!("10{n:07b}"),
            -128 => bits += &format!("110{:08b}", 127),
            n => panic!("{n} has no code in this table"),
        }
        bits.push('0');
    }
    while !bits.len().is_multiple_of(8) {
        bits.push('1');
    }
    let coded: Vec<u8> =
        (0..bits.len()).step_by(8).map(|at| u8::from_str_radix(&bits[at..at + 8], 2).unwrap()).collect();
    let coded: Vec<u8> =
        coded.into_iter().flat_map(|b| if b == 0xff { vec![0xff, 0] } else { vec![b] }).collect();
    let adobe = segment(0xee, b"Adobe\0\x64\0\0\0\0\0");
    [vec![0xff, 0xd8], adobe, quantiser, frame, direct, others, scan, coded, vec![0xff, 0xd9]].concat()
}
