//! How a download says its name.

use axum::http::HeaderValue;
use std::fmt::Write as _;

/// The value of `Content-Disposition` for a download of this name (RFC 6266, with the name as RFC 8187 writes it): one parameter,
/// whatever the name holds. What a file's name cannot hold or what would show it backwards is left out.
#[must_use]
pub fn attachment(name: &str) -> HeaderValue {
    let mut value = "attachment; filename*=UTF-8''".to_owned();
    let fits = |c: &char| {
        !c.is_control() && !matches!(c, '/' | '\\' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    for byte in name.chars().filter(fits).collect::<String>().bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            value.push(char::from(byte));
        } else {
            let _ = write!(value, "%{byte:02X}");
        }
    }
    HeaderValue::try_from(value).unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::attachment;

    #[test]
    fn a48_a_download_says_its_name_and_nothing_else() {
        for (name, said) in [
            ("预约 1.csv", "%E9%A2%84%E7%BA%A6%201.csv"),
            ("a\r\nSet-Cookie: x=1", "aSet-Cookie%3A%20x%3D1"),
            ("\"; filename=evil.html", "%22%3B%20filename%3Devil.html"),
            ("50% *(new)'+.pdf", "50%25%20%2A%28new%29%27+.pdf"),
            ("../../etc/passwd", "....etcpasswd"),
            ("gpj.\u{202e}exe", "gpj.exe"),
            ("😀", "%F0%9F%98%80"),
        ] {
            assert_eq!(attachment(name), format!("attachment; filename*=UTF-8''{said}"), "{name:?}");
        }
    }
}
