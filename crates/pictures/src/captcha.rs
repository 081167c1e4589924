//! Proves that somebody is there (A17, X06): a picture of letters, and for those who cannot see it a question.
//!
//! Neither stops a determined machine; both make mass attempts dear. They are spent by their first use and stand
//! beside rate limits, which are the real lock.

use crate::chance::Chance;
use crate::letters;
use crate::paint::{Canvas, circle, ink, path, rect, through};

/// Characters that are not taken for one another, even warped: no 0 O Q D, 1 I L J, 2 Z, 5 S, 8 B, U V, C G.
pub const ALPHABET: &str = "34679ACEFHKMNPRTWXY";

/// Size of the picture in pixels, for a display of half that size.
pub const SIZE: (u32, u32) = (320, 112);

/// Letters of one picture.
const LENGTH: usize = 5;

/// Letters for a new picture. The seed must be unguessable: the letters follow from it.
pub fn word(seed: u64) -> String {
    let mut chance = Chance::new(seed);
    let letters: Vec<char> = ALPHABET.chars().collect();
    (0..LENGTH).map(|_| chance.pick(&letters)).collect()
}

/// Is what was typed what was shown? Case, spaces and full-width forms (from a Chinese keyboard) do not matter.
pub fn same(shown: &str, typed: &str) -> bool {
    let plain = |text: &str| -> String {
        let half = |c: char| match c {
            '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            other => other,
        };
        text.chars().filter(|c| !c.is_whitespace()).map(half).flat_map(char::to_uppercase).collect()
    };
    !shown.is_empty() && plain(shown) == plain(typed)
}

/// The letters as a PNG picture, warped and crossed by lines. The seed decides only how it looks; use another
/// one than for [`word`]. Characters the stroke font does not know are left out.
pub fn draw(text: &str, seed: u64) -> Vec<u8> {
    let mut chance = Chance::new(seed);
    let (width, height) = (SIZE.0 as f32, SIZE.1 as f32);
    let mut canvas = Canvas::new(SIZE.0, SIZE.1, 1.0);
    canvas.fade(rect(0.0, 0.0, width, height), (0.0, height), ink(0xf4f8fd, 1.0), ink(0xe2ecf7, 1.0));
    for _ in 0..60 {
        let (x, y) = (chance.between(0.0, width), chance.between(0.0, height));
        canvas.fill(circle(x, y, chance.between(1.0, 2.6)), ink(0x6a8bb5, 0.45));
    }
    let inks = [0x0b3a75, 0x1a4f96, 0x27406b, 0x123f5f, 0x334f8f];
    let count = text.chars().count().max(1) as f32;
    let step = (width - 36.0) / count;
    let (phase, bend) = (chance.between(0.0, 6.3), chance.between(3.0, 5.5));
    let wave = |x: f32, y: f32| (x + 3.0 * (y / 17.0 + phase).sin(), y + bend * (x / 31.0 + phase).sin());
    for (at, letter) in text.chars().flat_map(char::to_uppercase).enumerate() {
        let size = chance.between(8.2, 10.0);
        let (turn, lean) = (chance.between(-0.26, 0.26), chance.between(-0.18, 0.18));
        let (sin, cos) = turn.sin_cos();
        let cx = 18.0 + step * (at as f32 + 0.5) + chance.between(-4.0, 4.0);
        let cy = height / 2.0 + chance.between(-7.0, 7.0);
        let colour = ink(chance.pick(&inks), 1.0);
        let pen = chance.between(5.0, 6.6);
        for stroke in letters::strokes(letter) {
            // Finely cut, so that straight strokes bend with the wave as well.
            let points: Vec<_> = fine(&stroke)
                .into_iter()
                .map(|(x, y)| {
                    let (x, y) = ((x - 2.0 + (3.0 - y) * lean) * size * 0.95, (y - 3.0) * size);
                    wave(cx + x * cos - y * sin, cy + x * sin + y * cos)
                })
                .collect();
            canvas.line(through(&points, false), pen, colour);
        }
    }
    for _ in 0..3 {
        let (from, to) = (chance.between(18.0, height - 18.0), chance.between(18.0, height - 18.0));
        let (up, down) = (chance.between(-20.0, height + 20.0), chance.between(-20.0, height + 20.0));
        let arc = path(|p| {
            p.move_to(-6.0, from);
            p.cubic_to(width * 0.33, up, width * 0.66, down, width + 6.0, to);
        });
        canvas.line(arc, chance.between(2.0, 3.2), ink(chance.pick(&inks), 0.75));
    }
    crate::encode::png(&canvas.rgb().into())
}

/// A stroke with points no further than a quarter unit apart.
fn fine(stroke: &[(f32, f32)]) -> Vec<(f32, f32)> {
    let mut points: Vec<_> = stroke.first().copied().into_iter().collect();
    for pair in stroke.windows(2) {
        let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
        let pieces = ((bx - ax).hypot(by - ay) / 0.25).ceil().max(1.0);
        points.extend((1..=pieces as usize).map(|n| {
            let share = n as f32 / pieces;
            (ax + (bx - ax) * share, ay + (by - ay) * share)
        }));
    }
    points
}

/// "三加四等于几": the two numbers, which the page puts into words, so that a screen reader reads them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The first number, 1 to 9.
    pub a: u8,
    /// The second number, 1 to 9.
    pub b: u8,
}

impl Question {
    /// What is right.
    pub const fn answer(self) -> u8 {
        self.a + self.b
    }

    /// Is what was typed right? Full-width digits (from a Chinese keyboard) count, and so do Chinese numerals.
    pub fn answered(self, typed: &str) -> bool {
        let numerals = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
        let right = usize::from(self.answer());
        let said = match right {
            ..=10 => numerals[right].to_owned(),
            _ => format!("十{}", numerals[right - 10]),
        };
        same(&right.to_string(), typed) || typed.trim() == said
    }
}

/// A question and its answer. The seed must be unguessable.
pub fn sum(seed: u64) -> (Question, u8) {
    let mut chance = Chance::new(seed);
    let question = Question { a: 1 + chance.below(9) as u8, b: 1 + chance.below(9) as u8 };
    (question, question.answer())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a17_x06_every_letter_shown_has_strokes_of_its_own() {
        let mut seen = Vec::new();
        for letter in ALPHABET.chars() {
            let strokes = letters::strokes(letter);
            assert!(!strokes.is_empty() && !seen.contains(&strokes), "{letter}");
            seen.push(strokes);
        }
        for other in ('A'..='Z').chain('0'..='9') {
            assert!(!letters::strokes(other).is_empty(), "{other}");
        }
        assert!(letters::strokes('中').is_empty());
    }

    #[test]
    fn a17_x06_pictures_differ_by_word_and_by_seed_and_repeat() {
        let image = draw("A3KXY", 1);
        assert_eq!(image, draw("a3kxy", 1));
        assert_ne!(image, draw("A3KXY", 2));
        assert_ne!(image, draw("A3KXT", 1));
        let shown = image::load_from_memory(&image).unwrap().into_rgb8();
        assert_eq!((shown.width(), shown.height()), SIZE);
        let dark = shown.pixels().filter(|pixel| pixel[0] < 80).count();
        assert!((2000..16_000).contains(&dark), "{dark} dark pixels");
        assert!(!draw("", 1).is_empty() && !draw("中文<>", 1).is_empty());
    }

    #[test]
    fn a17_x06_words_use_the_alphabet_and_hardly_repeat() {
        let words: std::collections::HashSet<_> = (0..500).map(word).collect();
        assert!(words.len() > 495);
        assert!(words.iter().all(|word| word.len() == LENGTH && word.chars().all(|c| ALPHABET.contains(c))));
    }

    #[test]
    fn a17_typing_is_forgiving_but_not_empty() {
        for typed in ["A3KXY", "a3kxy", " a3 kxy ", "Ａ３ＫＸＹ", "ａ３ｋｘｙ"] {
            assert!(same("A3KXY", typed), "{typed}");
        }
        assert!(!same("A3KXY", "A3KX") && !same("A3KXY", "") && !same("", ""));
    }

    #[test]
    fn a17_the_question_is_the_way_without_sight() {
        let mut answers = std::collections::HashSet::new();
        for seed in 0..300 {
            let (question, answer) = sum(seed);
            assert!((1..=9).contains(&question.a) && (1..=9).contains(&question.b));
            assert!(question.answered(&answer.to_string()) && !question.answered(&(answer + 1).to_string()));
            assert!(!question.answered(""));
            answers.insert(answer);
        }
        assert_eq!(answers.len(), 17, "from 2 to 18");
        let question = Question { a: 9, b: 5 };
        assert!(
            question.answered("１４")
                && question.answered("十四")
                && Question { a: 3, b: 4 }.answered(" 七 ")
        );
    }
}
