//! Numbers of an assessment: whole ten-thousandths, so that nobody's score depends on how a machine rounds.

use crate::kernel::text::half_width;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Ten-thousandths of one.
const ONE: i128 = 10_000;

/// The greatest amount anybody may type, up or down: a billion.
const MOST: i64 = 1_000_000_000;

/// A number with at most four decimals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(i64);

impl Exact {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// A whole number; what lies beyond what may be typed is drawn to it.
    #[must_use]
    pub fn whole(number: i64) -> Self {
        Self(number.clamp(-MOST, MOST) * 10_000)
    }

    /// A number as people write it: full-width digits, blanks and commas are forgiven. `None` for anything else, for
    /// more than four decimals and for more than a billion.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let plain: String =
            typed.trim().chars().map(half_width).filter(|c| !matches!(c, ',' | ' ' | '，')).collect();
        let (negative, plain) = plain.strip_prefix('-').map_or((false, plain.as_str()), |rest| (true, rest));
        let (whole, decimals) = plain.split_once('.').unwrap_or((plain, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(decimals) || whole.len() > 12 || decimals.len() > 4 {
            return None;
        }
        let whole: i64 = whole.parse().ok()?;
        let decimals: i64 = format!("{decimals:0<4}").parse().ok()?;
        let value = whole * 10_000 + decimals;
        let fits = value <= MOST * 10_000;
        fits.then_some(Self(if negative { -value } else { value }))
    }

    /// Whether it has no decimals.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        self.0 % 10_000 == 0
    }

    /// The product, rounded half away from nought to four decimals.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        Self::round(i128::from(self.0) * i128::from(other.0), ONE)
    }

    /// `self ÷ other × most`, rounded once; nothing when `other` is nothing.
    #[must_use]
    pub fn share(self, other: Self, most: Self) -> Self {
        if other.0 == 0 {
            return Self::ZERO;
        }
        Self::round(i128::from(self.0) * i128::from(most.0), i128::from(other.0))
    }

    /// The sum.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    fn round(over: i128, under: i128) -> Self {
        let (over, under) = if under < 0 { (-over, -under) } else { (over, under) };
        let half = if over < 0 { -under } else { under };
        let rounded = (2 * over + half) / (2 * under);
        Self(rounded.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64)
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, decimals) = (self.0.unsigned_abs() / 10_000, self.0.unsigned_abs() % 10_000);
        if decimals == 0 {
            return write!(f, "{sign}{whole}");
        }
        let decimals = format!("{decimals:04}");
        write!(f, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
    }
}

/// Written as text, so that no reader makes a floating point number of it.
impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        // A score may be greater than what anybody may type.
        let parts = text.strip_prefix('-').unwrap_or(&text);
        let (whole, decimals) = parts.split_once('.').unwrap_or((parts, "0"));
        let value = whole.parse::<i64>().ok().zip(format!("{decimals:0<4}").parse::<i64>().ok());
        let value = value.and_then(|(whole, decimals)| whole.checked_mul(10_000)?.checked_add(decimals));
        let value =
            value.filter(|_| decimals.len() <= 4).ok_or_else(|| serde::de::Error::custom(text.as_str()))?;
        Ok(Self(if text.starts_with('-') { -value } else { value }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::parse(text).unwrap()
    }

    #[test]
    fn d06_numbers_are_read_as_people_write_them_and_never_rounded_while_read() {
        for (typed, said) in [
            ("12", "12"),
            ("１２，０００.50", "12000.5"),
            (" 0.3 ", "0.3"),
            ("-4.0001", "-4.0001"),
            ("007", "7"),
        ] {
            assert_eq!(exact(typed).to_string(), said);
        }
        for bad in [
            "",
            ".",
            "1.",
            ".5",
            "1e3",
            "0.00001",
            "1..2",
            "1000000000.0001",
            "abc",
            "--1",
            "９９９９９９９９９９９９９",
        ] {
            assert_eq!(Exact::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn d06_products_and_shares_are_rounded_half_up_once() {
        assert_eq!(exact("12").times(exact("2")), exact("24"));
        assert_eq!(exact("20").times(exact("0.3")), exact("6"));
        assert_eq!(exact("0.0001").times(exact("0.5")), exact("0.0001"));
        assert_eq!(exact("0.0001").times(exact("0.4999")), Exact::ZERO);
        assert_eq!(exact("-0.0001").times(exact("0.5")), exact("-0.0001"));
        assert_eq!(exact("1").share(exact("3"), exact("10")), exact("3.3333"));
        assert_eq!(exact("2").share(exact("3"), exact("10")), exact("6.6667"));
        assert_eq!(exact("2").share(Exact::ZERO, exact("10")), Exact::ZERO);
    }

    #[test]
    fn d06_what_is_written_is_read_back() {
        for text in ["0", "-1.5", "999999999999.9999", "0.0001", "-0.0001"] {
            let read: Exact = serde_json::from_str(&format!("\"{text}\"")).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), format!("\"{text}\""));
        }
        assert!(serde_json::from_str::<Exact>("\"1.00001\"").is_err());
        assert!(serde_json::from_str::<Exact>("1").is_err());
    }
}
