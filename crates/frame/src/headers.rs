//! Headers every answer carries (safety A24–A27, A89). Pages hold no inline script or style, so the policy needs
//! no nonce, and a page that everybody sees may be cached whole.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::response::Response;

/// What a site's answers may refer to beyond itself.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// Origins a form may lead to (the identity provider), besides one's own.
    pub form_targets: Vec<String>,
    /// Origins pictures may come from (a map tile server), besides one's own.
    pub picture_sources: Vec<String>,
    /// Whether the site is reached by https; then browsers are told to stay there.
    pub secure: bool,
}

impl Policy {
    /// Adds the headers to an answer; those already there stay.
    pub fn apply(&self, response: &mut Response<Body>) {
        let targets: String = self.form_targets.iter().map(|target| format!(" {target}")).collect();
        let pictures: String = self.picture_sources.iter().map(|source| format!(" {source}")).collect();
        let csp = format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:{pictures}; font-src 'self'; \
             connect-src 'self'; form-action 'self'{targets}; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
        );
        let headers = response.headers_mut();
        let mut put = |name: HeaderName, value: &str| {
            if !headers.contains_key(&name)
                && let Ok(value) = HeaderValue::from_str(value)
            {
                headers.insert(name, value);
            }
        };
        put(header::CONTENT_SECURITY_POLICY, &csp);
        put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        put(header::REFERRER_POLICY, "same-origin");
        put(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
        put(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
        put(
            HeaderName::from_static("permissions-policy"),
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
        );
        put(header::CACHE_CONTROL, "no-store");
        if self.secure {
            put(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
        }
    }
}

/// Whether an unsafe request comes from a page of this site, as far as the browser says (safety A28): a request
/// that another site made is refused whatever token it carries.
#[must_use]
pub fn comes_from_here(method: &Method, headers: &HeaderMap, origin: &str) -> bool {
    if method.is_safe() {
        return true;
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let site_fits = text("sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"));
    let origin_fits = text("origin").is_none_or(|found| found == origin);
    site_fits && origin_fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a28_a_request_another_site_made_is_known() {
        let ask = |name: &'static str, value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(name, HeaderValue::from_static(value));
            comes_from_here(&Method::POST, &headers, "https://hall.example")
        };
        assert!(ask("origin", "https://hall.example"));
        assert!(ask("sec-fetch-site", "same-origin"));
        for origin in ["null", "https://evil.example", "https://hall.example.evil", "http://hall.example"] {
            assert!(!ask("origin", origin), "{origin}");
        }
        for site in ["cross-site", "same-site"] {
            assert!(!ask("sec-fetch-site", site), "{site}");
        }
    }
}
