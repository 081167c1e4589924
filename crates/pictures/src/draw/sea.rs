//! A container ship before a coast.

use tiny_skia::Transform;

use super::sky::Light;
use super::{BLUE, BRIGHT, NAVY, SCENE, WHITE, container, land};
use crate::chance::Chance;
use crate::paint::{Canvas, blend, circle, ink, path, poly, rect, soft};

pub(super) fn paint(canvas: &mut Canvas, chance: &mut Chance, light: &Light) {
    let horizon = 212.0;
    land::hills(canvas, chance, horizon, 62.0, blend(BRIGHT, light.haze, 0.68));
    land::hills(canvas, chance, horizon, 34.0, blend(BLUE, light.haze, 0.55));
    for (at, size) in [(352.0, 0.92), (408.0, 1.12), (466.0, 1.3)] {
        land::crane(canvas, at, horizon + 4.0, size, blend(NAVY, light.haze, 0.42));
    }
    canvas.fill(rect(318.0, horizon - 1.0, 200.0, 6.0), ink(blend(NAVY, light.haze, 0.35), 1.0));
    canvas.fade(
        rect(0.0, horizon + 3.0, SCENE.0, 180.0),
        (horizon, 330.0),
        ink(0x4d9be0, 1.0),
        ink(0x0f4a8f, 1.0),
    );
    canvas.fade(
        rect(0.0, horizon + 3.0, SCENE.0, 34.0),
        (horizon, horizon + 36.0),
        ink(light.haze, 0.55),
        ink(light.haze, 0.0),
    );
    let shift = chance.between(-14.0, 26.0);
    canvas.within(Transform::from_translate(shift, 0.0), |canvas| ship(canvas, chance, light));
    for row in 0..7 {
        let y = 258.0 + row as f32 * 11.0;
        for _ in 0..4 {
            let (x, long) = (chance.between(-30.0, SCENE.0), chance.between(18.0, 70.0) + row as f32 * 5.0);
            canvas.fill(
                soft(x, y + chance.between(-3.0, 3.0), long, 1.8, 0.9),
                ink(WHITE, 0.16 + row as f32 * 0.02),
            );
        }
    }
}

/// The ship heads to the right; its waterline is at 254.
fn ship(canvas: &mut Canvas, chance: &mut Chance, light: &Light) {
    let (deck, water) = (222.0, 256.0);
    // The reflection first, so that everything stands on it.
    canvas.fade(
        poly(&[(66.0, water), (384.0, water), (340.0, water + 34.0), (80.0, water + 34.0)]),
        (water, water + 34.0),
        ink(NAVY, 0.45),
        ink(NAVY, 0.0),
    );
    for column in 0..10 {
        let tall = 2 + chance.below(3) + usize::from((2..8).contains(&column));
        for row in 0..tall {
            let (x, y) = (116.0 + column as f32 * 24.6, deck - 13.5 * (row + 1) as f32);
            let paint = container(chance);
            canvas.fill(soft(x, y, 23.6, 12.7, 1.2), ink(paint, 1.0));
            for rib in 1..5 {
                canvas.fill(rect(x + rib as f32 * 4.6, y + 2.0, 0.9, 8.7), ink(NAVY, 0.16));
            }
            canvas.fill(rect(x, y + 11.0, 23.6, 1.7), ink(NAVY, 0.14));
        }
    }
    // The house astern, its bridge and funnel.
    canvas.fill(soft(72.0, 150.0, 36.0, 76.0, 2.5), ink(0xf7fafd, 1.0));
    canvas.fill(rect(98.0, 152.0, 10.0, 72.0), ink(NAVY, 0.07));
    canvas.fill(soft(64.0, 146.0, 52.0, 12.0, 2.5), ink(WHITE, 1.0));
    canvas.fill(soft(67.0, 149.0, 46.0, 5.0, 1.5), ink(0x1d4f86, 1.0));
    for floor in 0..4 {
        for window in 0..4 {
            canvas.fill(
                soft(77.0 + window as f32 * 7.2, 166.0 + floor as f32 * 13.0, 4.2, 5.0, 1.0),
                ink(0x5d95cf, 1.0),
            );
        }
    }
    canvas.fill(soft(54.0, 172.0, 16.0, 54.0, 2.0), ink(blend(light.accent, NAVY, 0.08), 1.0));
    canvas.fill(rect(54.0, 180.0, 16.0, 6.0), ink(WHITE, 0.92));
    canvas.fill(rect(89.0, 126.0, 2.4, 22.0), ink(0xe3ebf3, 1.0));
    canvas.fill(rect(82.0, 132.0, 16.0, 1.6), ink(0xe3ebf3, 1.0));
    let hull = path(|p| {
        p.move_to(38.0, deck - 4.0);
        p.line_to(112.0, deck - 4.0);
        p.line_to(116.0, deck);
        p.line_to(366.0, deck);
        p.line_to(376.0, deck - 9.0);
        p.line_to(420.0, deck - 11.0);
        p.quad_to(402.0, 238.0, 389.0, water);
        p.line_to(56.0, water);
        p.quad_to(42.0, 246.0, 38.0, deck - 4.0);
        p.close();
    });
    canvas.fade(hull, (deck - 12.0, water), ink(0x174f92, 1.0), ink(NAVY, 1.0));
    canvas
        .fill(poly(&[(46.0, 245.0), (397.0, 245.0), (389.0, water), (56.0, water)]), ink(light.accent, 1.0));
    canvas.fill(rect(45.0, 230.0, 358.0, 1.6), ink(WHITE, 0.5));
    canvas.line(
        path(|p| {
            p.move_to(398.0, 222.0);
            p.line_to(398.0, 231.0);
        }),
        1.6,
        ink(WHITE, 0.8),
    );
    canvas.fill(circle(398.0, 233.0, 2.2), ink(WHITE, 0.8));
    // The bow wave and the wake.
    let foam = path(|p| {
        p.move_to(404.0, water + 1.5);
        p.quad_to(392.0, water - 9.0, 378.0, water - 1.0);
        p.quad_to(220.0, water - 3.5, 60.0, water - 1.0);
        p.quad_to(30.0, water - 4.0, 6.0, water + 2.5);
        p.close();
    });
    canvas.fill(foam, ink(WHITE, 0.85));
}
