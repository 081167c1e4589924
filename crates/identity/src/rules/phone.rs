//! 手机号码 with prefix 86 (L-3): as typed and as kept.

/// A mainland number as E.164; `None` when it is none.
pub fn normal(typed: &str) -> Option<String> {
    let narrow = |c: char| match c {
        '０'..='９' | '＋' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    let plain: String = typed.chars().map(narrow).filter(|c| !c.is_whitespace() && *c != '-').collect();
    let bare = ["+86", "0086", "86"]
        .iter()
        .find_map(|prefix| plain.strip_prefix(prefix).filter(|rest| rest.len() == 11));
    let number = bare.unwrap_or(&plain);
    let bytes = number.as_bytes();
    let fits = bytes.len() == 11
        && bytes.iter().all(u8::is_ascii_digit)
        && bytes[0] == b'1'
        && (b'3'..=b'9').contains(&bytes[1]);
    fits.then(|| format!("+86{number}"))
}

/// The number without its prefix, as fields with the prefix before them show it.
pub fn bare(phone: &str) -> &str {
    phone.strip_prefix("+86").unwrap_or(phone)
}

/// `138****8000`.
pub fn masked(phone: &str) -> String {
    let bare = bare(phone);
    if bare.len() < 8 || !bare.is_ascii() {
        return "****".to_owned();
    }
    format!("{}****{}", &bare[..3], &bare[bare.len() - 4..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn l3_numbers_are_kept_with_prefix_86() {
        for typed in
            ["13800138000", "+86 138-0013-8000", "008613800138000", "8613800138000", "１３８００１３８０００"]
        {
            assert_eq!(normal(typed).as_deref(), Some("+8613800138000"), "{typed}");
        }
        for typed in ["", "12800138000", "1380013800", "138001380001", "+85251234567", "abcdefghijk"] {
            assert_eq!(normal(typed), None, "{typed}");
        }
        assert_eq!(masked("+8613800138000"), "138****8000");
    }
}
