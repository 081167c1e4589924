//! 统一社会信用代码 (GB 32100-2015): 18 characters, the last a check over the others, the ninth to seventeenth an
//! organisation code with a check of its own (GB 11714).

use std::fmt;

/// The 31 characters a code is made of, in the order of their values: no I O S V Z.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Weights of the first 17 characters: powers of 3 modulo 31.
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// Weights of the organisation code's eight characters.
const INNER_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// A credit code of the right form. Whether its checks hold is asked separately: codes that fail them exist in real life, so
/// a zone decides whether that refuses or only warns (Q4).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Uscc(String);

/// Why something is no credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotUscc {
    /// Not 18 characters.
    Length,
    /// A character that no code has, such as I, O, S, V or Z, or a letter in the region's digits.
    Character,
}

impl NotUscc {
    /// The sentence that says so.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Length => "uscc-length",
            Self::Character => "uscc-character",
        }
    }
}

impl Uscc {
    /// Reads a code as people type it: blanks, small letters and full-width forms are forgiven.
    ///
    /// # Errors
    /// [`NotUscc`] says what is wrong with its form.
    pub fn read(typed: &str) -> Result<Self, NotUscc> {
        let code: String = typed
            .chars()
            .map(crate::kernel::text::half_width)
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| c.to_ascii_uppercase())
            .collect();
        if code.chars().count() != 18 {
            return Err(NotUscc::Length);
        }
        let fits = code.bytes().enumerate().all(|(at, byte)| match at {
            2..8 => byte.is_ascii_digit(),
            _ => ALPHABET.contains(&byte),
        });
        if fits { Ok(Self(code)) } else { Err(NotUscc::Character) }
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The administrative division in positions 3–8 (GB/T 2260).
    #[must_use]
    pub fn division(&self) -> &str {
        &self.0[2..8]
    }

    /// Whether the check character fits the other 17.
    #[must_use]
    pub fn check_holds(&self) -> bool {
        check_of(&self.0.as_bytes()[..17]) == Some(self.0.as_bytes()[17])
    }

    /// Whether the organisation code's own check holds.
    #[must_use]
    pub fn inner_check_holds(&self) -> bool {
        inner_check_of(&self.0.as_bytes()[8..16]) == self.0.as_bytes()[16]
    }

    /// Whether anything about its checks deserves a second look (Q4).
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.check_holds() && self.inner_check_holds()
    }
}

impl fmt::Display for Uscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn value(byte: u8) -> Option<u32> {
    ALPHABET.iter().position(|known| *known == byte).and_then(|at| u32::try_from(at).ok())
}

fn check_of(first: &[u8]) -> Option<u8> {
    let mut sum = 0;
    for (byte, weight) in first.iter().zip(WEIGHTS) {
        sum += value(*byte)? * weight;
    }
    // The outer remainder matters: a sum divisible by 31 gives 0, not 31.
    ALPHABET.get(((31 - sum % 31) % 31) as usize).copied()
}

fn inner_check_of(first: &[u8]) -> u8 {
    let plain = |byte: u8| match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        _ => u32::from(byte.wrapping_sub(b'A')) + 10,
    };
    let sum: u32 = first.iter().zip(INNER_WEIGHTS).map(|(byte, weight)| plain(*byte) * weight).sum();
    match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        digit => b'0' + u8::try_from(digit).unwrap_or_default(),
    }
}

/// A sound code that no authority gave out: registration authority `Y` is not in use. For tests and the demo zone;
/// `division` is six digits, `number` tells several apart.
///
/// # Panics
/// When `division` is not six digits.
#[must_use]
pub fn invented(division: &str, number: u64) -> Uscc {
    let organisation = format!("{:08}", number % 100_000_000);
    let mut code = format!("Y1{division}{organisation}").into_bytes();
    code.push(inner_check_of(organisation.as_bytes()));
    code.push(check_of(&code).expect("digits and X are in the alphabet"));
    let code = String::from_utf8(code).expect("plain characters");
    Uscc::read(&code).expect("an invented code has the right form")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(code: &str) -> Uscc {
        Uscc::read(code).unwrap_or_else(|wrong| panic!("{code}: {wrong:?}"))
    }

    #[test]
    fn b06_codes_that_are_sound() {
        // The standard's worked example, public registry codes of well-known organisations, and edges of both checks.
        for code in [
            "91350100M000100Y43",
            "914403001922038216",
            "9144030071526726XG",
            "91330100799655058B",
            "91110108551385082Q",
            "911103026605015136",
            "91440300708461136T",
            "91110000802100433B",
            "91110105771583283D",
            "11100000000013127D",
            "11610923MB2900168E",
            "51610700305332460K",
            "1134082855783407XL",
            "112302070019030687",
            "91460200MA5DT7GH60",
            "91460200MA5Y0HY0X0",
        ] {
            assert!(read(code).is_sound(), "{code}");
        }
    }

    #[test]
    fn b06_codes_whose_checks_fail_are_still_codes() {
        for code in ["91350200M000000510", "91350128M00000019A", "202012030000000002"] {
            assert!(!read(code).check_holds(), "{code}");
        }
        for code in ["91350200M000000510", "91350128M00000019A"] {
            assert!(read(code).inner_check_holds(), "{code}");
        }
    }

    #[test]
    fn b06_what_is_no_code_says_why() {
        assert_eq!(Uscc::read("91350100M000100Y4Z"), Err(NotUscc::Character));
        assert_eq!(Uscc::read("9135A100M000100Y43"), Err(NotUscc::Character));
        assert_eq!(Uscc::read("91350100M000100Y4"), Err(NotUscc::Length));
        assert_eq!(Uscc::read("91350100M000100Y433"), Err(NotUscc::Length));
        assert_eq!(Uscc::read("九一三五0100M000100Y43"), Err(NotUscc::Character));
        assert_eq!(Uscc::read(""), Err(NotUscc::Length));
    }

    #[test]
    fn b06_typing_habits_are_forgiven() {
        for typed in ["91350100m000100y43", " 9135 0100 M000 100Y43 ", "９１３５０１００Ｍ０００１００Ｙ４３"]
        {
            assert_eq!(read(typed).as_str(), "91350100M000100Y43");
        }
        assert_eq!(read("91350100M000100Y43").division(), "350100");
    }

    #[test]
    fn b06_every_slip_of_one_character_or_two_neighbours_is_noticed() {
        let code = "91350100M000100Y43";
        for at in 0..18 {
            for byte in ALPHABET {
                let mut other = code.as_bytes().to_vec();
                other[at] = *byte;
                let other = String::from_utf8(other).unwrap();
                if other != code
                    && let Ok(other) = Uscc::read(&other)
                {
                    assert!(!other.check_holds(), "{other}");
                }
            }
        }
        for at in 0..17 {
            let mut other = code.as_bytes().to_vec();
            other.swap(at, at + 1);
            let other = String::from_utf8(other).unwrap();
            if other != code
                && let Ok(other) = Uscc::read(&other)
            {
                assert!(!other.check_holds(), "{other}");
            }
        }
    }

    #[test]
    fn b06_invented_codes_are_sound_and_differ() {
        let codes: std::collections::BTreeSet<String> = (0..500)
            .map(|n| invented("990101", n))
            .inspect(|code| assert!(code.is_sound()))
            .map(|c| c.0)
            .collect();
        assert_eq!(codes.len(), 500);
    }
}
