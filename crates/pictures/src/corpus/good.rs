//! Pictures people really send.

use image::{DynamicImage, GrayAlphaImage, GrayImage, ImageBuffer, Luma, LumaA, Rgb};

use super::*;
use crate::{CropRect, Kind, Unfit, check, fit};

#[test]
fn c05_l4_a_readable_licence_is_kept_and_a_small_view_made_of_it() {
    let scan = jpeg(noise(2400, 1700));
    assert_eq!(check(&scan, "营业执照.JPEG", &LICENCE), Ok(Kind::Jpeg));
    let kept = fit(&scan, &LICENCE, None).unwrap();
    assert!(kept.width >= 640 && kept.width <= 1600 && kept.bytes.len() <= 2 * 1024 * 1024);
    let view = fit(&kept.bytes, &COVER, None).unwrap();
    assert_eq!((view.width, view.height, view.kind), (478, 320, Kind::Jpeg));
    assert_eq!(seen(&view.bytes).width(), 478);
}

#[test]
fn c05_l5_a_logo_keeps_its_transparency_without_a_dark_seam() {
    let logo = fit(&png(mark(740, 296)), &LOGO, None).unwrap();
    assert_eq!((logo.kind, logo.width, logo.height), (Kind::Png, 370, 148));
    assert!(logo.bytes.len() <= 100 * 1024);
    let shown = seen(&logo.bytes).into_rgba8();
    assert_eq!(shown.get_pixel(2, 2)[3], 0);
    // The ground was transparent black: no pixel at the edge may have taken on its colour.
    let mut soft = shown.pixels().filter(|pixel| (32..224).contains(&pixel[3])).peekable();
    assert!(soft.peek().is_some());
    assert!(soft.all(|pixel| pixel[2] > 170), "an edge has darkened");
}

#[test]
fn c05_l5_a_logo_too_heavy_as_png_becomes_jpeg_on_white() {
    let mut heavy = DynamicImage::from(noise(740, 296)).into_rgba8();
    heavy.rows_mut().take(20).flatten().for_each(|pixel| *pixel = Rgba([0, 0, 0, 0]));
    let logo = fit(&png(heavy), &LOGO, None).unwrap();
    assert_eq!(logo.kind, Kind::Jpeg);
    assert!(logo.bytes.len() <= 100 * 1024);
    assert!(near(*seen(&logo.bytes).into_rgb8().get_pixel(100, 3), [255, 255, 255]));
}

#[test]
fn f04_l12_a_cover_is_cut_around_the_centre_and_stored_sharp() {
    let wide = fit(&jpeg(halves(4000, 500)), &COVER, None).unwrap();
    assert_eq!((wide.width, wide.height), (478, 320));
    let shown = seen(&wide.bytes).into_rgb8();
    assert!(
        near(*shown.get_pixel(40, 160), [220, 20, 20]) && near(*shown.get_pixel(440, 160), [20, 20, 220])
    );
    for (size, stored) in [((239, 160), (239, 160)), ((100, 60), (239, 160)), ((477, 400), (239, 160))] {
        let cover = fit(&jpeg(halves(size.0, size.1)), &COVER, None).unwrap();
        assert_eq!((cover.width, cover.height), stored, "{size:?}");
    }
}

#[test]
fn f04_l12_a_cover_of_pure_detail_still_meets_its_weight() {
    let cover = fit(&png(noise(956, 640)), &COVER, None).unwrap();
    assert!(cover.bytes.len() <= 200 * 1024);
    let tight = Slot { max_bytes: 24 * 1024, ..COVER };
    let cover = fit(&png(noise(956, 640)), &tight, None).unwrap();
    assert_eq!((cover.width, cover.height), (239, 160), "page size rather than nothing");
}

#[test]
fn f05_l13_a_detail_picture_becomes_1200_wide_and_never_wider_than_it_was() {
    let detail = fit(&jpeg(halves(3000, 2000)), &DETAIL, None).unwrap();
    assert_eq!((detail.width, detail.height), (1200, 800));
    let narrow = fit(&jpeg(halves(700, 900)), &DETAIL, None).unwrap();
    assert_eq!((narrow.width, narrow.height), (700, 900));
    let tall = fit(&jpeg(halves(600, 12_000)), &DETAIL, None).unwrap();
    assert_eq!((tall.width, tall.height), (300, 6000));
    let heavy = fit(&jpeg(noise(2400, 2400)), &DETAIL, None).unwrap();
    assert!(heavy.bytes.len() <= 1024 * 1024 && heavy.width >= 480);
}

#[test]
fn f04_what_was_cut_out_in_the_page_is_what_is_stored() {
    let right = CropRect { x: 0.5, y: 0.25, w: 0.5, h: 0.5 };
    let cover = fit(&png(halves(1000, 1000)), &COVER, Some(right)).unwrap();
    assert!(seen(&cover.bytes).into_rgb8().pixels().all(|pixel| near(*pixel, [20, 20, 220])));
    let detail = fit(&png(halves(1000, 1000)), &DETAIL, Some(right)).unwrap();
    assert_eq!((detail.width, detail.height), (500, 500));
}

#[test]
fn a42_all_eight_orientations_come_out_upright() {
    let upright = halves(96, 64);
    for orientation in 1..=8 {
        let mut stored = DynamicImage::from(upright.clone());
        let back = match orientation {
            6 => 8,
            8 => 6,
            same => same,
        };
        stored.apply_orientation(image::metadata::Orientation::from_exif(back).unwrap());
        let sideways = phone(&stored.into_rgb8(), orientation);
        let shown = fit(&sideways, &DETAIL, None).unwrap();
        assert_eq!((shown.width, shown.height), (96, 64), "orientation {orientation}");
        let shown = seen(&shown.bytes).into_rgb8();
        assert!(near(*shown.get_pixel(8, 32), [220, 20, 20]), "orientation {orientation}");
        assert!(near(*shown.get_pixel(88, 32), [20, 20, 220]), "orientation {orientation}");
    }
    let tagged = with_chunk(&png(halves(96, 64)), b"eXIf", &exif(6));
    let shown = fit(&tagged, &DETAIL, None).unwrap();
    assert_eq!((shown.width, shown.height), (64, 96), "PNG carries an orientation too");
}

#[test]
fn c05_grey_sixteen_bit_palette_and_interlaced_pictures_are_understood() {
    let grey = GrayImage::from_pixel(40, 40, Luma([120]));
    let faint = GrayAlphaImage::from_pixel(40, 40, LumaA([0, 128]));
    let deep = ImageBuffer::<Rgb<u16>, _>::from_pixel(40, 40, Rgb([0x8000, 0x4000, 0xc000]));
    let deep_grey = ImageBuffer::<Luma<u16>, _>::from_pixel(40, 40, Luma([0x7800]));
    let palette = chunks(&[
        header(2, 2, 1, 3, 0),
        chunk(b"PLTE", &[10, 200, 30, 200, 10, 30]),
        chunk(b"tRNS", &[255, 0]),
        data(&[0, 0b0000_0000, 0, 0b1100_0000]),
    ]);
    let lines: Vec<u8> = [(1, 1), (1, 1), (2, 1), (2, 2), (4, 2), (4, 4), (8, 4)]
        .into_iter()
        .flat_map(|(width, height)| [vec![0], vec![90; width]].concat().repeat(height))
        .collect();
    let interlaced = chunks(&[header(8, 8, 8, 0, 1), data(&lines)]);
    for (what, bytes, first) in [
        ("grey JPEG", jpeg(grey.clone()), [120; 3]),
        ("grey PNG", png(grey), [120; 3]),
        ("grey with alpha", png(faint), [127; 3]),
        ("16 bit", png(deep), [0x80, 0x40, 0xc0]),
        ("16 bit grey", png(deep_grey), [0x78; 3]),
        ("palette", palette, [10, 200, 30]),
        ("interlaced", interlaced, [90; 3]),
    ] {
        let shown = fit(&bytes, &Slot { max_bytes: 1 << 20, ..DETAIL }, None);
        let shown = seen(&shown.unwrap_or_else(|why| panic!("{what}: {why}")).bytes);
        assert_eq!(shown.color(), image::ColorType::Rgb8, "{what}");
        let pixel = *shown.into_rgb8().get_pixel(0, 0);
        assert!(near(pixel, first), "{what}: {pixel:?}");
    }
}

#[test]
fn c05_pictures_made_for_print_get_screen_colours() {
    // Adobe writes inks inverted: 255 is no ink.
    for (values, colour) in [
        ([255, 255, 255, 255], [255, 255, 255]),
        ([0, 255, 255, 255], [0, 255, 255]),
        ([255, 255, 255, 0], [0, 0, 0]),
    ] {
        let shown = fit(&inks(values), &DETAIL, None).unwrap();
        let pixel = *seen(&shown.bytes).into_rgb8().get_pixel(4, 4);
        assert!(near(pixel, colour), "{values:?} became {pixel:?}");
    }
}

#[test]
fn c05_any_picture_of_a_20_megapixel_phone_is_taken() {
    let header_only = |w: u32, h: u32| chunks(&[header(w, h, 8, 2, 0), data(&[0])]);
    assert_eq!(check(&header_only(5472, 3648), "p.png", &DETAIL), Ok(Kind::Png));
    assert_eq!(check(&header_only(5000, 5000), "p.png", &DETAIL), Ok(Kind::Png));
    assert_eq!(check(&header_only(5001, 5000), "p.png", &DETAIL), Err(Unfit::TooManyPixels));
    let large = fit(&jpeg(halves(5472, 3648)), &COVER, None).unwrap();
    assert_eq!((large.width, large.height), (478, 320));
}

#[test]
fn a42_no_metadata_and_no_trailer_survives() {
    let flat = halves(300, 200);
    let xmp = [b"http://ns.adobe.com/xap/1.0/\0".as_slice(), CANARY].concat();
    let profile = [b"ICC_PROFILE\0\x01\x01".as_slice(), CANARY].concat();
    let mut photo = phone(&flat, 1);
    for (code, body) in [(0xe1, xmp.as_slice()), (0xe2, &profile), (0xed, CANARY), (0xfe, CANARY)] {
        photo = with_segment(&photo, code, body);
    }
    photo.extend_from_slice(b"PK\x03\x04<script>alert(1)</script>");
    photo.extend_from_slice(CANARY);
    let mut drawn = png(flat.clone());
    for kind in [b"tEXt", b"zTXt", b"iTXt", b"iCCP", b"tIME", b"prVt"] {
        drawn = with_chunk(&drawn, kind, &[b"Comment\0".as_slice(), CANARY].concat());
    }
    drawn = with_chunk(&drawn, b"eXIf", &exif(1));
    drawn.extend_from_slice(CANARY);
    for (bytes, slot) in [(photo, DETAIL), (drawn.clone(), DETAIL), (drawn, DETAIL.keeping_png())] {
        assert!(holds(&bytes, CANARY));
        let stored = fit(&bytes, &slot, None).unwrap();
        assert!(!holds(&stored.bytes, CANARY) && !holds(&stored.bytes, b"script"));
        assert!(!holds(&stored.bytes, b"Exif") && !holds(&stored.bytes, b"eXIf"));
        let end: &[u8] = if stored.kind == Kind::Png { b"IEND\xae\x42\x60\x82" } else { b"\xff\xd9" };
        assert!(stored.bytes.ends_with(end));
        let shown = seen(&stored.bytes).into_rgb8();
        assert!(shown.pixels().zip(flat.pixels()).filter(|(a, b)| !near(**a, b.0)).count() < 3000);
    }
}

#[test]
fn a42_the_same_upload_always_gives_the_same_file() {
    let photo = phone(&noise(500, 400), 6);
    assert_eq!(fit(&photo, &COVER, None), fit(&photo, &COVER, None));
}
