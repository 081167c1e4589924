//! A specimen of a licence: plainly no document, but good to practise uploading with.

use super::{BLUE, NAVY, WHITE};
use crate::chance::Chance;
use crate::encode;
use crate::letters;
use crate::paint::{Canvas, Ink, circle, ink, rect, soft, through};

/// An invented certificate of 1600 × 1100 pixels as JPEG under 2 MB. It bears no emblem and the word SPECIMEN
/// across, so that nobody can take it for a real one.
pub fn licence(seed: u64) -> Vec<u8> {
    let mut chance = Chance::new(seed);
    let mut canvas = Canvas::new(1600, 1100, 1.0);
    let (w, h) = (1600.0, 1100.0);
    canvas.fade(rect(0.0, 0.0, w, h), (0.0, h), ink(0xfdfbf4, 1.0), ink(0xf4efdf, 1.0));
    let (gold, line) = (0xb8903f, chance.pick(&[0x6c8fb8, 0x7aa0a8, 0x8a95bd]));
    for n in 0..3 {
        rosette(&mut canvas, (w / 2.0, h / 2.0), 430.0 - 60.0 * n as f32, 14 + n, ink(line, 0.16));
    }
    frame(&mut canvas, gold);
    // The head: a rosette where a real one has an emblem.
    canvas.fill(circle(800.0, 196.0, 66.0), ink(WHITE, 0.9));
    for (radius, petals, colour) in [(64.0, 12, gold), (50.0, 9, BLUE), (34.0, 8, gold)] {
        rosette(&mut canvas, (800.0, 196.0), radius, petals, ink(colour, 0.85));
    }
    canvas.fill(circle(800.0, 196.0, 9.0), ink(gold, 1.0));
    word(&mut canvas, "SPECIMEN", (800.0, 318.0), 10.5, 7.0, 0.0, ink(NAVY, 1.0));
    canvas.fill(soft(600.0, 378.0, 400.0, 5.0, 2.5), ink(gold, 1.0));
    // What a form has: labels and values, without words.
    for column in 0..2 {
        let left = 190.0 + column as f32 * 640.0;
        for row in 0..5 {
            let y = 448.0 + row as f32 * 78.0;
            canvas.fill(soft(left, y, 96.0, 20.0, 5.0), ink(BLUE, 0.75));
            canvas.fill(soft(left + 130.0, y, chance.between(220.0, 430.0), 20.0, 5.0), ink(0x51617a, 0.55));
            if row == 4 || column == 1 && row == 2 {
                canvas.fill(
                    soft(left + 130.0, y + 34.0, chance.between(160.0, 360.0), 20.0, 5.0),
                    ink(0x51617a, 0.4),
                );
            }
            canvas.fill(rect(left, y + 60.0, 560.0, 1.4), ink(gold, 0.28));
        }
    }
    // A patterned block and a stamp, both empty of meaning.
    for y in 0..9 {
        for x in 0..9 {
            if (x + y) % 2 == 0 || chance.below(3) == 0 {
                canvas.fill(
                    soft(192.0 + x as f32 * 14.0, 868.0 + y as f32 * 14.0, 11.0, 11.0, 3.0),
                    ink(NAVY, 0.7),
                );
            }
        }
    }
    let (x, y) = (1280.0, 900.0);
    let red = 0xc8453a;
    canvas.line(circle(x, y, 96.0), 6.0, ink(red, 0.75));
    canvas.line(circle(x, y, 84.0), 2.0, ink(red, 0.65));
    rosette(&mut canvas, (x, y), 74.0, 10, ink(red, 0.6));
    word(&mut canvas, "SPECIMEN", (x, y), 3.0, 3.6, -0.18, ink(red, 0.95));
    word(&mut canvas, "SPECIMEN", (800.0, 600.0), 30.0, 26.0, -0.42, ink(0xc8453a, 0.17));
    encode::jpeg(&canvas.rgb(), 86)
}

/// Double frame with a braid between.
fn frame(canvas: &mut Canvas, gold: Ink) {
    canvas.line(rect(46.0, 46.0, 1508.0, 1008.0), 5.0, ink(gold, 1.0));
    canvas.line(rect(96.0, 96.0, 1408.0, 908.0), 2.5, ink(gold, 1.0));
    for phase in 0..4 {
        let shift = phase as f32 * std::f32::consts::FRAC_PI_2;
        let wave = |t: f32| 71.0 + 16.0 * (t / 26.0 + shift).sin();
        let steps = |to: f32| (0..=(to / 4.0) as usize).map(|n| n as f32 * 4.0);
        let top: Vec<_> = steps(1460.0).map(|t| (70.0 + t, wave(t))).collect();
        let bottom: Vec<_> = steps(1460.0).map(|t| (70.0 + t, 1100.0 - wave(t))).collect();
        let left: Vec<_> = steps(960.0).map(|t| (wave(t), 70.0 + t)).collect();
        let right: Vec<_> = steps(960.0).map(|t| (1600.0 - wave(t), 70.0 + t)).collect();
        for side in [top, bottom, left, right] {
            canvas.line(through(&side, false), 1.6, ink(if phase % 2 == 0 { gold } else { BLUE }, 0.7));
        }
    }
    for (x, y) in [(71.0, 71.0), (1529.0, 71.0), (71.0, 1029.0), (1529.0, 1029.0)] {
        canvas.fill(circle(x, y, 30.0), ink(0xfaf6ea, 1.0));
        canvas.line(circle(x, y, 30.0), 3.0, ink(gold, 1.0));
        rosette(canvas, (x, y), 24.0, 8, ink(BLUE, 0.8));
    }
}

/// A wreath of loops, as bank notes have.
fn rosette(canvas: &mut Canvas, centre: (f32, f32), radius: f32, petals: usize, colour: tiny_skia::Color) {
    for ring in 0..5 {
        let depth = 0.12 + ring as f32 * 0.07;
        let points: Vec<_> = (0..=720)
            .map(|n| {
                let t = n as f32 / 720.0 * std::f32::consts::TAU;
                let r = radius * (1.0 - depth + depth * (petals as f32 * t + ring as f32 * 0.6).cos());
                (centre.0 + r * t.cos(), centre.1 + r * t.sin())
            })
            .collect();
        canvas.line(through(&points, true), (radius / 90.0).clamp(1.0, 2.2), colour);
    }
}

/// A word in strokes around a centre, turned by an angle.
fn word(
    canvas: &mut Canvas,
    text: &str,
    centre: (f32, f32),
    size: f32,
    pen: f32,
    turn: f32,
    colour: tiny_skia::Color,
) {
    let (sin, cos) = turn.sin_cos();
    // Units a letter takes: the I is narrow.
    let advance = |letter: char| if letter == 'I' { 3.2 } else { 6.0 };
    let mut left = -text.chars().map(advance).sum::<f32>() / 2.0;
    for letter in text.chars() {
        let middle = left + advance(letter) / 2.0;
        left += advance(letter);
        for stroke in letters::strokes(letter) {
            let points: Vec<_> = stroke
                .iter()
                .map(|(x, y)| ((middle + x - 2.0) * size, (y - 3.0) * size))
                .map(|(x, y)| (centre.0 + x * cos - y * sin, centre.1 + x * sin + y * cos))
                .collect();
            canvas.line(through(&points, false), pen, colour);
        }
    }
}
