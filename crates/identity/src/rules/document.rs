//! 证件: which kinds there are, and the check of 居民身份证 numbers (GB 11643-1999).

use chrono::NaiveDate;

/// The kinds, as keys of texts `document-…`.
pub const KINDS: [&str; 7] =
    ["resident", "passport", "hongkong", "taiwan", "permanent", "residence", "other"];

/// Whether a number can be one of this kind on `today`; otherwise the key of the text that says what is wrong.
pub fn check(kind: &str, number: &str, today: NaiveDate) -> Result<(), &'static str> {
    match kind {
        "resident" => resident(number, today),
        _ => {
            let plain = number.bytes().all(|b| b.is_ascii_alphanumeric() || b"-()".contains(&b));
            if plain && (5..=30).contains(&number.len()) { Ok(()) } else { Err("wrong-document-number") }
        }
    }
}

/// 17 digits and a check character; the date in it exists, is not before 1900 and not to come.
fn resident(number: &str, today: NaiveDate) -> Result<(), &'static str> {
    let bytes = number.as_bytes();
    let shaped = bytes.len() == 18
        && bytes[..17].iter().all(u8::is_ascii_digit)
        && (bytes[17].is_ascii_digit() || bytes[17] == b'X');
    if !shaped {
        return Err("wrong-resident-shape");
    }
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = bytes.iter().zip(weights).map(|(b, weight)| u32::from(b - b'0') * weight).sum();
    if b"10X98765432"[sum as usize % 11] != bytes[17] {
        return Err("wrong-resident-check");
    }
    let born = NaiveDate::parse_from_str(&number[6..14], "%Y%m%d").ok();
    let first = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day of the calendar");
    match born {
        Some(born) if born >= first && born <= today => Ok(()),
        _ => Err("wrong-resident-birth"),
    }
}

/// A number as it is kept: without blanks, upper case, full-width characters made narrow.
pub fn normal(typed: &str) -> String {
    super::uscc::normal(typed)
}

/// A number as it is shown: the first and the last few characters.
pub fn masked(number: &str) -> String {
    let length = number.chars().count();
    if length < 8 {
        return "*".repeat(length);
    }
    let shown = if length >= 15 { 4 } else { 2 };
    let masked =
        number.chars().enumerate().map(|(at, c)| if at < shown || at + shown >= length { c } else { '*' });
    masked.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()
    }

    #[test]
    fn b11_resident_numbers_are_checked_by_character_and_by_date() {
        let fine = ["11010519491231002X", "370101190102039973", "810000199001010019", "460100200002290011"];
        for number in fine {
            assert_eq!(check("resident", number, today()), Ok(()), "{number}");
        }
        assert_eq!(check("resident", &normal("11010519491231002x"), today()), Ok(()));
        assert_eq!(check("resident", "110105194912310021", today()), Err("wrong-resident-check"));
        assert_eq!(check("resident", "460100190002290015", today()), Err("wrong-resident-birth"));
        assert_eq!(check("resident", "440524188001010014", today()), Err("wrong-resident-birth"));
        assert_eq!(check("resident", "1101051949123100", today()), Err("wrong-resident-shape"));
    }

    #[test]
    fn b11_other_documents_have_a_shape_only() {
        assert_eq!(check("passport", "E12345678", today()), Ok(()));
        assert!(check("passport", "E1", today()).is_err());
        assert!(check("hongkong", "H<script>", today()).is_err());
    }

    #[test]
    fn a90_numbers_are_shown_masked() {
        assert_eq!(masked("11010519491231002X"), "1101**********002X");
        assert_eq!(masked("E12345678"), "E1*****78");
        assert_eq!(masked("1234"), "****");
    }
}
