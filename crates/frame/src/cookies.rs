//! Cookies: one way to read and one way to write them. Over https their names carry `__Host-`, which binds them
//! to this host and to https (safety A23); over plain http (a demo on one's own machine) they cannot.

use axum::http::{HeaderMap, HeaderValue, header};

/// How this program names and writes its cookies.
#[derive(Debug, Clone)]
pub struct CookieJar {
    prefix: String,
    secure: bool,
}

impl CookieJar {
    /// Cookies named `<program>_<name>`, secure when the site is reached by https.
    #[must_use]
    pub fn new(program: &str, secure: bool) -> Self {
        let host = if secure { "__Host-" } else { "" };
        Self { prefix: format!("{host}{program}_"), secure }
    }

    /// The value of a cookie.
    #[must_use]
    pub fn get<'a>(&self, headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(key, _)| key.strip_prefix(&self.prefix) == Some(name))
            .map(|(_, value)| value)
    }

    /// A header that sets a cookie; without `seconds` it lasts as long as the browser is open. `value` must be
    /// made of letters, digits and `-_.`, as tokens and tags are.
    #[must_use]
    pub fn set(&self, name: &str, value: &str, seconds: Option<i64>) -> HeaderValue {
        debug_assert!(value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)));
        let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        let secure = if self.secure { "; Secure" } else { "" };
        let text = format!("{}{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}", self.prefix);
        HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static(""))
    }

    /// A header that removes a cookie.
    #[must_use]
    pub fn clear(&self, name: &str) -> HeaderValue {
        self.set(name, "", Some(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a23_cookies_are_bound_to_host_and_https() {
        let jar = CookieJar::new("hall", true);
        let set = jar.set("session", "abc", None);
        assert_eq!(set, "__Host-hall_session=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
        let mut headers = HeaderMap::new();
        headers.insert(
            header::COOKIE,
            HeaderValue::from_static("x=1; hall_session=evil; __Host-hall_session=abc"),
        );
        assert_eq!(jar.get(&headers, "session"), Some("abc"));
        assert_eq!(CookieJar::new("hall", false).get(&headers, "session"), Some("evil"));
    }
}
