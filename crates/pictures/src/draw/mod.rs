//! Illustrations for an invented zone: covers, detail pictures, logos and a specimen of a licence, drawn by the
//! program, so that a demonstration has pictures of its own and shows nobody's property.
//!
//! The same seed always gives the same picture. All meet the limits of the slots they are made for.

mod air;
mod detail;
mod estate;
mod land;
mod licence;
mod logo;
mod rail;
mod road;
mod sea;
mod sky;

pub use detail::detail;
pub use estate::estate;
pub use licence::licence;
pub use logo::logo;

use image::RgbImage;

use crate::chance::Chance;
use crate::encode;
use crate::paint::{Canvas, Ink};

/// How goods travel; decides what a cover shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// A container ship.
    Sea,
    /// A freight plane.
    Air,
    /// A lorry.
    Road,
    /// A freight train.
    Rail,
}

impl Mode {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Sea, Self::Air, Self::Road, Self::Rail];
}

/// The house's blues, from night to mist, and its warm accents.
const NAVY: Ink = 0x0b2f5b;
const BLUE: Ink = 0x1a5fb4;
const BRIGHT: Ink = 0x3f8fe0;
const MIST: Ink = 0xbcd9f2;
const WHITE: Ink = 0xffffff;
const WARM: [Ink; 3] = [0xf28c38, 0xe8573f, 0xf5b942];

/// The size that scenes are drawn in; a canvas scales it.
const SCENE: (f32, f32) = (478.0, 320.0);

/// A cover: a flat scene of 478 × 320 pixels (twice 239 × 160) as JPEG, under 200 KB.
pub fn cover(mode: Mode, seed: u64) -> Vec<u8> {
    encode::jpeg(&scene(mode, seed, 478, 320), 90)
}

/// The scene at a size in pixels; what the shape leaves over is cut off below and above.
fn scene(mode: Mode, seed: u64, width: u32, height: u32) -> RgbImage {
    let scale = (width as f32 / SCENE.0).max(height as f32 / SCENE.1);
    let mut canvas = Canvas::new(width, height, scale);
    let spare = (height as f32 / scale - SCENE.1) / 2.0;
    canvas.place = canvas.place.pre_translate(0.0, spare);
    let mut chance = Chance::new(seed ^ (mode as u64) << 56);
    let light = sky::paint(&mut canvas, &mut chance, if mode == Mode::Air { 320.0 } else { 216.0 });
    match mode {
        Mode::Sea => sea::paint(&mut canvas, &mut chance, &light),
        Mode::Air => air::paint(&mut canvas, &mut chance, &light),
        Mode::Road => road::paint(&mut canvas, &mut chance, &light),
        Mode::Rail => rail::paint(&mut canvas, &mut chance, &light),
    }
    canvas.rgb()
}

/// A colour for a container: mostly blues, now and then something warm.
fn container(chance: &mut Chance) -> Ink {
    chance.pick(&[BLUE, BRIGHT, 0x2a76c6, 0x7fb4e8, 0xe9f1f9, 0x154a8c, WARM[0], WARM[1], 0x2f9e9a])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{COVER, DETAIL, LICENCE, LOGO};
    use crate::{Fitted, Kind, Slot, check, fit};

    /// Taken by the slot it is made for, already as light as what is stored there.
    fn suits(bytes: &[u8], name: &str, slot: &Slot) -> Fitted {
        assert!(check(bytes, name, slot).is_ok(), "{name}");
        assert!(bytes.len() <= slot.max_bytes, "{name} has {} bytes", bytes.len());
        fit(bytes, slot, None).unwrap()
    }

    #[test]
    fn f04_l12_covers_of_every_mode_suit_their_slot_and_differ() {
        let mut seen = Vec::new();
        for mode in Mode::ALL {
            for seed in [0, 1, u64::MAX] {
                let bytes = cover(mode, seed);
                let stored = suits(&bytes, "cover.jpg", &COVER);
                assert_eq!((stored.width, stored.height), (478, 320));
                assert!(!seen.contains(&bytes), "{mode:?} {seed}");
                seen.push(bytes);
            }
        }
        assert_eq!(cover(Mode::Air, 1), cover(Mode::Air, 1));
    }

    #[test]
    fn f05_l13_detail_pictures_suit_their_slot() {
        for n in 0..5 {
            let stored = suits(&detail(Mode::Rail, 11, n), "detail.jpg", &DETAIL);
            assert_eq!(stored.width, 1200, "picture {n}");
            assert!((600..800).contains(&stored.height));
        }
        assert_ne!(detail(Mode::Rail, 11, 0), detail(Mode::Rail, 11, 4), "the fifth is a new route");
    }

    #[test]
    fn c05_l4_l5_logos_and_licences_suit_their_slots() {
        for (initials, seed) in
            [("NBM", 0), ("", 1), ("x9", 2), ("中文", 3), ("ABCDEFG", 4), ("A", 5), ("I", 6)]
        {
            let stored = suits(&logo(initials, seed), "logo.png", &LOGO);
            assert_eq!((stored.kind, stored.width, stored.height), (Kind::Png, 370, 148));
        }
        let stored = suits(&licence(3), "licence.jpeg", &LICENCE);
        assert_eq!((stored.width, stored.height), (1600, 1100));
    }
}
