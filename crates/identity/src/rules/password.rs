//! 密码 (L-2): 8 to 20 characters with digit, letter and special character, not the pinyin of a name, not a common one.
//! Kept as argon2id.

use super::names;
use crate::keys::{base64url, from_base64url, same};
use argon2::{Algorithm, Argon2, Params, Version};

/// Habits that make passwords with all three classes, one a line, in lower case.
const HABITS: &str = include_str!("../../data/common-passwords.txt");
/// What is tried first, one a line, in lower case (safety A53).
const FIRST: &str = include_str!("../../../../data/passwords.txt");

/// Judges a password for somebody with these names (person, contact, enterprise's representative) and this login name.
/// Returns the key of the text that says what is wrong.
pub fn check(password: &str, login: &str, people: &[impl AsRef<str>]) -> Result<(), &'static str> {
    let length = password.chars().count();
    if !(8..=20).contains(&length) {
        return Err("wrong-password-length");
    }
    let digit = password.chars().any(|c| c.is_ascii_digit());
    let letter = password.chars().any(|c| c.is_ascii_alphabetic());
    let special = password.chars().any(|c| !c.is_ascii_alphanumeric() && !c.is_control());
    if !(digit && letter && special) || password.chars().any(char::is_control) {
        return Err("wrong-password-classes");
    }
    let lower = password.to_lowercase();
    let letters: String = lower.chars().filter(char::is_ascii_alphabetic).collect();
    let plain: String = lower.chars().filter(char::is_ascii_alphanumeric).collect();
    for person in people {
        let spelt = names::spellings(person.as_ref())
            .iter()
            .any(|spelling| lower.contains(spelling) || letters.contains(spelling));
        if spelt || names::initials(person.as_ref()).contains(&letters) {
            return Err("wrong-password-name");
        }
    }
    let login = login.to_lowercase();
    if !login.is_empty() && plain.contains(&login) {
        return Err("wrong-password-login");
    }
    if is_common(&lower) {
        return Err("wrong-password-common");
    }
    Ok(())
}

/// Whether it is on the list, with or without the signs at its ends, or read as it is meant (`p@ssw0rd` is `password`).
fn is_common(lower: &str) -> bool {
    let bare = lower.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let meant = |text: &str| -> String {
        text.chars()
            .map(|c| match c {
                '@' | '4' => 'a',
                '0' => 'o',
                '1' | '!' => 'i',
                '3' => 'e',
                '$' | '5' => 's',
                '7' => 't',
                other => other,
            })
            .filter(char::is_ascii_alphanumeric)
            .collect()
    };
    let word = meant(lower.trim_end_matches(|c: char| c.is_ascii_digit() || !c.is_ascii_alphanumeric()));
    HABITS
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .chain(FIRST.lines())
        .any(|common| lower == common || bare == common || word == common)
}

/// OWASP's least for argon2id: 19 MiB, two passes, one lane.
fn argon() -> Argon2<'static> {
    let params = Params::new(19_456, 2, 1, Some(32)).expect("the numbers are within argon2's limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// A password for keeping: `argon2id$<salt>$<hash>`. Takes about 20 ms and 19 MiB.
pub fn hash(password: &str, salt: &[u8; 16]) -> String {
    let mut out = [0; 32];
    argon()
        .hash_password_into(password.as_bytes(), salt, &mut out)
        .expect("salt and output have lengths argon2 takes");
    format!("argon2id${}${}", base64url(salt), base64url(&out))
}

/// Whether `kept` was made of this password.
pub fn fits(password: &str, kept: &str) -> bool {
    let parts: Option<(&str, &str)> = kept.strip_prefix("argon2id$").and_then(|rest| rest.split_once('$'));
    let salt =
        parts.and_then(|(salt, _)| from_base64url(salt)).and_then(|salt| <[u8; 16]>::try_from(salt).ok());
    salt.is_some_and(|salt| same(&hash(password, &salt), kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(password: &str) -> Result<(), &'static str> {
        check(password, "haifeng8", &["张小明", "李雷"])
    }

    #[test]
    fn l2_a52_length_and_classes() {
        for fine in ["Blau7!see", "纸船 river-8", "a1!a1!a1!b", "7Ｋ#kmnpqrst"] {
            assert_eq!(verdict(fine), Ok(()), "{fine}");
        }
        for short in ["Ab1!xyz", "", "一二三四五六a"] {
            assert_eq!(verdict(short), Err("wrong-password-length"), "{short}");
        }
        assert_eq!(verdict(&"Ab1!".repeat(6)), Err("wrong-password-length"));
        for bare in ["abcdefgh1", "12345678!", "abcdefgh!", "ａｂｃｄ１２３！", "abc1!\u{0}defg"] {
            assert_eq!(verdict(bare), Err("wrong-password-classes"), "{bare:?}");
        }
    }

    #[test]
    fn l2_the_name_in_pinyin_is_refused_however_it_is_dressed() {
        for named in [
            "zhangxiaoming1!",
            "Zhang.Xiao.Ming9",
            "9!XiaoMing88",
            "xiaomingzhang#1",
            "z!x2025m88",
            "zxm#20250101",
            "lilei@2025",
        ] {
            assert_eq!(verdict(named), Err("wrong-password-name"), "{named}");
        }
        assert_eq!(verdict("haiFeng8!!"), Err("wrong-password-login"));
    }

    #[test]
    fn l2_common_passwords_are_refused() {
        for common in [
            "P@ssw0rd1",
            "Passw0rd!",
            "Abc123!@#",
            "Admin@123",
            "1qaz@WSX",
            "Qwer1234!",
            "Woaini1314!",
            "Sanya2025!",
        ] {
            assert_eq!(verdict(common), Err("wrong-password-common"), "{common}");
        }
    }

    #[test]
    fn a52_passwords_are_kept_exactly_as_typed() {
        let kept = hash("Blau7!see ", &[7; 16]);
        assert!(fits("Blau7!see ", &kept));
        assert!(!fits("Blau7!see", &kept) && !fits("blau7!see ", &kept) && !fits("", "nonsense"));
        assert_ne!(kept, hash("Blau7!see ", &[8; 16]));
    }
}
