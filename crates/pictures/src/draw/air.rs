//! A freight plane above the clouds.

use tiny_skia::Transform;

use super::sky::{self, Light};
use super::{BLUE, BRIGHT, NAVY, SCENE, WHITE, land};
use crate::chance::Chance;
use crate::paint::{Canvas, blend, ink, path, rect, soft};

pub(super) fn paint(canvas: &mut Canvas, chance: &mut Chance, light: &Light) {
    land::hills(canvas, chance, 322.0, 86.0, blend(BRIGHT, light.haze, 0.62));
    land::hills(canvas, chance, 322.0, 48.0, blend(BLUE, light.haze, 0.45));
    for (y, opacity) in [(300.0, 0.55), (326.0, 0.8), (352.0, 0.95)] {
        let mut x = chance.between(-60.0, -10.0);
        while x < SCENE.0 {
            let size = chance.between(1.1, 1.9);
            sky::cloud(canvas, x, y, size, opacity);
            x += 62.0 * size;
        }
    }
    let tilt = chance.between(-13.0, -7.0);
    let place = Transform::from_rotate_at(tilt, 239.0, 156.0)
        .pre_translate(chance.between(-12.0, 12.0), chance.between(-8.0, 6.0));
    canvas.within(place, |canvas| plane(canvas, light));
}

/// The plane flies to the right; its axis is at 156.
fn plane(canvas: &mut Canvas, light: &Light) {
    for (y, strength) in [(160.0, 0.5), (171.0, 0.35)] {
        let mut trail = 0.0;
        while trail < 9.0 {
            canvas.fill(soft(-180.0 + trail * 24.0, y, 26.0, 2.4, 1.2), ink(WHITE, strength * trail / 9.0));
            trail += 1.0;
        }
    }
    // The far wing and tail stand behind the body.
    let far_wing = path(|p| {
        p.move_to(250.0, 146.0);
        p.line_to(206.0, 92.0);
        p.quad_to(202.0, 88.0, 212.0, 89.0);
        p.line_to(292.0, 144.0);
        p.close();
    });
    canvas.fill(far_wing, ink(0x8fb4da, 1.0));
    let fin = path(|p| {
        p.move_to(62.0, 142.0);
        p.line_to(38.0, 82.0);
        p.quad_to(37.0, 78.0, 44.0, 78.0);
        p.line_to(58.0, 78.0);
        p.quad_to(64.0, 78.0, 68.0, 83.0);
        p.line_to(118.0, 138.0);
        p.close();
    });
    canvas.fill(fin, ink(BLUE, 1.0));
    let flash = path(|p| {
        p.move_to(49.0, 108.0);
        p.line_to(90.0, 108.0);
        p.line_to(101.0, 120.0);
        p.line_to(53.5, 120.0);
        p.close();
    });
    canvas.fill(flash, ink(light.accent, 1.0));
    let body = path(|p| {
        p.move_to(40.0, 142.0);
        p.quad_to(60.0, 131.0, 130.0, 130.0);
        p.line_to(350.0, 130.0);
        p.cubic_to(392.0, 130.0, 424.0, 144.0, 430.0, 160.0);
        p.cubic_to(424.0, 174.0, 392.0, 182.0, 350.0, 182.0);
        p.line_to(160.0, 182.0);
        p.cubic_to(110.0, 181.0, 62.0, 164.0, 36.0, 148.0);
        p.quad_to(35.0, 144.0, 40.0, 142.0);
        p.close();
    });
    canvas.fade(body, (128.0, 184.0), ink(WHITE, 1.0), ink(0xb9cfe6, 1.0));
    let belly = path(|p| {
        p.move_to(78.0, 168.0);
        p.line_to(426.0, 168.0);
        p.cubic_to(412.0, 177.0, 386.0, 182.0, 350.0, 182.0);
        p.line_to(160.0, 182.0);
        p.quad_to(116.0, 181.0, 78.0, 168.0);
        p.close();
    });
    canvas.fill(belly, ink(BLUE, 1.0));
    let stripe = path(|p| {
        p.move_to(70.0, 163.8);
        p.line_to(429.0, 163.8);
        p.line_to(426.0, 168.0);
        p.line_to(80.0, 168.0);
        p.close();
    });
    canvas.fill(stripe, ink(light.accent, 1.0));
    let glass = path(|p| {
        p.move_to(392.0, 139.0);
        p.quad_to(408.0, 143.0, 417.0, 150.0);
        p.line_to(396.0, 150.0);
        p.quad_to(390.0, 150.0, 392.0, 139.0);
        p.close();
    });
    canvas.fill(glass, ink(NAVY, 1.0));
    // A freighter has a wide door and few windows.
    canvas.line(soft(132.0, 138.0, 40.0, 24.0, 3.0), 1.2, ink(0x8aa9c9, 1.0));
    for window in 0..5 {
        canvas.fill(soft(346.0 + window as f32 * 8.4, 143.0, 4.4, 6.4, 2.2), ink(0x44719f, 1.0));
    }
    let near_wing = path(|p| {
        p.move_to(222.0, 166.0);
        p.line_to(296.0, 166.0);
        p.quad_to(300.0, 168.0, 294.0, 172.0);
        p.line_to(166.0, 246.0);
        p.quad_to(154.0, 251.0, 150.0, 244.0);
        p.line_to(148.0, 238.0);
        p.close();
    });
    canvas.fade(near_wing, (164.0, 248.0), ink(0xdfeaf5, 1.0), ink(0x9dbbdb, 1.0));
    let tailplane = path(|p| {
        p.move_to(58.0, 148.0);
        p.line_to(96.0, 148.0);
        p.line_to(44.0, 178.0);
        p.quad_to(36.0, 180.0, 36.0, 174.0);
        p.close();
    });
    canvas.fill(tailplane, ink(0xc5d8eb, 1.0));
    for (x, y) in [(232.0, 190.0), (188.0, 214.0)] {
        canvas.fill(soft(x, y, 48.0, 19.0, 8.0), ink(NAVY, 1.0));
        canvas.fill(soft(x, y, 42.0, 17.0, 8.0), ink(BLUE, 1.0));
        canvas.fill(rect(x + 33.0, y + 0.6, 5.0, 15.8), ink(light.accent, 1.0));
        canvas.fill(soft(x + 41.0, y + 1.5, 7.0, 15.0, 3.5), ink(0xe7f0f8, 1.0));
    }
}
