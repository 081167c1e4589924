//! What a password must be. Pure.

use crate::kernel::{FieldError, Zone};
use pinyin::ToPinyinMulti;
use serde_json::json;
use std::collections::HashSet;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;

/// Characters it has at least.
pub const SHORTEST: usize = 8;
/// Characters it has at most.
pub const LONGEST: usize = 64;
/// More than any form of ours sends: refused before it is normalised.
const LONGEST_BYTES: usize = 1_024;

static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../../../../data/passwords.txt").lines().collect());

/// The form in which a password is judged and hashed; `None` for what nobody types.
pub(crate) fn normal(typed: &str) -> Option<String> {
    if typed.len() > LONGEST_BYTES || typed.contains('\0') {
        return None;
    }
    Some(typed.nfkc().collect())
}

/// Whose password it is to be: words it must not be made of.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Owner<'a> {
    pub name: &'a str,
    pub phone: Option<&'a str>,
    pub login_name: Option<&'a str>,
}

/// The first rule a new password breaks.
pub(super) fn broken(field: &str, password: &str, owner: Owner<'_>, zone: &Zone) -> Option<FieldError> {
    let length = password.chars().count();
    let bounds = json!({ "shortest": SHORTEST, "longest": LONGEST });
    if !(SHORTEST..=LONGEST).contains(&length) {
        return Some(FieldError::with(field, "password-length", bounds));
    }
    if password.chars().any(char::is_control) {
        return Some(FieldError::new(field, "field-control-characters"));
    }
    let has = |is: fn(char) -> bool| password.chars().any(is);
    if !(has(char::is_numeric) && has(char::is_alphabetic) && has(|c| !c.is_alphanumeric())) {
        return Some(FieldError::new(field, "password-classes"));
    }
    let lower = password.to_lowercase();
    if is_common(&lower) {
        return Some(FieldError::new(field, "password-common"));
    }
    if is_own(&lower, owner) || mostly(&lower, &zone.slug) {
        return Some(FieldError::new(field, "password-own"));
    }
    None
}

/// On the list as it is, or once the decoration at its ends (`password!1` → `password`) is taken away.
fn is_common(lower: &str) -> bool {
    let plain = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let word = lower.trim_matches(|c: char| !c.is_alphabetic());
    COMMON.contains(lower) || COMMON.contains(plain) || (word.chars().count() >= 5 && COMMON.contains(word))
}

/// Made of the owner's number, login name or the pinyin of the name (L-2: 请勿将姓名拼音设为密码).
fn is_own(lower: &str, owner: Owner<'_>) -> bool {
    let number = owner.phone.map(|phone| phone.trim_start_matches("+86"));
    number.is_some_and(|number| lower.contains(number))
        || owner.login_name.is_some_and(|name| mostly(lower, &name.to_lowercase()))
        || spellings(owner.name).iter().any(|name| mostly(lower, name))
}

/// Whether `word` makes up a password but for a few characters.
fn mostly(lower: &str, word: &str) -> bool {
    let word_length = word.chars().count();
    word_length >= 4 && lower.contains(word) && lower.chars().count() < word_length + 6
}

/// Every way a name may be spelt in pinyin without tones, and in Latin letters as it stands.
fn spellings(name: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for (c, readings) in name.chars().zip(name.to_pinyin_multi()) {
        let syllables: Vec<String> = match readings {
            Some(readings) => {
                let all: HashSet<String> =
                    readings.into_iter().map(|reading| reading.plain().replace('ü', "v")).collect();
                all.into_iter().collect()
            }
            None if c.is_alphanumeric() => vec![c.to_lowercase().collect()],
            None => continue,
        };
        found = found
            .iter()
            .flat_map(|begun| syllables.iter().map(move |syllable| format!("{begun}{syllable}")))
            .take(64)
            .collect();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(password: &str) -> Option<&'static str> {
        let owner = Owner { name: "单晓月", phone: Some("+8613800001234"), login_name: Some("anchor88") };
        broken("password", password, owner, &crate::testing::zone()).map(|error| error.key)
    }

    #[test]
    fn a52_passwords_that_are_good() {
        for password in [
            "Teal-Harbour-42",
            "纸船-7-过-桥x",
            "q7!wmxz2",
            "  leading 1!",
            "R5&kdlsq",
            &format!("a1!{}", "海".repeat(61)),
        ] {
            assert_eq!(verdict(password), None, "{password}");
        }
    }

    #[test]
    fn l02_passwords_that_are_not() {
        let long = format!("a1!{}", "海".repeat(62));
        for (password, key) in [
            ("a1!", "password-length"),
            ("q7!wmxz", "password-length"),
            (long.as_str(), "password-length"),
            ("abcdefgh1", "password-classes"),
            ("abcdefgh!", "password-classes"),
            ("12345678!", "password-classes"),
            ("password1!", "password-common"),
            ("Password!1", "password-common"),
            ("!qaz2wsx", "password-common"),
            ("iloveyou#1", "password-common"),
            ("shanxiaoyue1!", "password-own"),
            ("danxiaoyue.1", "password-own"),
            ("DanXiaoYue@8", "password-own"),
            ("x13800001234!", "password-own"),
            ("anchor88!", "password-own"),
            ("tradehall1!", "password-common"),
            ("demo123!", "password-own"),
            ("good\u{7}one1!", "field-control-characters"),
        ] {
            assert_eq!(verdict(password), Some(key), "{password}");
        }
    }

    #[test]
    fn a52_full_width_letters_are_the_same_password_and_endless_ones_are_none() {
        assert_eq!(normal("ＡｂＣ１２３!").as_deref(), Some("AbC123!"));
        assert_eq!(normal(" a ").as_deref(), Some(" a "));
        assert_eq!(normal("a\0b"), None);
        assert_eq!(normal(&"a".repeat(1_025)), None);
    }
}
