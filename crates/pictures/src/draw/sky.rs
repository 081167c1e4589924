//! The hour of the day: sky, sun and clouds.

use super::{SCENE, WARM, WHITE};
use crate::chance::Chance;
use crate::paint::{Canvas, Ink, blend, circle, ink, path, rect};

/// What the light of the hour does to everything else.
pub(super) struct Light {
    /// Colour of the air at the horizon; far things take it on.
    pub(super) haze: Ink,
    /// The zone's accent in this picture.
    pub(super) accent: Ink,
}

/// Paints a sky down to the horizon (and the haze below it).
pub(super) fn paint(canvas: &mut Canvas, chance: &mut Chance, horizon: f32) -> Light {
    let (top, haze, sun) = chance.pick(&[
        (0x5aa7e6, 0xe6f3fd, 0xfff3d6),
        (0x3d86d6, 0xd3e8fa, 0xffffff),
        (0x6fa3dc, 0xfde3cb, 0xffd9a0),
        (0x4b8fd0, 0xf9ecd9, 0xffe2b0),
        (0x82bcec, 0xf1f8fe, 0xffe9bd),
    ]);
    // By way of a pale blue: straight from blue to a warm haze would be grey.
    let pale = blend(top, 0xf2f8fe, 0.7);
    let middle = horizon * 0.66;
    canvas.fade(rect(0.0, -80.0, SCENE.0, middle + 81.0), (-30.0, middle), ink(top, 1.0), ink(pale, 1.0));
    canvas.fade(rect(0.0, middle, SCENE.0, 400.0), (middle, horizon), ink(pale, 1.0), ink(haze, 1.0));
    let (x, y) = (chance.between(70.0, SCENE.0 - 70.0), chance.between(46.0, 92.0));
    canvas.glow(x, y, 100.0, ink(blend(sun, WHITE, 0.72), 0.62));
    canvas.fill(circle(x, y, 21.0), ink(blend(sun, WHITE, 0.35), 0.95));
    for _ in 0..3 + chance.below(2) {
        let (x, y) = (chance.between(-20.0, SCENE.0), chance.between(18.0, horizon * 0.5));
        cloud(canvas, x, y, chance.between(0.5, 1.0), chance.between(0.55, 0.9));
    }
    Light { haze, accent: chance.pick(&WARM) }
}

/// A cloud with a flat base; about 90 units wide at size one.
pub(super) fn cloud(canvas: &mut Canvas, x: f32, y: f32, size: f32, opacity: f32) {
    let at = |dx: f32, dy: f32| (x + dx * size, y + dy * size);
    let shape = path(|p| {
        let start = at(0.0, 0.0);
        p.move_to(start.0, start.1);
        for (c, d, e) in [
            ((-14.0, 0.0), (-14.0, -17.0), (2.0, -17.0)),
            ((4.0, -33.0), (28.0, -38.0), (36.0, -24.0)),
            ((46.0, -34.0), (66.0, -28.0), (65.0, -14.0)),
            ((82.0, -16.0), (84.0, 0.0), (70.0, 0.0)),
        ] {
            let (c, d, e) = (at(c.0, c.1), at(d.0, d.1), at(e.0, e.1));
            p.cubic_to(c.0, c.1, d.0, d.1, e.0, e.1);
        }
        p.close();
    });
    canvas.fade(shape, (y - 34.0 * size, y), ink(WHITE, opacity), ink(WHITE, opacity * 0.45));
}
