//! What nobody may leave in the hall (safety A40, A41, A46; design appendix: type confusion, structure, names).

use super::draw::{chunk, claiming, jpeg, png, with_chunk, with_segment};

/// Something to send: what it is, the name it comes under, its bytes.
pub struct Sent {
    /// What it is.
    pub what: String,
    /// The name of the file.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

fn sent(what: impl Into<String>, name: impl Into<String>, bytes: Vec<u8>) -> Sent {
    Sent { what: what.into(), name: name.into(), bytes }
}

/// Everything hostile.
pub fn all() -> Vec<Sent> {
    let mut all = other_things();
    all.extend(names());
    all.extend(cut());
    all.extend(flipped());
    all.extend(structures());
    all
}

/// Other things under the name of a picture.
fn other_things() -> Vec<Sent> {
    let eicar = [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].concat();
    let bodies: Vec<(&str, Vec<u8>)> = vec![
        ("HTML", b"<!doctype html><script>alert(1)</script>".to_vec()),
        ("a script", b"alert(document.domain)".to_vec()),
        ("SVG", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>".to_vec()),
        (
            "XML",
            b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>".to_vec(),
        ),
        ("PHP", b"<?php system($_GET['c']); ?>".to_vec()),
        ("PDF", b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(x())>>>>".to_vec()),
        ("a program", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0".to_vec()),
        ("a Windows program", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff".to_vec()),
        ("an archive", b"PK\x03\x04\x14\0\0\0\0\0".to_vec()),
        ("a web archive", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n".to_vec()),
        ("an HTML application", b"<hta:application/><script language=vbscript>".to_vec()),
        ("GIF", b"GIF89a\x01\0\x01\0\0\0\0;".to_vec()),
        ("an archive behind a GIF", b"GIF89aPK\x03\x04".to_vec()),
        ("WebP", b"RIFF\x1a\0\0\0WEBPVP8 ".to_vec()),
        ("HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec()),
        ("AVIF", b"\0\0\0\x18ftypavif\0\0\0\0mif1avif".to_vec()),
        ("BMP", b"BM\x3a\0\0\0\0\0\0\0".to_vec()),
        ("TIFF", b"II*\0\x08\0\0\0".to_vec()),
        ("an icon", b"\0\0\x01\0\x01\0\x10\x10".to_vec()),
        ("a shortcut", b"L\0\0\0\x01\x14\x02\0".to_vec()),
        ("an address", b"[InternetShortcut]\r\nURL=https://evil.example\r\n".to_vec()),
        ("the test virus", eicar.into_bytes()),
        ("HTML before a picture", [b"<html>".as_slice(), &jpeg(200, 80)].concat()),
        ("a space before a picture", [b" ".as_slice(), &png(200, 80)].concat()),
        ("one byte", b"\x89".to_vec()),
        ("nothing but zeros", vec![0; 4096]),
    ];
    let mut all = Vec::new();
    for (what, bytes) in bodies {
        for name in ["a.png", "a.jpg", "a.JPEG"] {
            all.push(sent(what, name, bytes.clone()));
        }
    }
    all
}

/// Good pictures under bad names.
fn names() -> Vec<Sent> {
    let long = format!("{}.png", "长".repeat(300));
    let names = [
        "a",
        "png",
        ".png",
        "..png",
        "a.png.html",
        "a.html.png",
        "a.php.png",
        "a.svg.png",
        "a.jsp.png",
        "a.exe.png",
        "a.png.",
        "a.png ",
        "a.png\u{3000}",
        "a.html%00.png",
        "a\u{0}.png",
        "a\u{202e}gnp.png",
        "a\u{200b}.png",
        "../a.png",
        "..\\a.png",
        "/etc/a.png",
        "C:\\a.png",
        "a\u{2028}.png",
        "a.gif",
        "a.svg",
        "a.webp",
        "a.bmp",
        "a.pdf",
        "a.zip",
        "a.png/",
        "a.png\u{feff}",
        "a．png",
        "a.рng",
        "a.png;.html",
        "a.png:stream",
        &long,
    ];
    let mut all: Vec<Sent> = names.iter().map(|name| sent("a bad name", *name, png(400, 200))).collect();
    all.push(sent("JPEG under the name of a PNG", "a.png", jpeg(400, 200)));
    all.push(sent("PNG under the name of a JPEG", "a.jpg", png(400, 200)));
    all
}

/// Pictures that end too early.
fn cut() -> Vec<Sent> {
    let mut all = Vec::new();
    for (name, whole) in
        [("a.png", with_chunk(&png(240, 160), b"tEXt", b"Comment\0x")), ("a.jpg", jpeg(240, 160))]
    {
        for part in 1..=20 {
            let length = (whole.len() - 1) * part / 20;
            all.push(sent(format!("cut after {length} bytes"), name, whole[..length].to_vec()));
        }
    }
    all
}

/// A wrong bit, which a PNG's check sums show.
fn flipped() -> Vec<Sent> {
    let whole = png(240, 160);
    let wrong = (0..25).map(|part| {
        let at = 8 + (whole.len() - 9) * part / 25;
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        sent(format!("byte {at} is wrong"), "a.png", bytes)
    });
    wrong.collect()
}

/// Structures no camera and no program writes.
fn structures() -> Vec<Sent> {
    let (plain, photo) = (png(240, 160), jpeg(240, 160));
    let frames = [10_000u32.to_be_bytes(), [0; 4]].concat();
    let mut tall = photo.clone();
    let frame = tall.windows(4).position(|four| four == [0xff, 0xc0, 0, 0x11]).expect("a frame");
    tall[frame + 5..frame + 9].copy_from_slice(&[0xff; 4]);
    let scan = photo.windows(2).position(|two| two == [0xff, 0xda]).expect("a scan");
    let endless = [&photo[..scan], &photo[scan..photo.len() - 2].repeat(300), &[0xff, 0xd9]].concat();
    let mut all: Vec<Sent> = [
        (50_000, 50_000, 1, 0),
        (0x7fff_ffff, 0x7fff_ffff, 16, 6),
        (0, 10, 8, 2),
        (10, 0, 8, 2),
        (0x8000_0000, 1, 8, 2),
        (1, 0x8000_0000, 8, 2),
        (10, 10, 3, 0),
        (10, 10, 8, 5),
        (10, 10, 16, 3),
        (65_535, 65_535, 8, 6),
        (0xffff_ffff, 1, 8, 2),
        (400, 200, 8, 2),
        (400, 200, 1, 0),
        (400, 200, 8, 6),
        (8_000, 8_000, 8, 2),
    ]
    .into_iter()
    .map(|(width, height, depth, colour)| {
        sent(
            format!("claims {width} × {height}, {depth} bits of {colour}"),
            "a.png",
            claiming(width, height, depth, colour),
        )
    })
    .collect();
    all.extend([
        sent("an animation", "a.png", with_chunk(&plain, b"acTL", &frames)),
        sent("a second header", "a.png", with_chunk(&plain, b"IHDR", &plain[16..29])),
        sent("an unknown critical chunk", "a.png", with_chunk(&plain, b"EVIL", b"x")),
        sent(
            "a chunk longer than the file",
            "a.png",
            [&plain[..33], &[0xff; 4], b"tEXt", &plain[33..]].concat(),
        ),
        sent("no pixels", "a.png", [&plain[..33], chunk(b"IEND", b"").as_slice()].concat()),
        sent("no header", "a.png", [&plain[..8], &plain[33..]].concat()),
        sent("65 535 square", "a.jpg", tall),
        sent("hundreds of scans", "a.jpg", endless),
        sent("two starts", "a.jpg", [&photo[..2], photo.as_slice()].concat()),
        sent("start and end", "a.jpg", b"\xff\xd8\xff\xd9".to_vec()),
        sent("tables of nonsense", "a.jpg", with_segment(&photo, 0xdb, &[0xff; 70])),
        sent("a segment longer than the file", "a.jpg", [&photo[..2], &[0xff, 0xe1, 0xff, 0xff]].concat()),
        sent("a picture sent as text", "a.png", [b"\x89PNG\n\x1a\n".as_slice(), &plain[8..]].concat()),
        sent("a picture without its high bit", "a.png", [b"\x09".as_slice(), &plain[1..]].concat()),
        sent("smaller than any slot", "a.png", png(8, 8)),
    ]);
    // Where any size will do, a small picture is a good one.
    all.pop();
    all
}
