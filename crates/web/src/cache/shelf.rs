//! Where kept pages stand, and how many bytes they may be altogether.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use hall::kernel::Instant;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// Kept pages are at most this many bytes, whatever addresses people type.
const ROOM: usize = 16 * 1024 * 1024;
/// What a page takes besides its bytes and its key: headers and its place, generously.
const BESIDES: usize = 512;

/// Pages of one generation.
#[derive(Default)]
pub(super) struct Shelf {
    generation: u64,
    bytes: usize,
    pages: HashMap<String, Arc<Kept>>,
}

impl Shelf {
    /// Whether such a page stands here, of whatever generation.
    pub(super) fn holds(&self, key: &str) -> bool {
        self.pages.contains_key(key)
    }

    pub(super) fn find(&mut self, generation: u64, key: &str, now: Instant) -> Option<Arc<Kept>> {
        // An older question, answered late, must not bring back an older shelf.
        if generation > self.generation {
            *self = Self { generation, ..Self::default() };
        }
        let pages = if generation == self.generation { Some(&self.pages) } else { None };
        pages?.get(key).filter(|kept| kept.counts(now)).cloned()
    }

    /// Keeps a page of this generation. A full shelf is emptied: what many read is back at once, and what somebody made
    /// up to fill it is not.
    pub(super) fn keep(&mut self, generation: u64, key: String, kept: Arc<Kept>) {
        let size = key.len() + kept.size() + BESIDES;
        if self.generation != generation || size > ROOM {
            return;
        }
        if self.bytes + size > ROOM {
            *self = Self { generation, ..Self::default() };
        }
        let beside = key.len() + BESIDES;
        self.bytes += size;
        // The key was there if two made the same page at once.
        if let Some(before) = self.pages.insert(key, kept) {
            self.bytes -= before.size() + beside;
        }
    }
}

/// A page as it is sent.
pub(crate) struct Kept {
    pub(super) kind: HeaderValue,
    pub(super) etag: HeaderValue,
    pub(super) body: Bytes,
    /// From when it may be wrong although nobody wrote anything: something becomes public by itself.
    pub(super) until: Option<Instant>,
    /// The same bytes, packed once for all who read them, when the first of them unpacks.
    pub(super) packed: OnceLock<Bytes>,
}

impl Kept {
    fn counts(&self, now: Instant) -> bool {
        self.until.is_none_or(|until| now < until)
    }

    /// Bytes it takes now or will: packed ones are never more than plain ones, but for a few.
    fn size(&self) -> usize {
        2 * self.body.len()
    }

    fn packed(&self) -> Bytes {
        self.packed.get_or_init(|| pack(&self.body)).clone()
    }

    pub(super) fn answer(&self, known: Option<&HeaderValue>, unpacks: bool) -> Response {
        let known = known == Some(&self.etag);
        let body = match (known, unpacks) {
            (true, _) => Body::empty(),
            (false, true) => Body::from(self.packed()),
            (false, false) => Body::from(self.body.clone()),
        };
        let mut answer = Response::new(body);
        if known {
            *answer.status_mut() = StatusCode::NOT_MODIFIED;
        }
        let headers = answer.headers_mut();
        headers.reserve(16);
        if unpacks && !known {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        headers.insert(header::CONTENT_TYPE, self.kind.clone());
        headers.insert(header::ETAG, self.etag.clone());
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("cookie, accept-language, accept-encoding"));
        answer
    }
}

fn pack(body: &[u8]) -> Bytes {
    use std::io::Write as _;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    // A vector takes whatever is written to it.
    let _ = packer.write_all(body);
    packer.finish().unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Instant = Instant::UNIX_EPOCH;

    fn page(bytes: usize) -> Arc<Kept> {
        page_until(bytes, None)
    }

    fn page_until(bytes: usize, until: Option<Instant>) -> Arc<Kept> {
        let (kind, etag) = (HeaderValue::from_static("text/html"), HeaderValue::from_static("W/\"1\""));
        Arc::new(Kept { kind, etag, body: vec![b'x'; bytes].into(), until, packed: OnceLock::new() })
    }

    #[test]
    fn a94_the_shelf_holds_so_many_bytes_and_no_more_whatever_is_asked_for() {
        let mut shelf = Shelf::default();
        let mut most = 0;
        for number in 0..1_000_u32 {
            shelf.keep(0, format!("/logistics?q={number}"), page(64 * 1024));
            assert!(
                shelf.find(0, &format!("/logistics?q={number}"), NOW).is_some(),
                "the newest page stands there"
            );
            // Each is read by somebody who unpacks.
            shelf.pages.values().for_each(|page| drop(page.answer(None, number % 50 == 0)));
            let taken = |page: &Arc<Kept>| page.body.len() + page.packed.get().map_or(0, Bytes::len);
            most = most.max(shelf.pages.values().map(taken).sum());
        }
        assert!(most <= ROOM, "{most} bytes");
        assert!(most > ROOM / 3, "the shelf is used");
        shelf.keep(0, "/too-large".to_owned(), page(ROOM + 1));
        assert!(shelf.find(0, "/too-large", NOW).is_none());
    }

    #[test]
    fn e02_a_page_does_not_outlive_the_moment_at_which_something_becomes_public() {
        let mut shelf = Shelf::default();
        let later = NOW + chrono::TimeDelta::seconds(60);
        shelf.keep(0, "/".to_owned(), page_until(1, Some(later)));
        assert!(shelf.find(0, "/", later - chrono::TimeDelta::milliseconds(1)).is_some());
        assert!(shelf.find(0, "/", later).is_none());
        shelf.keep(0, "/".to_owned(), page(1));
        assert!(shelf.find(0, "/", later).is_some(), "made anew after it, it stays");
    }

    #[test]
    fn a_page_of_an_older_generation_is_neither_found_nor_kept() {
        let mut shelf = Shelf::default();
        shelf.keep(0, "/".to_owned(), page(1));
        assert!(shelf.find(0, "/", NOW).is_some());
        assert!(shelf.find(1, "/", NOW).is_none(), "a commit empties the shelf");
        shelf.keep(0, "/".to_owned(), page(1));
        assert!(shelf.find(1, "/", NOW).is_none(), "a page made before the commit is not kept after it");
        shelf.keep(1, "/".to_owned(), page(1));
        assert!(shelf.find(0, "/", NOW).is_none(), "whoever asked before the commit does not see this shelf");
        assert!(shelf.find(1, "/", NOW).is_some(), "and does not empty it");
    }
}
