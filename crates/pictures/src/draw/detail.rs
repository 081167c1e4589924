//! Pictures for the page of an offering: a route, a yard, a course of days, and the scene again.

use super::{BLUE, BRIGHT, MIST, Mode, NAVY, WARM, WHITE, container, scene};
use crate::chance::Chance;
use crate::encode;
use crate::paint::{Canvas, Ink, blend, circle, ink, path, poly, rect, soft, through};

/// The `n`th detail picture of an offering, 1200 pixels wide, as JPEG under 1 MB: a route, a container yard, a course of
/// steps, the cover's scene, and so on in turn. No words, so that it serves every language.
pub fn detail(mode: Mode, seed: u64, n: usize) -> Vec<u8> {
    let mut chance = Chance::new(seed.wrapping_add(n as u64 * 7919));
    let image = match n % 4 {
        0 => route(&mut chance, mode),
        1 => yard(&mut chance),
        2 => course(&mut chance, mode),
        _ => return encode::jpeg(&scene(mode, seed ^ 0xde7a_1100 ^ n as u64, 1200, 760), 88),
    };
    encode::jpeg(&image.rgb(), 88)
}

/// A map that never was, and a way across it.
fn route(chance: &mut Chance, mode: Mode) -> Canvas {
    let mut canvas = Canvas::new(1200, 700, 1.0);
    canvas.fade(rect(0.0, 0.0, 1200.0, 700.0), (0.0, 700.0), ink(0xe3f0fb, 1.0), ink(0xcfe3f5, 1.0));
    let accent = chance.pick(&WARM);
    // Two shores, each with a rim of shallow water.
    for (x, y, size) in
        [(150.0, 300.0, 290.0), (1090.0, 420.0, 330.0), (640.0, 760.0, 190.0), (600.0, -40.0, 150.0)]
    {
        let bumps: [f32; 4] = std::array::from_fn(|_| chance.between(0.0, std::f32::consts::TAU));
        for (more, colour) in [(52.0, 0xd9ebf9), (26.0, 0xe9f4fc), (0.0, 0xf8fafb)] {
            let shore: Vec<_> = (0..180)
                .map(|step| {
                    let t = step as f32 * std::f32::consts::TAU / 180.0;
                    let wave = |n: usize| ((n as f32 + 2.0) * t + bumps[n]).sin() / (n as f32 + 2.0);
                    let r = more + size * (1.0 + 0.26 * (wave(0) + wave(1) + wave(2) + wave(3)));
                    (x + r * t.cos(), y + r * t.sin() * 0.92)
                })
                .collect();
            canvas.fill(poly(&shore), ink(colour, 1.0));
        }
    }
    for row in 0..24 {
        for column in 0..40 {
            canvas.fill(
                circle(15.0 + column as f32 * 30.0, 15.0 + row as f32 * 30.0, 1.5),
                ink(0x6f9ccb, 0.28),
            );
        }
    }
    let (a, b) = (
        (chance.between(190.0, 260.0), chance.between(400.0, 470.0)),
        (chance.between(930.0, 1000.0), chance.between(240.0, 300.0)),
    );
    let lift = chance.between(-210.0, -120.0);
    let (c, d) = ((a.0 + 230.0, a.1 + lift), (b.0 - 230.0, b.1 - lift * 0.9));
    let at = |t: f32| {
        let mix = |p: f32, q: f32, r: f32, s: f32| {
            let u = 1.0 - t;
            u * u * u * p + 3.0 * u * u * t * q + 3.0 * u * t * t * r + t * t * t * s
        };
        (mix(a.0, c.0, d.0, b.0), mix(a.1, c.1, d.1, b.1))
    };
    let way: Vec<_> = (0..=60).map(|n| at(n as f32 / 60.0)).collect();
    canvas.line(through(&way, false), 16.0, ink(WHITE, 0.9));
    canvas.line(through(&way, false), 7.0, ink(BLUE, 1.0));
    for (stop, share) in [0.27, 0.76].into_iter().enumerate() {
        let (x, y) = at(share);
        canvas.fill(circle(x, y, 17.0), ink(WHITE, 1.0));
        canvas.line(circle(x, y, 14.0), 6.0, ink(if stop == 0 { BRIGHT } else { NAVY }, 1.0));
    }
    for (end, colour) in [(a, BLUE), (b, accent)] {
        pin(&mut canvas, end, colour);
    }
    let (x, y) = at(0.51);
    canvas.fill(circle(x, y + 5.0, 60.0), ink(NAVY, 0.12));
    canvas.fill(circle(x, y, 58.0), ink(WHITE, 1.0));
    canvas.line(circle(x, y, 58.0), 4.0, ink(accent, 1.0));
    emblem(&mut canvas, mode, (x, y), 1.25, NAVY);
    canvas
}

/// A pin whose point is at the place.
fn pin(canvas: &mut Canvas, (x, y): (f32, f32), colour: Ink) {
    canvas.fill(soft(x - 24.0, y - 5.0, 48.0, 12.0, 6.0), ink(NAVY, 0.16));
    let drop = path(|p| {
        p.move_to(x, y);
        p.cubic_to(x - 8.0, y - 26.0, x - 36.0, y - 42.0, x - 36.0, y - 70.0);
        p.cubic_to(x - 36.0, y - 118.0, x + 36.0, y - 118.0, x + 36.0, y - 70.0);
        p.cubic_to(x + 36.0, y - 42.0, x + 8.0, y - 26.0, x, y);
        p.close();
    });
    canvas.fill(drop, ink(colour, 1.0));
    canvas.fill(circle(x, y - 70.0, 15.0), ink(WHITE, 1.0));
}

/// A yard of stacked containers, seen from a corner above.
fn yard(chance: &mut Chance) -> Canvas {
    let mut canvas = Canvas::new(1200, 700, 1.0);
    canvas.fade(rect(0.0, 0.0, 1200.0, 700.0), (0.0, 700.0), ink(0xeaf3fb, 1.0), ink(0xc9def1, 1.0));
    // One step along a container's long side, its short side, and up.
    let (long, short, up) = ((104.0, 52.0), (-50.0, 25.0), 46.0);
    let place =
        |i: f32, j: f32, k: f32| (520.0 + i * long.0 + j * short.0, 60.0 + i * long.1 + j * short.1 - k * up);
    canvas.fill(
        poly(&[place(-2.6, -2.0, 0.0), place(6.6, -2.0, 0.0), place(6.6, 11.4, 0.0), place(-2.6, 11.4, 0.0)]),
        ink(0xb4cbe2, 1.0),
    );
    for lane in [-0.9, 3.45, 7.9] {
        let line = [place(-2.4, lane, 0.0), place(6.4, lane, 0.0)];
        canvas.dashed(through(&line, false), 5.0, ink(WHITE, 0.9), Some((26.0, 22.0)));
    }
    for i in -2..6 {
        for j in [0, 1, 2, 4, 5, 6, 8, 9, 10] {
            let tall = [0, 1, 1, 2, 2, 3, 3][chance.below(7)];
            for k in 0..tall {
                let colour = container(chance);
                let corner = |di: f32, dj: f32, dk: f32| {
                    place(i as f32 + di * 0.95, j as f32 + dj * 0.93, k as f32 + dk)
                };
                let top = [
                    corner(0.0, 0.0, 1.0),
                    corner(1.0, 0.0, 1.0),
                    corner(1.0, 1.0, 1.0),
                    corner(0.0, 1.0, 1.0),
                ];
                let side = [
                    corner(0.0, 1.0, 1.0),
                    corner(1.0, 1.0, 1.0),
                    corner(1.0, 1.0, 0.0),
                    corner(0.0, 1.0, 0.0),
                ];
                let end = [
                    corner(1.0, 0.0, 1.0),
                    corner(1.0, 1.0, 1.0),
                    corner(1.0, 1.0, 0.0),
                    corner(1.0, 0.0, 0.0),
                ];
                canvas.fill(poly(&side), ink(blend(colour, NAVY, 0.14), 1.0));
                canvas.fill(poly(&end), ink(blend(colour, NAVY, 0.36), 1.0));
                canvas.fill(poly(&top), ink(blend(colour, WHITE, 0.2), 1.0));
                for rib in 1..12 {
                    let di = rib as f32 / 12.0;
                    canvas.line(
                        through(&[corner(di, 1.0, 0.9), corner(di, 1.0, 0.1)], false),
                        1.6,
                        ink(NAVY, 0.18),
                    );
                }
                canvas.line(
                    through(&[corner(1.0, 0.5, 0.95), corner(1.0, 0.5, 0.05)], false),
                    1.6,
                    ink(WHITE, 0.35),
                );
            }
        }
    }
    canvas
}

/// Steps from door to door, with what each takes below.
fn course(chance: &mut Chance, mode: Mode) -> Canvas {
    let mut canvas = Canvas::new(1200, 640, 1.0);
    let accent = chance.pick(&WARM);
    canvas.fill(rect(0.0, 0.0, 1200.0, 640.0), ink(0xf3f8fd, 1.0));
    canvas.fill(soft(40.0, 40.0, 1120.0, 560.0, 18.0), ink(WHITE, 1.0));
    canvas.line(soft(40.0, 40.0, 1120.0, 560.0, 18.0), 2.0, ink(MIST, 1.0));
    canvas.fill(soft(150.0, 196.0, 900.0, 8.0, 4.0), ink(MIST, 1.0));
    let done = 1 + chance.below(3);
    canvas.fill(soft(150.0, 196.0, 225.0 * done as f32, 8.0, 4.0), ink(BLUE, 1.0));
    for step in 0..5 {
        let x = 150.0 + step as f32 * 225.0;
        let colour = match step.cmp(&done) {
            std::cmp::Ordering::Less => BLUE,
            std::cmp::Ordering::Equal => accent,
            std::cmp::Ordering::Greater => 0x9dbbdb,
        };
        canvas.fill(circle(x, 200.0, 62.0), ink(WHITE, 1.0));
        canvas.fill(circle(x, 200.0, 54.0), ink(blend(colour, WHITE, 0.86), 1.0));
        canvas.line(circle(x, 200.0, 54.0), 5.0, ink(colour, 1.0));
        match step {
            1 | 3 => emblem(&mut canvas, Mode::Road, (x, 200.0), 1.0, colour),
            2 => emblem(&mut canvas, mode, (x, 200.0), 1.0, colour),
            _ => house(&mut canvas, (x, 200.0), colour, step == 0),
        }
        canvas.fill(soft(x - 44.0, 288.0, 88.0, 12.0, 6.0), ink(0x51617a, 0.55));
        canvas.fill(soft(x - 28.0, 310.0, 56.0, 9.0, 4.5), ink(0x51617a, 0.28));
    }
    let mut from = 100.0;
    for row in 0..4 {
        let (y, long) = (376.0 + row as f32 * 50.0, chance.between(150.0, 270.0));
        canvas.fill(soft(96.0, y, 1008.0, 30.0, 15.0), ink(0xeef4fa, 1.0));
        let colour = [BLUE, BRIGHT, accent, 0x2f9e9a][row];
        canvas.fill(soft(from, y, long, 30.0, 15.0), ink(colour, 1.0));
        canvas.fill(circle(from + 15.0, y + 15.0, 7.0), ink(WHITE, 0.9));
        from += long - 20.0;
    }
    canvas
}

/// A warehouse or shop.
fn house(canvas: &mut Canvas, (x, y): (f32, f32), colour: Ink, wide: bool) {
    canvas.fill(
        poly(&[
            (x - 30.0, y - 6.0),
            (x, y - 26.0),
            (x + 30.0, y - 6.0),
            (x + 30.0, y + 24.0),
            (x - 30.0, y + 24.0),
        ]),
        ink(colour, 1.0),
    );
    let (w, rows) = if wide { (36.0, 3) } else { (16.0, 1) };
    canvas.fill(rect(x - w / 2.0, y + 2.0, w, 22.0), ink(WHITE, 0.92));
    for row in 0..rows {
        canvas.fill(rect(x - w / 2.0, y + 7.0 + row as f32 * 6.0, w, 1.6), ink(colour, 0.8));
    }
}

/// A small sign for a mode, about 60 units wide at size one.
fn emblem(canvas: &mut Canvas, mode: Mode, (x, y): (f32, f32), size: f32, colour: Ink) {
    let change = tiny_skia::Transform::from_translate(x, y).pre_scale(size, size);
    canvas.within(change, |canvas| {
        let (full, light) = (ink(colour, 1.0), ink(WHITE, 1.0));
        match mode {
            Mode::Sea => {
                canvas.fill(poly(&[(-32.0, 6.0), (34.0, 6.0), (24.0, 22.0), (-26.0, 22.0)]), full);
                for (dx, dy) in [(-12.0, -7.0), (2.0, -7.0), (16.0, -7.0), (-12.0, -19.0), (2.0, -19.0)] {
                    canvas.fill(soft(dx, dy, 12.5, 10.5, 1.5), full);
                }
                canvas.fill(soft(-28.0, -16.0, 12.0, 20.0, 1.5), full);
            }
            Mode::Air => {
                let plane = [
                    (-30.0, 2.0),
                    (-38.0, -14.0),
                    (-31.0, -15.0),
                    (-20.0, -5.0),
                    (0.0, -5.0),
                    (-14.0, -28.0),
                    (-5.0, -28.0),
                    (16.0, -5.0),
                    (32.0, -4.0),
                    (38.0, 0.0),
                    (32.0, 4.0),
                    (16.0, 5.0),
                    (-5.0, 28.0),
                    (-14.0, 28.0),
                    (0.0, 5.0),
                    (-24.0, 6.0),
                ];
                canvas.fill(poly(&plane), full);
            }
            Mode::Road => {
                canvas.fill(soft(-34.0, -18.0, 42.0, 30.0, 2.5), full);
                canvas
                    .fill(poly(&[(11.0, -8.0), (24.0, -8.0), (34.0, 3.0), (34.0, 12.0), (11.0, 12.0)]), full);
                canvas.fill(poly(&[(16.0, -4.0), (22.5, -4.0), (28.0, 3.0), (16.0, 3.0)]), light);
                for dx in [-20.0, 22.0] {
                    canvas.fill(circle(dx, 14.0, 8.5), light);
                    canvas.fill(circle(dx, 14.0, 6.5), full);
                }
            }
            Mode::Rail => {
                canvas.fill(soft(-20.0, -28.0, 40.0, 44.0, 9.0), full);
                canvas.fill(soft(-14.0, -20.0, 28.0, 15.0, 3.0), light);
                canvas.fill(circle(-10.0, 5.0, 4.0), light);
                canvas.fill(circle(10.0, 5.0, 4.0), light);
                canvas.line(through(&[(-12.0, 17.0), (-20.0, 28.0)], false), 4.0, full);
                canvas.line(through(&[(12.0, 17.0), (20.0, 28.0)], false), 4.0, full);
            }
        }
    });
}
