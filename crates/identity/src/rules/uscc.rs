//! 统一社会信用代码, GB 32100-2015: 18 characters without I O S V Z, the last one computed from the others.

/// The characters, each worth its place.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// How a code looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// As the standard wants it.
    Fine,
    /// 18 right characters, but the last is not what the standard computes. Some real registrations are so: a warning
    /// that must be confirmed, no refusal.
    Doubtful,
    /// Not 18 characters.
    Length,
    /// This character, counted from 1, cannot be in a code.
    Character(usize),
}

/// The code as it is kept: without blanks, in upper case, full-width characters made narrow.
pub fn normal(typed: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    typed.chars().filter(|c| !c.is_whitespace()).map(narrow).flat_map(char::to_uppercase).collect()
}

/// Judges a normal code.
pub fn check(code: &str) -> Verdict {
    if let Some(at) = code.chars().position(|c| !ALPHABET.contains(c)) {
        return Verdict::Character(at + 1);
    }
    if code.len() != 18 {
        return Verdict::Length;
    }
    let worth = |c: char| ALPHABET.find(c).unwrap_or_default();
    let (mut sum, mut weight) = (0, 1);
    for c in code.chars().take(17) {
        sum += worth(c) * weight;
        weight = weight * 3 % 31;
    }
    let last = code.chars().last().map(worth);
    if last == Some((31 - sum % 31) % 31) { Verdict::Fine } else { Verdict::Doubtful }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b11_codes_of_the_standard_and_of_registers_are_fine() {
        let fine = [
            "91350100M000100Y43",
            "914403001922038216",
            "91330100799655058B",
            "11100000000013127D",
            "51610700305332460K",
            "91460200MA5DT7GH60",
            "91460200MA5Y0HY0X0",
        ];
        for code in fine {
            assert_eq!(check(code), Verdict::Fine, "{code}");
        }
        assert_eq!(check(&normal(" ９１350100m000100y43 ")), Verdict::Fine);
    }

    #[test]
    fn b11_a_wrong_check_character_is_doubtful_and_a_wrong_character_is_named() {
        assert_eq!(check("202012030000000002"), Verdict::Doubtful);
        assert_eq!(check("91350200M000000510"), Verdict::Doubtful);
        assert_eq!(check("91350100M000100Y4Z"), Verdict::Character(18));
        assert_eq!(check("91350100MO00100Y43"), Verdict::Character(10));
        assert_eq!(check("91350100M000100Y4"), Verdict::Length);
        assert_eq!(check("91350100M000100Y433"), Verdict::Length);
        assert_eq!(check(""), Verdict::Length);
    }
}
