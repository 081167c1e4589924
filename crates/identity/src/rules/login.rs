//! 用户名 (L-1): 4 to 17 letters or digits; a credit code is discouraged.

/// Whether this can be a login name.
pub fn fits(login: &str) -> bool {
    (4..=17).contains(&login.len()) && login.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// By which a login name is found: case does not matter, so that nobody passes for somebody else.
pub fn key(login: &str) -> String {
    login.trim().to_ascii_lowercase()
}

/// Whether it is the credit code, or nearly: the code itself has 18 characters, one more than a name may have.
pub fn is_credit_code(login: &str, uscc: &str) -> bool {
    let (login, uscc) = (login.to_ascii_uppercase(), uscc.to_ascii_uppercase());
    login.len() >= 15 && (uscc.starts_with(&login) || uscc.ends_with(&login))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn l1_login_names_are_4_to_17_letters_or_digits() {
        for fine in ["abcd", "A1b2", "12345678901234567"] {
            assert!(fits(fine), "{fine}");
        }
        for bad in ["", "abc", "123456789012345678", "ab cd", "ab-cd", "用户名字", "abcd\n"] {
            assert!(!fits(bad), "{bad}");
        }
        assert_eq!(key(" AbCd "), "abcd");
    }

    #[test]
    fn l1_a_credit_code_is_noticed() {
        assert!(is_credit_code("91350100m000100y4", "91350100M000100Y43"));
        assert!(!is_credit_code("haifeng2025", "91350100M000100Y43"));
    }
}
