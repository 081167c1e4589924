//! Pages everybody reads, kept until the next commit. A visitor without a session gets bytes that are already
//! made and packed; one commit anywhere, by this program or another, makes all of them anew at the next request, and so
//! does a moment at which something becomes public by itself.

mod shelf;
mod turns;

use crate::app::App;
use crate::visit::Visit;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use frame::Locale;
use hall::kernel::Instant;
use shelf::Shelf;
use std::sync::{Arc, Mutex, OnceLock};
use turns::Turns;

pub(crate) use shelf::Kept;

/// A page is at most this many bytes, or it is not kept.
const LARGEST_PAGE: usize = 2 * 1024 * 1024;

#[derive(Default)]
pub(crate) struct Cache {
    shelf: Mutex<Shelf>,
    turns: Turns,
}

impl Cache {
    /// The page from the shelf, if it stands there: before anything else is found out about the request. Only pages a
    /// visitor may read ever come there, so whoever comes without a session may have any of them.
    pub(crate) async fn at_once(&self, app: &App, key: &str, headers: &HeaderMap) -> Option<Response> {
        // Most pages never stand there: for them nobody is asked.
        if !self.shelf.lock().ok()?.holds(key) {
            return None;
        }
        let generation = app.desk.database.generation().await.ok()?;
        let asked = Asked::of(headers);
        Some(self.find(generation, key, app.desk.now())?.answer(asked.known.as_ref(), asked.unpacks))
    }

    /// The page from the shelf, or made anew and put there.
    pub(crate) async fn answer(&self, app: &App, visit: &Visit, request: Request, next: Next) -> Response {
        // A flash is for one reader, once.
        if visit.flash.is_some() {
            return app.crowd.page(app, visit, request, next).await;
        }
        let key = key(visit.locale, visit.large, visit.contrast, visit.fragment, &visit.here);
        let asked = Asked::of(request.headers());
        let _turn = self.turns.take(&key).await;
        // Asked only now: whoever waited for another's page may have it if nothing was committed since.
        let Ok(generation) = app.desk.database.generation().await else {
            // A database that does not say whether anything changed may still show the page.
            return app.crowd.page(app, visit, request, next).await;
        };
        let now = app.desk.now();
        if let Some(kept) = self.find(generation, &key, now) {
            return kept.answer(asked.known.as_ref(), asked.unpacks);
        }
        // Asked before the page is made: a page that is older than the moment it was asked for may be too old, never too new.
        let until = hall::moments::next(&app.desk, now).await;
        let answer = app.crowd.page(app, visit, request, next).await;
        let Ok(until) = until else { return answer };
        if answer.status() != StatusCode::OK || answer.headers().contains_key(header::SET_COOKIE) {
            return answer;
        }
        let (parts, body) = answer.into_parts();
        let Ok(body) = to_bytes(body, LARGEST_PAGE).await else {
            return crate::refused::status(StatusCode::INTERNAL_SERVER_ERROR, "error-broken");
        };
        let kind = parts.headers.get(header::CONTENT_TYPE).cloned();
        let kept = Arc::new(Kept::new(app, kind, body, until));
        self.keep(generation, key, Arc::clone(&kept));
        kept.answer(asked.known.as_ref(), asked.unpacks)
    }

    fn find(&self, generation: u64, key: &str, now: Instant) -> Option<Arc<Kept>> {
        self.shelf.lock().ok()?.find(generation, key, now)
    }

    fn keep(&self, generation: u64, key: String, kept: Arc<Kept>) {
        if let Ok(mut shelf) = self.shelf.lock() {
            shelf.keep(generation, key, kept);
        }
    }
}

/// What a page depends on besides the database; `here` is path and query.
pub(crate) fn key(locale: Locale, large: bool, contrast: bool, fragment: bool, here: &str) -> String {
    format!("{} {large} {contrast} {fragment} {here}", locale.tag())
}

/// What a request says about the bytes it wants.
struct Asked {
    /// The version the browser has.
    known: Option<HeaderValue>,
    /// Whether it takes packed bytes.
    unpacks: bool,
}

impl Asked {
    fn of(headers: &HeaderMap) -> Self {
        let codings = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        Self {
            known: headers.get(header::IF_NONE_MATCH).cloned(),
            unpacks: codings.flat_map(|value| value.split(',')).any(is_gzip),
        }
    }
}

/// Whether a member of `Accept-Encoding` asks for gzip; `gzip;q=0` forbids it.
fn is_gzip(coding: &str) -> bool {
    let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
    let refused = quality.trim().strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q == 0.0));
    name.trim().eq_ignore_ascii_case("gzip") && !refused
}

impl Kept {
    fn new(app: &App, kind: Option<HeaderValue>, body: Bytes, until: Option<Instant>) -> Self {
        let kind = kind.unwrap_or_else(|| HeaderValue::from_static("text/html; charset=utf-8"));
        let print = app.desk.keys.fingerprint("etag", &body);
        let etag = HeaderValue::try_from(format!("W/\"{}\"", &print[..24]));
        let etag = etag.unwrap_or_else(|_| HeaderValue::from_static("W/\"0\""));
        Self { kind, etag, body, until, packed: OnceLock::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_sent_to_whoever_takes_it() {
        for taken in ["gzip", "deflate, gzip", "br;q=1.0, GZIP;q=0.5", "gzip; q=1"] {
            assert!(taken.split(',').any(is_gzip), "{taken}");
        }
        for refused in ["", "identity", "br", "gzip;q=0", "gzip; q=0.0", "xgzip"] {
            assert!(!refused.split(',').any(is_gzip), "{refused}");
        }
    }
}
