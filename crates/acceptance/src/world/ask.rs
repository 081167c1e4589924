//! Requests no well-behaved browser sends.

use axum::body::Body;
use axum::http::{Request, header as names};
use web::testing::{Browser, Shown};

/// Sends any method without a body.
pub async fn ask(browser: &mut Browser, method: &str, path: &str) -> Shown {
    let request = Request::builder().method(method).uri(path).body(Body::empty());
    browser.send(request.expect("a well formed request")).await
}

/// Sends a form with a token and headers of the test's choice, and nothing else in it.
pub async fn forge(browser: &mut Browser, path: &str, token: &str, headers: &[(&str, &str)]) -> Shown {
    let mut request = Request::post(path).header(names::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = if token.is_empty() { String::new() } else { format!("_csrf={token}") };
    browser.send(request.body(Body::from(body)).expect("a well formed request")).await
}

/// The token forms of this browser carry; a page that is not there shows it like any other.
pub async fn token(browser: &mut Browser) -> String {
    if browser.token().is_empty() {
        browser.get("/no-such-page").await;
    }
    browser.token().to_owned()
}

/// One of the hall's cookies.
pub fn cookie(browser: &Browser, name: &str) -> Option<String> {
    browser.cookie(&format!("__Host-hall_{name}")).map(str::to_owned)
}

/// A header as text, empty when it is not there.
pub fn header<'a>(answer: &'a Shown, name: &str) -> &'a str {
    answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// A status, and where it leads: `303 /login`.
pub fn told(answer: &Shown) -> String {
    let place = header(answer, "location").split('?').next().unwrap_or_default();
    let place: Vec<&str> = place
        .split('/')
        .map(|part| if part.parse::<hall::kernel::Uuid>().is_ok() { "{id}" } else { part })
        .collect();
    format!("{} {}", answer.status.as_u16(), place.join("/")).trim_end().to_owned()
}
