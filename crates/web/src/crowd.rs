//! How much is done at once (safety A94). A hall that takes whatever comes makes everybody wait, then everybody leaves
//! and comes again; this one does what it can, lets a few wait for a moment, and tells the others to come back: within
//! a tenth of a second, with a page that costs nothing to make.
//!
//! Pages from the shelf and files of the site cost next to nothing and are never turned away.

mod lane;

use crate::app::App;
use crate::view;
use crate::visit::Visit;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use frame::Locale;
use lane::Lane;
use minijinja::context;
use std::sync::{Arc, OnceLock};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Pages and forms made at once for each core, and as many of each that wait. A page takes a few milliseconds of a core:
/// whoever comes last is through within a tenth of a second. Many more than cores, since some wait for others: a database, a gateway.
const EACH_CORE: usize = 32;
/// Kilobytes of uploads in memory at once.
const ROOM: usize = 512 * 1024;
/// Seconds after which somebody turned away should come back.
const AFTER: u64 = 3;

pub(crate) struct Crowd {
    pages: Lane,
    /// Apart from pages: a gateway that hangs holds forms, and reading goes on.
    forms: Lane,
    room: Arc<Semaphore>,
    busy: [OnceLock<Bytes>; 2],
}

impl Crowd {
    pub(crate) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let places = (cores * EACH_CORE).max(64);
        Self {
            pages: Lane::new(places),
            forms: Lane::new(places),
            room: Arc::new(Semaphore::new(ROOM)),
            busy: Default::default(),
        }
    }

    /// Makes a page, or says that there is no place for it.
    pub(crate) async fn page(&self, app: &App, visit: &Visit, request: Request, next: Next) -> Response {
        match self.pages.enter().await {
            Some(_place) => next.run(request).await,
            None => self.busy(app, visit),
        }
    }

    /// Does what a form says, or says that there is no place for it.
    pub(crate) async fn form(&self, app: &App, visit: &Visit, request: Request, next: Next) -> Response {
        match self.forms.enter().await {
            Some(_place) => next.run(request).await,
            None => self.busy(app, visit),
        }
    }

    /// Room for the body of an upload, as long as it says and at most `limit` bytes; none when too much is in memory.
    pub(crate) fn room(&self, headers: &HeaderMap, limit: usize) -> Option<OwnedSemaphorePermit> {
        let said = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        let kilobytes = said.unwrap_or(limit).min(limit).div_ceil(1024).max(1);
        Arc::clone(&self.room).try_acquire_many_owned(u32::try_from(kilobytes).ok()?).ok()
    }

    /// Tells somebody to come back (503).
    pub(crate) fn busy(&self, app: &App, visit: &Visit) -> Response {
        let kept = &self.busy[usize::from(visit.locale == Locale::En)];
        let body = kept.get_or_init(|| page(app, visit.locale).into()).clone();
        let mut answer = Response::new(Body::from(body));
        *answer.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::RETRY_AFTER, HeaderValue::from(AFTER));
        answer
    }
}

/// The page is the same for everybody: it asks nobody anything.
fn page(app: &App, locale: Locale) -> String {
    let zone = &app.desk.zone;
    let name = if locale == Locale::En { &zone.name_en } else { &zone.name_zh };
    let context = context! {
        locale => locale.tag(),
        large => false,
        contrast => false,
        csrf => "",
        site => context! { name },
        asset => view::assets(app.clone()),
    };
    app.templates.render("busy.html", context).unwrap_or_else(|error| {
        tracing::error!(%error, "the page for a crowd could not be made");
        "503".to_owned()
    })
}

#[cfg(test)]
mod tests;
