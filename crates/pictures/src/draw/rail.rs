//! A freight train on a viaduct.

use tiny_skia::Transform;

use super::sky::Light;
use super::{BLUE, BRIGHT, NAVY, SCENE, WHITE, container, land};
use crate::chance::Chance;
use crate::paint::{Canvas, blend, circle, ink, path, rect, soft, through};

/// Height of the rails.
const RAIL: f32 = 226.0;

pub(super) fn paint(canvas: &mut Canvas, chance: &mut Chance, light: &Light) {
    land::hills(canvas, chance, 262.0, 176.0, blend(BRIGHT, light.haze, 0.74));
    land::hills(canvas, chance, 290.0, 142.0, blend(BLUE, light.haze, 0.62));
    let meadow = blend(0x2f8f8a, light.haze, 0.35);
    canvas.fade(
        rect(0.0, 262.0, SCENE.0, 140.0),
        (262.0, 340.0),
        ink(meadow, 1.0),
        ink(blend(meadow, WHITE, 0.3), 1.0),
    );
    land::hills(canvas, chance, 330.0, 96.0, meadow);
    let mut x = chance.between(0.0, 30.0);
    while x < SCENE.0 + 10.0 {
        land::tree(
            canvas,
            x,
            326.0 + chance.between(0.0, 10.0),
            chance.between(30.0, 52.0),
            blend(0x2c8078, 0x1f6a86, chance.between(0.0, 1.0)),
        );
        x += chance.between(16.0, 44.0);
    }
    wires(canvas, light);
    viaduct(canvas, light);
    canvas.within(Transform::from_translate(chance.between(-18.0, 10.0), 0.0), |canvas| {
        for wagon in 0..4 {
            wagon_of(canvas, chance, 204.0 - wagon as f32 * 98.0);
        }
        engine(canvas, light);
    });
}

/// A row of arches carries the line.
fn viaduct(canvas: &mut Canvas, light: &Light) {
    let stone = blend(0xdfe8f1, light.haze, 0.3);
    let arches = path(|p| {
        p.move_to(-10.0, RAIL + 6.0);
        p.line_to(SCENE.0 + 10.0, RAIL + 6.0);
        p.line_to(SCENE.0 + 10.0, 350.0);
        let mut right = SCENE.0 + 6.0;
        while right > -80.0 {
            p.line_to(right - 10.0, 390.0);
            p.line_to(right - 10.0, 286.0);
            p.cubic_to(right - 12.0, 240.0, right - 74.0, 240.0, right - 76.0, 286.0);
            p.line_to(right - 76.0, 390.0);
            right -= 82.0;
        }
        p.line_to(-90.0, RAIL + 6.0);
        p.close();
    });
    canvas.fade(arches, (RAIL, 340.0), ink(stone, 1.0), ink(blend(stone, 0x7f9cc0, 0.55), 1.0));
    canvas.fill(rect(-4.0, RAIL + 4.0, SCENE.0 + 8.0, 9.0), ink(blend(stone, 0x6f8fb8, 0.55), 1.0));
    canvas.fill(rect(-4.0, RAIL, SCENE.0 + 8.0, 4.0), ink(0x35506f, 1.0));
}

/// Masts and the wire above the line.
fn wires(canvas: &mut Canvas, light: &Light) {
    let grey = ink(blend(0x4b6688, light.haze, 0.25), 1.0);
    for mast in 0..4 {
        let x = 40.0 + mast as f32 * 132.0;
        canvas.fill(rect(x, 116.0, 3.0, RAIL - 114.0), grey);
        canvas.line(through(&[(x, 122.0), (x + 24.0, 122.0), (x, 140.0)], false), 1.4, grey);
        let sag = path(|p| {
            p.move_to(x + 22.0 - 132.0, 122.0);
            p.quad_to(x + 22.0 - 66.0, 133.0, x + 22.0, 122.0);
            p.quad_to(x + 22.0 + 66.0, 133.0, x + 22.0 + 132.0, 122.0);
        });
        canvas.line(sag, 0.9, grey);
    }
    canvas.fill(rect(-4.0, 137.0, SCENE.0 + 8.0, 1.1), grey);
}

/// A flat wagon with a long box or two short ones; its left end is at `x`.
fn wagon_of(canvas: &mut Canvas, chance: &mut Chance, x: f32) {
    let parts: &[(f32, f32)] =
        if chance.below(2) == 0 { &[(0.0, 90.0)] } else { &[(0.0, 44.0), (46.0, 44.0)] };
    for (from, wide) in parts {
        let paint = container(chance);
        let (left, top) = (x + 2.0 + from, 168.0);
        canvas.fade(
            soft(left, top, *wide, 40.0, 1.6),
            (top, top + 40.0),
            ink(blend(paint, WHITE, 0.08), 1.0),
            ink(blend(paint, NAVY, 0.12), 1.0),
        );
        for rib in 1..(*wide / 5.4) as usize {
            canvas.fill(rect(left + rib as f32 * 5.4, top + 4.0, 1.3, 32.0), ink(NAVY, 0.15));
        }
        canvas.fill(rect(left, top + 37.0, *wide, 3.0), ink(NAVY, 0.16));
    }
    canvas.fill(soft(x, 208.0, 94.0, 6.0, 1.5), ink(NAVY, 1.0));
    canvas.fill(rect(x + 92.0, 210.0, 8.0, 2.4), ink(NAVY, 1.0));
    bogies(canvas, &[x + 12.0, x + 26.0, x + 68.0, x + 82.0]);
}

fn bogies(canvas: &mut Canvas, wheels: &[f32]) {
    for pair in wheels.chunks(2) {
        canvas.fill(soft(pair[0] - 6.0, 212.0, pair[1] - pair[0] + 12.0, 7.0, 2.0), ink(0x1f3350, 1.0));
    }
    for x in wheels {
        canvas.fill(circle(*x, RAIL - 6.5, 6.8), ink(0x14233a, 1.0));
        canvas.fill(circle(*x, RAIL - 6.5, 3.4), ink(0x9db2c8, 1.0));
    }
}

/// The engine pulls to the right.
fn engine(canvas: &mut Canvas, light: &Light) {
    canvas.line(through(&[(350.0, 158.0), (338.0, 146.0), (356.0, 138.0)], false), 2.0, ink(NAVY, 1.0));
    canvas.line(through(&[(346.0, 138.0), (366.0, 138.0)], false), 2.2, ink(NAVY, 1.0));
    canvas.fill(soft(322.0, 156.0, 60.0, 6.0, 2.0), ink(0x274469, 1.0));
    let body = path(|p| {
        p.move_to(303.0, 213.0);
        p.line_to(303.0, 166.0);
        p.quad_to(303.0, 160.0, 309.0, 160.0);
        p.line_to(404.0, 160.0);
        p.cubic_to(424.0, 161.0, 440.0, 178.0, 448.0, 200.0);
        p.quad_to(450.0, 213.0, 442.0, 213.0);
        p.close();
    });
    canvas.fade(body, (160.0, 213.0), ink(0x2874cf, 1.0), ink(0x154a8c, 1.0));
    let stripe = path(|p| {
        p.move_to(303.0, 192.0);
        p.line_to(384.0, 192.0);
        p.quad_to(402.0, 192.0, 412.0, 199.0);
        p.line_to(447.6, 199.0);
        p.line_to(449.0, 206.0);
        p.line_to(303.0, 206.0);
        p.close();
    });
    canvas.fill(stripe, ink(light.accent, 1.0));
    canvas.fill(rect(303.0, 188.4, 80.0, 1.8), ink(WHITE, 0.85));
    let glass = path(|p| {
        p.move_to(408.0, 166.0);
        p.quad_to(424.0, 170.0, 434.0, 187.0);
        p.line_to(412.0, 187.0);
        p.quad_to(407.0, 187.0, 407.0, 181.0);
        p.close();
    });
    canvas.fill(glass, ink(0x0e2a4d, 1.0));
    canvas.fill(soft(386.0, 167.0, 14.0, 19.0, 2.5), ink(0x0e2a4d, 1.0));
    for vent in 0..5 {
        canvas.fill(soft(312.0 + vent as f32 * 13.5, 167.0, 9.0, 15.0, 1.5), ink(NAVY, 0.4));
    }
    canvas.fill(circle(440.0, 203.0, 2.6), ink(0xfff1c4, 1.0));
    canvas.glow(446.0, 203.0, 22.0, ink(0xfff1c4, 0.55));
    canvas.fill(soft(305.0, 211.0, 140.0, 6.0, 2.0), ink(NAVY, 1.0));
    bogies(canvas, &[322.0, 340.0, 400.0, 418.0]);
}
