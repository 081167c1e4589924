//! A callback that arrives twice: networks and proxies repeat requests, and a program must not do a thing twice for it.

use crate::page::{Visit, page};
use crate::stage::Stage;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use minijinja::context;

/// A page that calls `to` in the background first and then leads there.
pub fn twice(stage: &Stage, visit: &Visit, to: &str) -> Response {
    let mut answer = page(stage, visit, "twice.html", context! { to });
    // The one page of the stage that calls the hall from within.
    let policy =
        format!("default-src 'none'; style-src 'self'; img-src {}; base-uri 'none'", stage.settings.hall);
    if let Ok(policy) = HeaderValue::try_from(policy) {
        answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    answer
}
