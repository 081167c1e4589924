//! Small rules about text that every form shares.

use std::borrow::Cow;

/// Trims, and turns Windows line ends into plain ones.
#[must_use]
pub fn tidy(value: &str) -> String {
    value.replace("\r\n", "\n").trim().to_owned()
}

/// Names and tags are one line: line feeds and tabs of a pasted text become blanks.
#[must_use]
pub fn one_line(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether nobody types a character: controls other than line feed and tab, the marks that turn the reading direction around,
/// and what Unicode keeps from ever being one.
#[must_use]
pub fn is_control(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FDD0}'..='\u{FDEF}')
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Whether text carries characters nobody types.
#[must_use]
pub fn has_control(value: &str) -> bool {
    value.chars().any(is_control)
}

/// A text without the characters nobody types.
#[must_use]
pub fn typed(value: &str) -> Cow<'_, str> {
    if has_control(value) {
        Cow::Owned(value.chars().filter(|c| !is_control(*c)).collect())
    } else {
        Cow::Borrowed(value)
    }
}

/// A mainland mobile number in the form the hall keeps (`+8613800001234`); forgiving about blanks, hyphens,
/// full-width digits and the country prefix.
#[must_use]
pub fn mobile(value: &str) -> Option<String> {
    let digits: String =
        value.chars().map(half_width).filter(|c| !matches!(c, ' ' | '-' | '\u{00A0}' | '\t')).collect();
    let rest = digits
        .strip_prefix("+86")
        .or_else(|| digits.strip_prefix("0086"))
        .or_else(|| (digits.len() == 13).then(|| digits.strip_prefix("86")).flatten())
        .unwrap_or(&digits);
    let bytes = rest.as_bytes();
    let fits = bytes.len() == 11
        && bytes[0] == b'1'
        && (b'3'..=b'9').contains(&bytes[1])
        && bytes.iter().all(u8::is_ascii_digit);
    fits.then(|| format!("+86{rest}"))
}

/// Any telephone number one may leave as contact: digits, blanks, hyphens, plus, brackets; 5–20 characters.
#[must_use]
pub fn is_phone(value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    (5..=15).contains(&digits)
        && value.chars().count() <= 20
        && value.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '+' | '(' | ')' | '转'))
}

/// `+8613800001234` → `138****1234`: enough to recognise one's own, not enough to call.
#[must_use]
pub fn masked(phone: &str) -> String {
    let digits: Vec<char> = phone.strip_prefix("+86").unwrap_or(phone).chars().collect();
    if digits.len() < 8 {
        return "****".to_owned();
    }
    let head: String = digits[..3].iter().collect();
    let tail: String = digits[digits.len() - 4..].iter().collect();
    format!("{head}****{tail}")
}

/// Full-width forms (as a Chinese keyboard gives them) to plain ones.
#[must_use]
pub fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Escapes what LIKE would read as a pattern; the escape character is `\`.
#[must_use]
pub fn like(words: &str) -> String {
    let escaped = words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a02_mobile_numbers_are_understood_as_people_write_them() {
        for written in
            ["13800001234", "138 0000 1234", "+86 138-0000-1234", "008613800001234", "８６13800001234"]
        {
            assert_eq!(mobile(written).as_deref(), Some("+8613800001234"), "{written}");
        }
        for written in ["12800001234", "1380000123", "138000012345", "abc", "", "+1 202 555 0100"] {
            assert_eq!(mobile(written), None, "{written}");
        }
    }

    #[test]
    fn a02_a_masked_number_cannot_be_called() {
        assert_eq!(masked("+8613800001234"), "138****1234");
        assert_eq!(masked("123"), "****");
    }

    #[test]
    fn words_searched_for_are_never_a_pattern() {
        assert_eq!(like("50%_\\"), "%50\\%\\_\\\\%");
    }
}
