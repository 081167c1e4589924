//! Numbers as people write them.

use super::fold::{half_width, trim};
use super::reason::Reason;

/// From here on a number has more digits than spreadsheet programs keep.
const ROUNDED: f64 = 1e15;

/// The digits one sees, never with an exponent; spreadsheet programs show at most 15.
pub(crate) fn digits(number: f64) -> Result<String, Reason> {
    if number.abs() >= ROUNDED {
        return Err(Reason::Rounded);
    }
    let seen: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    // Nought has no sign.
    Ok(if seen == 0.0 { "0".to_owned() } else { seen.to_string() })
}

/// Reads a number as a whole count of its last allowed place: with two places, 12.5 is 1250. Thousands may be separated, digits may be
/// full-width.
pub(crate) fn scaled(text: &str, places: u32) -> Result<i64, Reason> {
    let text = half_width(text);
    let text = trim(&text);
    let (negative, text) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let whole = ungrouped(whole).ok_or(Reason::NotANumber)?;
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) || whole.is_empty() && fraction.is_empty() {
        return Err(Reason::NotANumber);
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > places as usize {
        return Err(if places == 0 { Reason::NotWhole } else { Reason::TooManyPlaces { places } });
    }
    let mut value = 0_i64;
    let zeros = std::iter::repeat_n(b'0', places as usize - fraction.len());
    for digit in whole.bytes().chain(fraction.bytes()).chain(zeros) {
        let digit = i64::from(digit - b'0');
        let next = value.checked_mul(10).and_then(|value| value.checked_add(digit));
        value = next.ok_or(Reason::TooLarge)?;
    }
    Ok(if negative { -value } else { value })
}

/// Takes commas out that separate thousands; `1,23` is no number.
fn ungrouped(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let mut digits = first.to_owned();
    let mut grouped = false;
    for group in groups {
        grouped = true;
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    let fits = digits.bytes().all(|byte| byte.is_ascii_digit()) && (!grouped || matches!(first.len(), 1..=3));
    fits.then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_those_one_sees() {
        for (number, seen) in [
            (13_800_000_000.0, "13800000000"),
            (914_600_001_234_567.0, "914600001234567"),
            (0.1 + 0.2, "0.3"),
            (1e-7, "0.0000001"),
            (-0.0, "0"),
            (120.5, "120.5"),
        ] {
            assert_eq!(digits(number).as_deref(), Ok(seen));
        }
        assert_eq!(digits(914_600_001_234_567_890.0), Err(Reason::Rounded));
    }

    #[test]
    fn numbers_are_read_exactly_or_not_at_all() {
        for (text, places, value) in [
            ("1,234.50", 2, 123_450),
            ("１２３４．５", 2, 123_450),
            ("１，２３４", 0, 1_234),
            (" -12.00 ", 0, -12),
            ("+.5", 1, 5),
            ("5.", 0, 5),
            ("0.1", 4, 1_000),
            ("9223372036854775807", 0, i64::MAX),
        ] {
            assert_eq!(scaled(text, places), Ok(value), "{text}");
        }
        for (text, places, reason) in [
            ("", 0, Reason::NotANumber),
            (".", 0, Reason::NotANumber),
            ("1,23", 0, Reason::NotANumber),
            ("1234,567", 0, Reason::NotANumber),
            (",123", 0, Reason::NotANumber),
            ("1e5", 0, Reason::NotANumber),
            ("--1", 0, Reason::NotANumber),
            ("12人", 0, Reason::NotANumber),
            ("十二", 0, Reason::NotANumber),
            ("1.5", 0, Reason::NotWhole),
            ("1.234", 2, Reason::TooManyPlaces { places: 2 }),
            ("9223372036854775808", 0, Reason::TooLarge),
        ] {
            assert_eq!(scaled(text, places), Err(reason), "{text}");
        }
    }
}
