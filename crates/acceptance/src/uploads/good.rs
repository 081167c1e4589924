//! What people really send and nobody may refuse (C05, F04, F05): cameras, scanners, drawing programs, long Chinese names.

use super::draw::{exif, jpeg, png, slope, with_chunk, with_segment, written};
use super::hostile::Sent;
use image::{DynamicImage, ImageFormat};

/// Names as people give them.
const NAMES: &[&str] = &[
    "a",
    "营业执照",
    "IMG_20260304_090000",
    "产品图（一）",
    "截图 2026-03-04 09.00.00",
    "😀图片",
    "Ünïcödé",
    "a'b&c",
    "v1.2.3",
    "-",
    "照片 (1)",
    "%20",
    "a+b",
    "CON",
    "~$temp",
];

/// A hundred good pictures: formats and contents by sizes.
pub fn all() -> Vec<Sent> {
    let sizes = [
        (240, 160),
        (400, 200),
        (478, 320),
        (185, 185),
        (600, 400),
        (301, 203),
        (1_000, 250),
        (250, 700),
        (1_300, 520),
        (239, 161),
    ];
    let mut all = Vec::new();
    for (width, height) in sizes {
        let (width, height) = (width.max(239), height.max(160));
        let picture = slope(width, height);
        let photo = jpeg(width, height);
        let made: [(&str, &str, Vec<u8>); 10] = [
            ("PNG", "png", png(width, height)),
            ("JPEG", "jpg", photo.clone()),
            ("a phone's, on its side", "jpeg", with_segment(&photo, 0xe1, &exif(6))),
            ("a phone's, upside down", "JPG", with_segment(&photo, 0xe1, &exif(3))),
            ("grey PNG", "PNG", written(&DynamicImage::ImageLuma8(picture.to_luma8()), ImageFormat::Png)),
            ("grey JPEG", "JPEG", written(&DynamicImage::ImageLuma8(picture.to_luma8()), ImageFormat::Jpeg)),
            (
                "transparent PNG",
                "png",
                written(&DynamicImage::ImageRgba8(picture.to_rgba8()), ImageFormat::Png),
            ),
            ("sixteen bits", "png", written(&DynamicImage::ImageRgb16(picture.to_rgb16()), ImageFormat::Png)),
            ("PNG with a text", "png", with_chunk(&png(width, height), b"tEXt", b"Software\0x")),
            ("JPEG with a comment", "jpg", with_segment(&photo, 0xfe, "注释".as_bytes())),
        ];
        for (what, ending, bytes) in made {
            let name = format!("{}.{ending}", NAMES[all.len() % NAMES.len()]);
            all.push(Sent { what: format!("{what} {width} × {height}"), name, bytes });
        }
    }
    all
}
