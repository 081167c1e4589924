//! A lorry on a road out of town.

use tiny_skia::Transform;

use super::sky::Light;
use super::{BLUE, BRIGHT, NAVY, SCENE, WHITE, land};
use crate::chance::Chance;
use crate::paint::{Canvas, Ink, blend, circle, ink, path, rect, soft};

pub(super) fn paint(canvas: &mut Canvas, chance: &mut Chance, light: &Light) {
    land::hills(canvas, chance, 226.0, 92.0, blend(BRIGHT, light.haze, 0.7));
    land::town(canvas, chance, 228.0, 58.0, blend(BLUE, light.haze, 0.62));
    land::hills(canvas, chance, 240.0, 34.0, blend(0x2f8f8a, light.haze, 0.45));
    canvas.fill(rect(0.0, 236.0, SCENE.0, 40.0), ink(0x6fb3a8, 1.0));
    let mut x = chance.between(-10.0, 30.0);
    while x < SCENE.0 + 20.0 {
        let green = blend(0x2c8078, 0x1f6a86, chance.between(0.0, 1.0));
        land::tree(canvas, x, 250.0, chance.between(26.0, 44.0), green);
        x += chance.between(24.0, 76.0);
    }
    canvas.fade(rect(0.0, 250.0, SCENE.0, 140.0), (250.0, 330.0), ink(0x4a6286, 1.0), ink(0x2d4468, 1.0));
    canvas.fill(rect(0.0, 250.0, SCENE.0, 3.0), ink(0xdfe9f3, 1.0));
    let offset = chance.between(-30.0, 0.0);
    for dash in 0..9 {
        canvas.fill(soft(offset + dash as f32 * 64.0, 302.0, 36.0, 4.0, 2.0), ink(WHITE, 0.85));
    }
    // A guard rail behind the lorry.
    canvas.fill(rect(0.0, 238.0, SCENE.0, 4.0), ink(0xd5e2ee, 1.0));
    for post in 0..16 {
        canvas.fill(rect(10.0 + post as f32 * 32.0, 240.0, 3.0, 12.0), ink(0xb4c6d8, 1.0));
    }
    let livery = chance.pick(&[BLUE, NAVY, 0x2a76c6, 0x1f7f86]);
    canvas.within(Transform::from_translate(chance.between(-16.0, 14.0), 0.0), |canvas| {
        lorry(canvas, light, livery);
    });
}

/// The lorry drives to the right; its wheels stand at 284.
fn lorry(canvas: &mut Canvas, light: &Light, livery: Ink) {
    canvas.fill(soft(52.0, 279.0, 384.0, 9.0, 4.5), ink(0x16283f, 0.35));
    canvas.fade(soft(60.0, 130.0, 262.0, 128.0, 5.0), (130.0, 258.0), ink(WHITE, 1.0), ink(0xdbe7f3, 1.0));
    let band = path(|p| {
        p.move_to(60.0, 222.0);
        p.line_to(164.0, 222.0);
        p.line_to(236.0, 130.0);
        p.line_to(317.0, 130.0);
        p.quad_to(322.0, 130.0, 322.0, 135.0);
        p.line_to(322.0, 258.0);
        p.line_to(60.0, 258.0);
        p.close();
    });
    canvas.fade(
        band,
        (130.0, 258.0),
        ink(blend(livery, WHITE, 0.08), 1.0),
        ink(blend(livery, NAVY, 0.2), 1.0),
    );
    let edge = path(|p| {
        p.move_to(60.0, 213.0);
        p.line_to(159.6, 213.0);
        p.line_to(224.5, 130.0);
        p.line_to(236.0, 130.0);
        p.line_to(164.0, 222.0);
        p.line_to(60.0, 222.0);
        p.close();
    });
    canvas.fill(edge, ink(light.accent, 1.0));
    for rib in 1..9 {
        canvas.fill(rect(60.0 + rib as f32 * 29.0, 134.0, 1.2, 120.0), ink(NAVY, 0.07));
    }
    canvas.fill(rect(60.0, 252.0, 262.0, 6.0), ink(NAVY, 0.85));
    canvas.fill(rect(64.0, 256.0, 330.0, 8.0), ink(0x1b2f4b, 1.0));
    let cab = path(|p| {
        p.move_to(334.0, 262.0);
        p.line_to(334.0, 152.0);
        p.quad_to(334.0, 145.0, 341.0, 145.0);
        p.line_to(382.0, 145.0);
        p.quad_to(393.0, 146.0, 397.0, 158.0);
        p.line_to(414.0, 204.0);
        p.quad_to(419.0, 208.0, 419.0, 216.0);
        p.line_to(419.0, 262.0);
        p.close();
    });
    canvas.fade(cab, (145.0, 262.0), ink(light.accent, 1.0), ink(blend(light.accent, NAVY, 0.18), 1.0));
    let spoiler = path(|p| {
        p.move_to(336.0, 147.0);
        p.line_to(336.0, 129.0);
        p.quad_to(366.0, 130.0, 384.0, 146.0);
        p.close();
    });
    canvas.fill(spoiler, ink(blend(light.accent, NAVY, 0.12), 1.0));
    let window = path(|p| {
        p.move_to(364.0, 160.0);
        p.line_to(383.0, 160.0);
        p.quad_to(387.0, 160.0, 389.0, 165.0);
        p.line_to(402.0, 202.0);
        p.line_to(364.0, 202.0);
        p.close();
    });
    canvas.fill(window, ink(0x21456f, 1.0));
    let gleam = path(|p| {
        p.move_to(370.0, 202.0);
        p.line_to(380.0, 160.0);
        p.line_to(386.0, 161.0);
        p.line_to(378.0, 202.0);
        p.close();
    });
    canvas.fill(gleam, ink(WHITE, 0.25));
    canvas.line(soft(362.0, 158.0, 44.0, 92.0, 5.0), 1.1, ink(NAVY, 0.25));
    canvas.fill(soft(368.0, 214.0, 11.0, 3.0, 1.5), ink(WHITE, 0.8));
    canvas.fill(soft(405.0, 170.0, 5.0, 22.0, 2.0), ink(NAVY, 1.0));
    canvas.fill(soft(411.0, 230.0, 9.0, 13.0, 3.0), ink(0xfff1c4, 1.0));
    canvas.fill(soft(334.0, 254.0, 90.0, 12.0, 3.0), ink(0x22395a, 1.0));
    canvas.glow(430.0, 238.0, 34.0, ink(0xfff1c4, 0.5));
    for x in [98.0, 136.0, 174.0, 322.0, 388.0] {
        wheel(canvas, x, 266.0, 18.0, light.accent);
    }
}

fn wheel(canvas: &mut Canvas, x: f32, y: f32, r: f32, accent: Ink) {
    canvas.fill(circle(x, y, r), ink(0x15253b, 1.0));
    canvas.fill(circle(x, y, r * 0.58), ink(0xc9d6e4, 1.0));
    canvas.fill(circle(x, y, r * 0.4), ink(0x8fa3b9, 1.0));
    canvas.fill(circle(x, y, r * 0.16), ink(accent, 1.0));
}
