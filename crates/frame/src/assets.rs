//! Scripts, styles and icons, embedded in the program. Their addresses carry a fingerprint of their bytes, so
//! browsers keep them for a year and a new release is seen at once.

use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
use std::collections::HashMap;

/// One file served to browsers.
struct Asset {
    bytes: Cow<'static, [u8]>,
    kind: &'static str,
    etag: String,
}

/// All files served to browsers.
pub struct Assets {
    files: HashMap<String, Asset>,
}

impl Assets {
    /// Takes `(name, bytes)` pairs.
    #[must_use]
    pub fn new(files: impl IntoIterator<Item = (String, Cow<'static, [u8]>)>) -> Self {
        let files = files.into_iter().map(|(name, bytes)| {
            let etag = format!("\"{}\"", &hex(&Sha256::digest(&bytes))[..20]);
            let kind = kind_of(&name);
            (name, Asset { bytes, kind, etag })
        });
        Self { files: files.collect() }
    }

    /// The address of an asset: `/assets/hall.css?v=…`.
    #[must_use]
    pub fn address(&self, name: &str) -> String {
        match self.files.get(name) {
            Some(asset) => format!("/assets/{name}?v={}", asset.etag.trim_matches('"')),
            None => format!("/assets/{name}"),
        }
    }

    /// Answers a request for an asset.
    #[must_use]
    pub fn answer(&self, name: &str, headers: &HeaderMap) -> Option<Response<Body>> {
        let asset = self.files.get(name)?;
        let known =
            headers.get(header::IF_NONE_MATCH).is_some_and(|etag| etag.as_bytes() == asset.etag.as_bytes());
        let (status, body) = if known {
            (StatusCode::NOT_MODIFIED, Body::empty())
        } else {
            (StatusCode::OK, Body::from(asset.bytes.to_vec()))
        };
        Response::builder()
            .status(status)
            .header(header::CONTENT_TYPE, asset.kind)
            .header(header::ETAG, &asset.etag)
            .header(header::CACHE_CONTROL, "public, max-age=31536000, immutable")
            .body(body)
            .ok()
    }
}

fn kind_of(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml; charset=utf-8",
        Some("png") => "image/png",
        Some("jpg") => "image/jpeg",
        Some("ico") => "image/x-icon",
        Some("json") => "application/json; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
