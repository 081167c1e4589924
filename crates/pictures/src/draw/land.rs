//! What stands around: hills, towns, trees, cranes.

use super::{NAVY, SCENE};
use crate::chance::Chance;
use crate::paint::{Canvas, Ink, blend, circle, ink, path, rect, soft, through};

/// A smooth range of hills standing on `base`.
pub(super) fn hills(canvas: &mut Canvas, chance: &mut Chance, base: f32, tall: f32, colour: Ink) {
    let (a, b) = (chance.between(0.0, 6.3), chance.between(0.0, 6.3));
    let (slow, fast) = (chance.between(0.010, 0.016), chance.between(0.026, 0.036));
    let shape = path(|p| {
        p.move_to(-4.0, base + 1.0);
        for step in 0..=122 {
            let x = step as f32 * 4.0 - 4.0;
            let lift = 0.55 + 0.3 * (x * slow + a).sin() + 0.15 * (x * fast + b).sin();
            p.line_to(x, base - tall * lift);
        }
        p.line_to(SCENE.0 + 8.0, base + 1.0);
        p.close();
    });
    canvas.fade(shape, (base - tall, base), ink(colour, 1.0), ink(blend(colour, 0xffffff, 0.35), 1.0));
}

/// A town far off: blocks of different height.
pub(super) fn town(canvas: &mut Canvas, chance: &mut Chance, base: f32, tall: f32, colour: Ink) {
    let mut x = -6.0;
    while x < SCENE.0 {
        let (w, h) = (chance.between(10.0, 26.0), tall * chance.between(0.25, 1.0));
        canvas.fill(rect(x, base - h, w, h + 1.0), ink(colour, 1.0));
        if chance.below(4) == 0 {
            canvas.fill(rect(x + w / 2.0 - 0.8, base - h - 9.0, 1.6, 10.0), ink(colour, 1.0));
        }
        let mut y = base - h + 5.0;
        while y < base - 5.0 {
            for column in 0..((w - 4.0) / 5.0) as usize {
                if chance.below(3) == 0 {
                    canvas.fill(rect(x + 3.0 + column as f32 * 5.0, y, 2.2, 2.6), ink(0xffffff, 0.4));
                }
            }
            y += 6.0;
        }
        x += w + chance.between(0.0, 5.0);
    }
}

/// A round tree on its trunk.
pub(super) fn tree(canvas: &mut Canvas, x: f32, base: f32, size: f32, colour: Ink) {
    canvas.fill(
        rect(x - size * 0.06, base - size * 0.6, size * 0.12, size * 0.6),
        ink(blend(NAVY, colour, 0.3), 1.0),
    );
    canvas.fill(
        soft(x - size * 0.3, base - size * 1.15, size * 0.6, size * 0.85, size * 0.3),
        ink(colour, 1.0),
    );
    canvas.fill(circle(x + size * 0.09, base - size * 0.82, size * 0.16), ink(0xffffff, 0.12));
}

/// A ship-to-shore crane, its boom towards the left.
pub(super) fn crane(canvas: &mut Canvas, x: f32, base: f32, size: f32, colour: Ink) {
    let at = |dx: f32, dy: f32| (x + dx * size, base - dy * size);
    let mut line = |points: &[(f32, f32)], width: f32| {
        let points: Vec<_> = points.iter().map(|p| at(p.0, p.1)).collect();
        canvas.line(through(&points, false), width * size, ink(colour, 1.0));
    };
    line(&[(0.0, 0.0), (0.0, 70.0)], 3.4);
    line(&[(30.0, 0.0), (30.0, 70.0)], 3.4);
    line(&[(0.0, 22.0), (30.0, 22.0)], 2.6);
    line(&[(0.0, 22.0), (30.0, 66.0)], 1.4);
    line(&[(-66.0, 70.0), (56.0, 70.0)], 4.4);
    line(&[(8.0, 70.0), (14.0, 104.0), (30.0, 70.0)], 2.8);
    line(&[(-58.0, 71.0), (14.0, 104.0), (52.0, 71.0)], 1.2);
    line(&[(-30.0, 70.0), (-30.0, 50.0)], 1.0);
    line(&[(0.0, 0.0), (-5.0, 0.0)], 4.0);
    line(&[(30.0, 0.0), (35.0, 0.0)], 4.0);
    let house = at(34.0, 82.0);
    canvas.fill(soft(house.0, house.1, 18.0 * size, 11.0 * size, 1.5), ink(colour, 1.0));
}
