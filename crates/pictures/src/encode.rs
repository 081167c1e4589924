//! Writes pixels as PNG or JPEG, without any metadata.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ExtendedColorType, ImageEncoder, RgbImage};

/// JPEG at a quality from 1 to 100.
pub(crate) fn jpeg(image: &RgbImage, quality: u8) -> Vec<u8> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, quality)
        .write_image(image, image.width(), image.height(), ExtendedColorType::Rgb8)
        .expect("eight-bit RGB up to 65535 pixels a side can be written to memory");
    out
}

/// PNG, compressed well: it is written once and read often.
pub(crate) fn png(image: &DynamicImage) -> Vec<u8> {
    let mut out = Vec::new();
    PngEncoder::new_with_quality(&mut out, CompressionType::Best, FilterType::Adaptive)
        .write_image(image.as_bytes(), image.width(), image.height(), image.color().into())
        .expect("eight-bit pictures can be written to memory");
    out
}
