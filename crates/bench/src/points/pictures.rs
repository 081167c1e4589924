//! (5) Ten product pictures of 12 megapixels through the gate, beside decoding, resizing and encoding alone.

use crate::report::{Figure, Limit, Report};
use crate::timing::{ratio, said};
use anyhow::Context as _;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{ImageFormat, Rgb, RgbImage};
use pictures::fit;
use std::io::Cursor;
use std::time::{Duration, Instant};

const PICTURES: u32 = 10;

pub(crate) fn measure(report: &mut Report) -> anyhow::Result<()> {
    let uploads: Vec<Vec<u8>> = (0..PICTURES).map(photograph).collect::<anyhow::Result<_>>()?;
    let slot = hall::file::Slot::Detail.picture();
    let (mut ours, mut bare) = (Duration::ZERO, Duration::ZERO);
    for upload in &uploads {
        let began = Instant::now();
        let fitted = fit(upload, &slot, None).ok().context("the gate refused a good picture")?;
        ours += began.elapsed();
        let began = Instant::now();
        let bytes = alone(upload, fitted.width, fitted.height)?;
        bare += began.elapsed();
        anyhow::ensure!(bytes > 0, "nothing was written");
    }
    report.add(Figure {
        point: 5,
        what: format!(
            "{PICTURES} pictures of 12 MP ({} MB) through the gate",
            uploads.iter().map(Vec::len).sum::<usize>() >> 20
        ),
        ours: said(ours),
        bare: format!("{} decode + resize + encode", said(bare)),
        ratio: ratio(ours, bare),
        limit: Limit::Most(1.3),
    });
    Ok(())
}

/// What the library does by itself.
fn alone(upload: &[u8], width: u32, height: u32) -> anyhow::Result<usize> {
    let image = image::load_from_memory_with_format(upload, ImageFormat::Jpeg)?;
    let image = image.resize_exact(width, height, FilterType::Lanczos3).into_rgb8();
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 88).encode_image(&image)?;
    Ok(bytes.len())
}

/// A picture with edges, gradients and grain, as a telephone takes it.
fn photograph(seed: u32) -> anyhow::Result<Vec<u8>> {
    let mut grain = seed.wrapping_mul(2_654_435_761) | 1;
    let image = RgbImage::from_fn(4_000, 3_000, |x, y| {
        grain ^= grain << 13;
        grain ^= grain >> 17;
        grain ^= grain << 5;
        let noise = (grain >> 28) as u8;
        let block = if (x / 250 + y / 250 + seed).is_multiple_of(2) { 60 } else { 0 };
        Rgb([(x / 20) as u8 / 2 + block + noise, (y / 15) as u8 / 2 + block + noise, 90 + noise])
    });
    let mut bytes = Cursor::new(Vec::new());
    JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(&image)?;
    Ok(bytes.into_inner())
}
