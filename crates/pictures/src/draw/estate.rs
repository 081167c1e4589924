//! A business park: halls with saw-tooth roofs, offices with lit windows, trees along a road.

use image::RgbImage;

use super::sky::{self, Light};
use super::{BLUE, BRIGHT, MIST, NAVY, SCENE, WARM, WHITE, land};
use crate::chance::Chance;
use crate::encode;
use crate::paint::{Canvas, Ink, blend, circle, ink, poly, rect, soft};

/// The ground on which everything stands.
const GROUND: f32 = 262.0;

/// The `n`th picture of a park: 1200 × 750 pixels as JPEG, under 1 MB.
pub fn estate(seed: u64, n: usize) -> Vec<u8> {
    encode::jpeg(&scene(seed ^ (n as u64) << 40, 1_200, 750), 88)
}

fn scene(seed: u64, width: u32, height: u32) -> RgbImage {
    let scale = (width as f32 / SCENE.0).max(height as f32 / SCENE.1);
    let mut canvas = Canvas::new(width, height, scale);
    let spare = (height as f32 / scale - SCENE.1) / 2.0;
    canvas.place = canvas.place.pre_translate(0.0, spare);
    let mut chance = Chance::new(seed);
    let light = sky::paint(&mut canvas, &mut chance, GROUND);
    land::hills(&mut canvas, &mut chance, GROUND + 2.0, 70.0, blend(BRIGHT, light.haze, 0.7));
    let mut x = chance.between(-30.0, 0.0);
    while x < SCENE.0 {
        let width = chance.between(48.0, 92.0);
        if chance.between(0.0, 1.0) < 0.45 {
            hall(&mut canvas, &mut chance, &light, (x, width));
        } else {
            office(&mut canvas, &mut chance, &light, (x, width * 0.72));
        }
        x += width + chance.between(4.0, 16.0);
    }
    street(&mut canvas, &mut chance);
    canvas.rgb()
}

/// Offices: rows of windows, some of them lit.
fn office(canvas: &mut Canvas, chance: &mut Chance, light: &Light, (x, width): (f32, f32)) {
    let height = chance.between(70.0, 165.0);
    let top = GROUND - height;
    let wall: Ink = blend(chance.pick(&[NAVY, BLUE, 0x24588f, 0x3c6fa8]), light.haze, 0.18);
    canvas.fade(rect(x, top, width, height), (top, GROUND), ink(wall, 1.0), ink(blend(wall, MIST, 0.3), 1.0));
    canvas.fill(rect(x, top, width, 3.0), ink(WHITE, 0.55));
    let mut y = top + 9.0;
    while y < GROUND - 16.0 {
        let mut at = x + 6.0;
        while at < x + width - 9.0 {
            let lit = chance.between(0.0, 1.0) < 0.22;
            let pane = if lit { blend(light.accent, WHITE, 0.45) } else { MIST };
            canvas.fill(rect(at, y, 6.0, 8.0), ink(pane, if lit { 0.95 } else { 0.5 }));
            at += 10.0;
        }
        y += 14.0;
    }
    canvas.fill(rect(x + width / 2.0 - 6.0, GROUND - 13.0, 12.0, 13.0), ink(WHITE, 0.75));
}

/// A hall with a saw-tooth roof and gates for lorries.
fn hall(canvas: &mut Canvas, chance: &mut Chance, light: &Light, (x, width): (f32, f32)) {
    let height = chance.between(44.0, 62.0);
    let top = GROUND - height;
    let wall = blend(chance.pick(&[0xe9f1f9, 0xd5e3f1, 0xc3d6ea]), light.haze, 0.12);
    canvas.fill(rect(x, top, width, height), ink(wall, 1.0));
    let teeth = 3.0;
    let step = width / teeth;
    let mut tooth = 0.0;
    while tooth < teeth {
        let left = x + tooth * step;
        canvas.fill(
            poly(&[(left, top), (left, top - 17.0), (left + step, top)]),
            ink(blend(BLUE, WHITE, 0.25), 1.0),
        );
        canvas.fill(
            poly(&[(left, top), (left, top - 17.0), (left + 5.0, top - 13.0), (left + 5.0, top)]),
            ink(MIST, 0.9),
        );
        tooth += 1.0;
    }
    canvas.fill(rect(x, top, width, 5.0), ink(light.accent, 0.9));
    let mut gate = x + 8.0;
    while gate < x + width - 16.0 {
        canvas.fill(soft(gate, GROUND - 24.0, 14.0, 24.0, 1.5), ink(0x6d8cab, 0.9));
        canvas.fill(rect(gate, GROUND - 17.0, 14.0, 1.2), ink(WHITE, 0.5));
        canvas.fill(rect(gate, GROUND - 10.0, 14.0, 1.2), ink(WHITE, 0.5));
        gate += 22.0;
    }
}

/// Lawn, trees, a road and a lamp or two.
fn street(canvas: &mut Canvas, chance: &mut Chance) {
    canvas.fill(rect(-10.0, GROUND, SCENE.0 + 20.0, 16.0), ink(0x8cc09a, 1.0));
    canvas.fill(rect(-10.0, GROUND + 14.0, SCENE.0 + 20.0, 90.0), ink(0x7f93a8, 1.0));
    let mut dash = 0.0;
    while dash < SCENE.0 {
        canvas.fill(rect(dash, GROUND + 38.0, 20.0, 2.4), ink(WHITE, 0.8));
        dash += 38.0;
    }
    let mut x = chance.between(4.0, 20.0);
    while x < SCENE.0 {
        let size = chance.between(8.0, 13.0);
        canvas.fill(rect(x - 1.2, GROUND - 4.0, 2.4, 16.0), ink(0x6b4f3a, 1.0));
        let green = chance.pick(&[0x3f9a6b, 0x2f8560, 0x5fb07f]);
        canvas.fill(circle(x, GROUND - 8.0, size), ink(green, 1.0));
        canvas.fill(circle(x - size * 0.4, GROUND - 11.0, size * 0.55), ink(blend(green, WHITE, 0.18), 1.0));
        x += chance.between(30.0, 62.0);
    }
    let flag = chance.between(60.0, 400.0);
    canvas.fill(rect(flag, GROUND - 62.0, 1.8, 72.0), ink(0x5f7389, 1.0));
    canvas.fill(
        poly(&[(flag + 1.8, GROUND - 61.0), (flag + 25.0, GROUND - 54.0), (flag + 1.8, GROUND - 46.0)]),
        ink(chance.pick(&WARM), 1.0),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::DETAIL;
    use crate::{check, fit};

    #[test]
    fn c06_pictures_of_parks_suit_their_slot_and_differ() {
        let mut seen = Vec::new();
        for seed in [0, 7, u64::MAX] {
            for n in 0..2 {
                let bytes = estate(seed, n);
                assert!(check(&bytes, "park.jpg", &DETAIL).is_ok() && bytes.len() <= DETAIL.max_bytes);
                let stored = fit(&bytes, &DETAIL, None).unwrap();
                assert_eq!((stored.width, stored.height), (1_200, 750));
                assert!(!seen.contains(&bytes));
                seen.push(bytes);
            }
        }
        assert_eq!(estate(7, 1), seen[3]);
    }
}
