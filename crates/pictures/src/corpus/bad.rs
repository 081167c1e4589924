//! Pictures that are none, are broken, or want something.

use super::*;
use crate::{CropRect, Target, Unfit, check, fit};

/// Refused by the check and by the fit alike, for the same reason.
fn refused(what: &str, bytes: &[u8], name: &str, why: Unfit) {
    assert_eq!(check(bytes, name, &DETAIL), Err(why), "check: {what}");
    assert_eq!(fit(bytes, &DETAIL, None), Err(why), "fit: {what}");
}

#[test]
fn a41_other_things_under_a_picture_s_name_are_refused() {
    for (what, bytes) in [
        ("HTML", b"<!doctype html><script>alert(1)</script>".as_slice()),
        ("SVG", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"),
        ("XML", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
        ("script", b"<?php system($_GET['c']); ?>"),
        ("PDF", b"%PDF-1.7\n"),
        ("GIF", b"GIF89a\x01\0\x01\0\0\0\0;"),
        ("archive behind a GIF", b"GIF89aPK\x03\x04"),
        ("WebP", b"RIFF\x1a\0\0\0WEBPVP8 "),
        ("HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
        ("BMP", b"BM\x3a\0\0\0"),
        ("TIFF", b"II*\0\x08\0\0\0"),
        ("program", b"\x7fELF\x02\x01\x01"),
        ("archive", b"PK\x03\x04\x14\0"),
        ("PNG that lost its high bit", b"\x09PNG\r\n\x1a\n"),
        ("PNG sent as text", b"\x89PNG\n\x1a\n"),
        ("HTML before a picture", &[b"<html>".as_slice(), &jpeg(halves(8, 8))].concat()),
        ("one byte", b"\x89"),
    ] {
        refused(what, bytes, "a.png", Unfit::Kind);
        refused(what, bytes, "a.jpg", Unfit::Kind);
    }
    refused("nothing", b"", "a.png", Unfit::Empty);
}

#[test]
fn a41_the_extension_must_agree_with_the_content() {
    assert_eq!(check(&jpeg(halves(8, 8)), "a.png", &COVER), Err(Unfit::Mismatch));
    assert_eq!(check(&png(halves(8, 8)), "a.jpg", &COVER), Err(Unfit::Mismatch));
    assert_eq!(check(&png(halves(8, 8)), "a.png.html", &COVER), Err(Unfit::Kind));
    assert_eq!(check(&png(halves(8, 8)), "a.html.png", &COVER), Err(Unfit::Name));
    assert_eq!(check(&png(halves(8, 8)), "\u{202e}gnp.png", &COVER), Err(Unfit::Name));
}

#[test]
fn a41_a_png_cut_anywhere_is_refused() {
    let whole = with_chunk(&png(halves(40, 30)), b"tEXt", b"Comment\0x");
    for length in 8..whole.len() {
        refused(&format!("{length} bytes"), &whole[..length], "a.png", Unfit::Unreadable);
    }
}

#[test]
fn a41_a_jpeg_cut_anywhere_is_refused() {
    let whole = phone(&halves(40, 30), 1);
    for length in 3..whole.len() {
        refused(&format!("{length} bytes"), &whole[..length], "a.jpg", Unfit::Unreadable);
    }
}

#[test]
fn a41_a_wrong_bit_anywhere_in_a_png_is_noticed() {
    let whole = png(halves(12, 9));
    for at in 8..whole.len() {
        let mut wrong = whole.clone();
        wrong[at] ^= 0x10;
        assert!(check(&wrong, "a.png", &DETAIL).is_err(), "byte {at}");
        assert!(fit(&wrong, &DETAIL, None).is_err(), "byte {at}");
    }
}

#[test]
fn a41_wrong_bytes_in_a_jpeg_never_panic() {
    let whole = phone(&halves(24, 16), 6);
    // Small, or a changed header would keep the decoder busy.
    let small = Slot { max_pixels: 10_000, target: Target::Exact { w: 24, h: 16 }, ..COVER };
    for at in 0..whole.len() {
        for value in [0x00, 0x7f, 0xff] {
            let mut wrong = whole.clone();
            wrong[at] = value;
            if let Ok(stored) = fit(&wrong, &small, None) {
                assert_eq!((stored.width, stored.height), (24, 16));
            }
        }
    }
}

#[test]
fn a46_huge_headers_are_refused_without_decoding() {
    let line = data(&[0]);
    let bomb = |w, h, depth, colour| chunks(&[header(w, h, depth, colour, 0), line.clone()]);
    refused("50 000 square, one bit", &bomb(50_000, 50_000, 1, 0), "a.png", Unfit::TooManyPixels);
    refused("greatest sides", &bomb(0x7fff_ffff, 0x7fff_ffff, 16, 6), "a.png", Unfit::TooManyPixels);
    refused("no width", &bomb(0, 10, 8, 2), "a.png", Unfit::Unreadable);
    refused("sides over 2^31", &bomb(0x8000_0000, 1, 8, 2), "a.png", Unfit::Unreadable);
    refused("three bits", &bomb(10, 10, 3, 0), "a.png", Unfit::Unreadable);
    refused("no such colour type", &bomb(10, 10, 8, 5), "a.png", Unfit::Unreadable);
    let mut large = jpeg(halves(64, 64));
    let frame = large.windows(4).position(|four| four == [0xff, 0xc0, 0x00, 0x11]).unwrap();
    large[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    refused("65 535 square JPEG", &large, "a.jpg", Unfit::TooManyPixels);
    large[frame + 5..frame + 9].copy_from_slice(&[0, 0, 0, 64]);
    refused("JPEG without height", &large, "a.jpg", Unfit::Unreadable);
}

#[test]
fn a46_bombs_in_metadata_are_never_inflated() {
    // A stream that claims deflate but would have to be inflated to be found broken.
    let bomb = [b"Profile\0\0\x78\xda".as_slice(), &[0xec; 4096]].concat();
    let mut picture = png(halves(30, 20));
    for kind in [b"iCCP", b"zTXt", b"iTXt"] {
        picture = with_chunk(&picture, kind, &bomb);
    }
    let stored = fit(&picture, &DETAIL, None).unwrap();
    assert_eq!((stored.width, stored.height), (30, 20));
}

#[test]
fn a46_animations_and_endless_scans_are_refused() {
    let frames = [10_000u32.to_be_bytes(), [0; 4]].concat();
    refused("animation", &with_chunk(&png(halves(8, 8)), b"acTL", &frames), "a.png", Unfit::Animated);
    let whole = jpeg(halves(16, 16));
    let scan = whole.windows(2).position(|two| two == [0xff, 0xda]).unwrap();
    let again = whole[scan..whole.len() - 2].repeat(10_000);
    let endless = [&whole[..scan], again.as_slice(), &[0xff, 0xd9]].concat();
    refused("ten thousand scans", &endless, "a.jpg", Unfit::Unreadable);
}

#[test]
fn a41_structures_no_encoder_writes_are_refused() {
    let plain = png(halves(8, 8));
    refused("second header", &with_chunk(&plain, b"IHDR", &plain[16..29]), "a.png", Unfit::Unreadable);
    refused("unknown critical chunk", &with_chunk(&plain, b"EVIL", b"x"), "a.png", Unfit::Unreadable);
    refused("no pixels", &chunks(&[header(8, 8, 8, 2, 0)]), "a.png", Unfit::Unreadable);
    refused("no header", &chunks(&[data(&[0])]), "a.png", Unfit::Unreadable);
    let short = chunks(&[header(8, 8, 8, 2, 0), data(&[0, 1, 2])]);
    assert_eq!(fit(&short, &DETAIL, None), Err(Unfit::Unreadable), "fewer lines than promised");
    let photo = jpeg(halves(8, 8));
    refused("second start", &[&photo[..2], photo.as_slice()].concat(), "a.jpg", Unfit::Unreadable);
    refused("start and end", b"\xff\xd8\xff\xd9", "a.jpg", Unfit::Unreadable);
    let nonsense = with_segment(&photo, 0xdb, &[0xff; 70]);
    assert_eq!(fit(&nonsense, &DETAIL, None), Err(Unfit::Unreadable), "tables of nonsense");
}

#[test]
fn c05_uploads_over_the_limit_are_refused_by_size_alone() {
    let tight = Slot { max_upload: 100, ..COVER };
    assert_eq!(check(&[0; 101], "a.png", &tight), Err(Unfit::TooLargeBytes));
    assert_eq!(check(&[0; 100], "a.png", &tight), Err(Unfit::Kind));
}

#[test]
fn f04_a_crop_outside_the_picture_or_too_small_is_refused() {
    let picture = png(halves(1000, 800));
    let rect = |x, y, w, h| Some(CropRect { x, y, w, h });
    for crop in [
        rect(-0.1, 0.0, 0.5, 0.5),
        rect(0.6, 0.0, 0.5, 0.5),
        rect(0.0, 0.0, 0.0, 0.5),
        rect(0.0, 0.0, f64::NAN, 0.5),
        rect(f64::INFINITY, 0.0, 0.5, 0.5),
        rect(0.0, 0.0, 0.5, -1.0),
    ] {
        assert_eq!(fit(&picture, &COVER, crop), Err(Unfit::Crop), "{crop:?}");
    }
    let sharp = COVER.at_least(239, 160);
    assert_eq!(fit(&picture, &sharp, rect(0.0, 0.0, 0.1, 0.1)), Err(Unfit::TooSmall));
    assert!(fit(&picture, &sharp, rect(0.0, 0.0, 0.3, 0.3)).is_ok());
}

#[test]
fn f05_what_cannot_be_made_light_enough_is_refused() {
    let slot = Slot { max_bytes: 200, ..DETAIL };
    assert_eq!(fit(&jpeg(noise(400, 400)), &slot, None), Err(Unfit::TooHeavy));
}

#[test]
fn every_reason_has_its_own_key() {
    let mut keys: Vec<_> = Unfit::ALL.iter().map(|why| why.key()).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), Unfit::ALL.len());
    assert!(keys.iter().all(|key| key.starts_with("picture-")));
}
