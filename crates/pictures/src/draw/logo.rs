//! A mark for an invented firm.

use super::{BLUE, BRIGHT, NAVY, WARM, WHITE};
use crate::chance::Chance;
use crate::letters;
use crate::paint::{Canvas, circle, ink, path, poly, soft, through};

/// A mark and up to four initials on a transparent ground, 370 × 148 pixels (twice 185 × 74), as PNG under 100 KB.
/// Initials are capitals and digits; others are left out. Without initials the mark stands alone.
pub fn logo(initials: &str, seed: u64) -> Vec<u8> {
    let mut chance = Chance::new(seed);
    let mut canvas = Canvas::new(370, 148, 2.0);
    let (deep, accent) = (chance.pick(&[NAVY, BLUE, 0x0f4c81, 0x1f4e9e, 0x0d5c75]), chance.pick(&WARM));
    let letters: Vec<_> = initials
        .chars()
        .flat_map(char::to_uppercase)
        .map(letters::strokes)
        .filter(|strokes| !strokes.is_empty())
        .take(4)
        .collect();
    let wide = if letters.is_empty() { 0.0 } else { 12.0 + letters.len() as f32 * 26.0 - 6.0 };
    let left = (185.0 - 50.0 - wide) / 2.0;
    let (x, y) = (left + 25.0, 37.0);
    match chance.below(6) {
        // A sail over a wave.
        0 => {
            canvas.fill(circle(x, y, 25.0), ink(deep, 1.0));
            canvas
                .fill(poly(&[(x - 2.0, y - 18.0), (x - 2.0, y + 7.0), (x - 16.0, y + 7.0)]), ink(WHITE, 1.0));
            canvas.fill(
                poly(&[(x + 2.0, y - 12.0), (x + 14.0, y + 7.0), (x + 2.0, y + 7.0)]),
                ink(accent, 1.0),
            );
            let wave = path(|p| {
                p.move_to(x - 19.0, y + 14.0);
                p.cubic_to(x - 10.0, y + 8.0, x - 6.0, y + 20.0, x + 2.0, y + 14.0);
                p.quad_to(x + 10.0, y + 8.0, x + 19.0, y + 14.0);
            });
            canvas.line(wave, 3.0, ink(WHITE, 0.9));
        }
        // Three boxes, stacked.
        1 => {
            for (dx, dy, colour) in [(-25.0, 2.0, deep), (2.0, 2.0, BRIGHT), (-11.5, -24.0, accent)] {
                canvas.fill(soft(x + dx, y + dy, 23.0, 23.0, 5.0), ink(colour, 1.0));
            }
        }
        // A hexagon with a way through.
        2 => {
            let corner = |n: usize, r: f32| {
                let angle = std::f32::consts::FRAC_PI_3 * n as f32 + std::f32::consts::FRAC_PI_6;
                (x + r * angle.cos(), y + r * angle.sin())
            };
            let six: Vec<_> = (0..6).map(|n| corner(n, 26.0)).collect();
            canvas.fill(poly(&six), ink(deep, 1.0));
            canvas.line(
                through(&[(x - 12.0, y + 9.0), (x - 1.0, y - 7.0), (x + 13.0, y - 7.0)], false),
                5.0,
                ink(WHITE, 1.0),
            );
            canvas.fill(circle(x + 12.0, y + 9.0, 4.4), ink(accent, 1.0));
        }
        // An arrow in a ring.
        3 => {
            canvas.line(circle(x, y, 21.0), 6.0, ink(deep, 1.0));
            canvas.line(through(&[(x - 9.0, y + 9.0), (x + 9.0, y - 9.0)], false), 5.5, ink(accent, 1.0));
            canvas.line(
                through(&[(x - 4.0, y - 9.5), (x + 9.5, y - 9.5), (x + 9.5, y + 4.0)], false),
                5.5,
                ink(accent, 1.0),
            );
        }
        // Overlapping leaves.
        4 => {
            for (turn, colour) in [(-0.7f32, deep), (0.0, BRIGHT), (0.7, accent)] {
                let (sin, cos) = turn.sin_cos();
                let at = |dx: f32, dy: f32| (x + dx * cos - dy * sin, y + 22.0 + dx * sin + dy * cos);
                let leaf = path(|p| {
                    let (foot, tip, l, r) = (at(0.0, 0.0), at(0.0, -46.0), at(-19.0, -24.0), at(19.0, -24.0));
                    p.move_to(foot.0, foot.1);
                    p.quad_to(l.0, l.1, tip.0, tip.1);
                    p.quad_to(r.0, r.1, foot.0, foot.1);
                    p.close();
                });
                canvas.fill(leaf, ink(colour, 0.9));
            }
        }
        // A rising road.
        _ => {
            canvas.fill(soft(x - 25.0, y - 25.0, 50.0, 50.0, 13.0), ink(deep, 1.0));
            for (n, colour) in [WHITE, BRIGHT, accent].into_iter().enumerate() {
                let dx = -15.0 + n as f32 * 11.5;
                let tall = 13.0 + n as f32 * 8.5;
                canvas.fill(soft(x + dx, y + 15.0 - tall, 7.5, tall, 3.0), ink(colour, 1.0));
            }
        }
    }
    for (at, strokes) in letters.iter().enumerate() {
        let (dx, dy) = (left + 50.0 + 12.0 + at as f32 * 26.0 + 2.0, 37.0 - 15.0);
        for stroke in strokes {
            let points: Vec<_> = stroke.iter().map(|(x, y)| (dx + x * 4.2, dy + y * 5.0)).collect();
            canvas.line(through(&points, false), 4.6, ink(deep, 1.0));
        }
    }
    canvas.png()
}
