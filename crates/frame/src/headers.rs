//! Headers every answer carries (safety A24–A27, A89). Pages hold no inline script or style, so the policy needs
//! no nonce, and a page that everybody sees may be cached whole.

use axum::body::Body;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use axum::response::Response;

/// What a site's answers may refer to beyond itself.
#[derive(Debug, Clone, Default)]
pub struct Beyond {
    /// Origins a form may lead to (the identity provider), besides one's own.
    pub form_targets: Vec<String>,
    /// Origins pictures may come from (a map tile server), besides one's own.
    pub picture_sources: Vec<String>,
    /// Whether the site is reached by https; then browsers are told to stay there.
    pub secure: bool,
}

/// The headers of every answer, put together once.
#[derive(Debug, Clone)]
pub struct Policy(Vec<(HeaderName, HeaderValue)>);

impl Policy {
    /// The headers of a site that refers to so much beyond itself.
    #[must_use]
    pub fn new(beyond: &Beyond) -> Self {
        let targets: String = beyond.form_targets.iter().map(|target| format!(" {target}")).collect();
        let pictures: String = beyond.picture_sources.iter().map(|source| format!(" {source}")).collect();
        let csp = format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:{pictures}; font-src 'self'; \
             connect-src 'self'; form-action 'self'{targets}; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
        );
        // An origin that is no text of a header lets nothing in.
        let csp =
            HeaderValue::try_from(csp).unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"));
        let mut headers = vec![
            (header::CONTENT_SECURITY_POLICY, csp),
            (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
            (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
            (
                HeaderName::from_static("cross-origin-resource-policy"),
                HeaderValue::from_static("same-origin"),
            ),
            (
                HeaderName::from_static("permissions-policy"),
                HeaderValue::from_static(
                    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
                ),
            ),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        if beyond.secure {
            let stay = HeaderValue::from_static("max-age=31536000; includeSubDomains");
            headers.push((header::STRICT_TRANSPORT_SECURITY, stay));
        }
        Self(headers)
    }

    /// Adds the headers to an answer; those already there stay.
    pub fn apply(&self, response: &mut Response<Body>) {
        let headers = response.headers_mut();
        for (name, value) in &self.0 {
            headers.entry(name).or_insert_with(|| value.clone());
        }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::new(&Beyond::default())
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

/// The names of one's own machine.
const LOOPBACK: &[&str] = &["localhost", "127.0.0.1", "[::1]"];

/// Where a browser belongs that reached a site on one's own machine by another of its names, such as `127.0.0.1` for
/// `localhost`: cookies and forms know the site by one name alone. Nothing for a site with a name in the world.
#[must_use]
pub fn by_its_name(method: &Method, uri: &Uri, headers: &HeaderMap, origin: &str) -> Option<String> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let own = origin.strip_prefix("http://")?;
    let asked = text("host")?;
    let (own_name, own_port) = own.rsplit_once(':')?;
    let (asked_name, asked_port) = asked.rsplit_once(':')?;
    let both = LOOPBACK.contains(&own_name) && LOOPBACK.contains(&asked_name);
    let navigates = method == Method::GET && text("accept").is_some_and(|kinds| kinds.contains("text/html"));
    let here = uri.path_and_query().map_or("/", PathAndQuery::as_str);
    (both && navigates && asked_name != own_name && asked_port == own_port).then(|| format!("{origin}{here}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_on_ones_own_machine_is_led_to_the_name_the_site_goes_by() {
        let ask = |method: Method, host: &str, accept: &str, origin: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("host", HeaderValue::from_str(host).unwrap());
            headers.insert("accept", HeaderValue::from_str(accept).unwrap());
            by_its_name(&method, &Uri::from_static("/login?next=/my"), &headers, origin)
        };
        let (get, html, own) = (Method::GET, "text/html,*/*;q=0.8", "http://localhost:8080");
        let there = Some("http://localhost:8080/login?next=/my".to_owned());
        assert_eq!(ask(get.clone(), "127.0.0.1:8080", html, own), there);
        assert_eq!(ask(get.clone(), "[::1]:8080", html, own), there);
        for (method, host, accept, origin) in [
            (get.clone(), "localhost:8080", html, own),
            (get.clone(), "127.0.0.1:8081", html, own),
            (get.clone(), "evil.example:8080", html, own),
            (get.clone(), "127.0.0.1:8080", "*/*", own),
            (Method::POST, "127.0.0.1:8080", html, own),
            (get.clone(), "127.0.0.1:8080", html, "https://hall.example"),
            (get, "127.0.0.1:8080", html, "http://hall.example:8080"),
        ] {
            assert_eq!(ask(method, host, accept, origin), None, "{host} {accept} {origin}");
        }
    }

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
