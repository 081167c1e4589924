//! OpenID Connect 1.0 with the authorization code flow and PKCE, nothing else: no implicit flow, no refresh tokens,
//! no dynamic registration.

pub mod authorize;
pub mod claims;
pub mod discovery;
pub mod logout;
pub mod sign;
pub mod token;
pub mod userinfo;

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::Response;
use serde_json::Value;

/// A JSON answer for programs; never cached.
pub fn json(status: StatusCode, value: &Value) -> Response {
    let mut response = Response::new(Body::from(value.to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/json; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    headers.insert(header::PRAGMA, header::HeaderValue::from_static("no-cache"));
    response
}
