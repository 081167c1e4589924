//! Pages everybody reads, kept until the next commit. A visitor without a session gets bytes that are already
//! made; one commit anywhere makes all of them anew at the next request.

use crate::app::App;
use crate::visit::Visit;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::Ordering;

/// Kept pages are at most this many; addresses are typed by anybody.
const MOST_PAGES: usize = 2_000;
/// A page is at most this many bytes, or it is not kept.
const LARGEST_PAGE: usize = 2 * 1024 * 1024;

#[derive(Default)]
pub(crate) struct Cache(Mutex<Shelf>);

#[derive(Default)]
struct Shelf {
    generation: u64,
    pages: HashMap<String, Kept>,
}

#[derive(Clone)]
struct Kept {
    kind: HeaderValue,
    etag: HeaderValue,
    body: Bytes,
}

impl Cache {
    /// The page from the shelf, or made anew and put there.
    pub(crate) async fn answer(&self, app: &App, visit: &Visit, request: Request, next: Next) -> Response {
        // A flash is for one reader, once.
        if visit.flash.is_some() {
            return next.run(request).await;
        }
        let generation = app.desk.generation.load(Ordering::Acquire);
        let key = format!(
            "{} {} {} {} {}",
            visit.locale.tag(),
            visit.large,
            visit.contrast,
            visit.fragment,
            visit.here
        );
        let asked = request.headers().get(header::IF_NONE_MATCH).cloned();
        if let Some(kept) = self.find(generation, &key) {
            return kept.answer(asked.as_ref());
        }
        let answer = next.run(request).await;
        if answer.status() != StatusCode::OK || answer.headers().contains_key(header::SET_COOKIE) {
            return answer;
        }
        let (parts, body) = answer.into_parts();
        let Ok(body) = to_bytes(body, LARGEST_PAGE).await else {
            return crate::refused::status(StatusCode::INTERNAL_SERVER_ERROR, "error-broken");
        };
        let kind = parts.headers.get(header::CONTENT_TYPE).cloned();
        let kind = kind.unwrap_or_else(|| HeaderValue::from_static("text/html; charset=utf-8"));
        let print = app.desk.keys.fingerprint("etag", &body);
        let etag = HeaderValue::try_from(format!("W/\"{}\"", &print[..24]));
        let kept = Kept { kind, etag: etag.unwrap_or_else(|_| HeaderValue::from_static("W/\"0\"")), body };
        self.keep(generation, key, kept.clone());
        kept.answer(asked.as_ref())
    }

    fn find(&self, generation: u64, key: &str) -> Option<Kept> {
        let mut shelf = self.0.lock().ok()?;
        if shelf.generation != generation {
            shelf.generation = generation;
            shelf.pages.clear();
        }
        shelf.pages.get(key).cloned()
    }

    fn keep(&self, generation: u64, key: String, kept: Kept) {
        let Ok(mut shelf) = self.0.lock() else { return };
        if shelf.generation == generation && shelf.pages.len() < MOST_PAGES {
            shelf.pages.insert(key, kept);
        }
    }
}

impl Kept {
    fn answer(&self, asked: Option<&HeaderValue>) -> Response {
        let known = asked == Some(&self.etag);
        let mut answer = Response::new(if known { Body::empty() } else { Body::from(self.body.clone()) });
        if known {
            *answer.status_mut() = StatusCode::NOT_MODIFIED;
        }
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_TYPE, self.kind.clone());
        headers.insert(header::ETAG, self.etag.clone());
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("cookie, accept-language, accept-encoding"));
        answer
    }
}
