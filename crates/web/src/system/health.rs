//! Whether the hall can do its work, in one word and a status: for load balancers and watchmen.

use crate::page::{Answer, Page};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse as _;
use chrono::TimeDelta;
use hall::kernel::Instant;
use hall::system;
use tokio::sync::Mutex;

/// For so long an answer is given again: everybody may ask, and each look is written to the disk.
const SECONDS: i64 = 2;

/// The last look, and what ailed then.
#[derive(Default)]
pub(crate) struct Health(Mutex<Option<(Instant, Vec<&'static str>)>>);

pub(super) async fn show(page: Page) -> Answer {
    // Whoever asks while somebody looks waits for what is seen.
    let mut last = page.app().health.0.lock().await;
    let now = page.desk().now();
    let fresh = last.as_ref().filter(|(at, _)| now - *at < TimeDelta::seconds(SECONDS));
    let ailing = match fresh {
        Some((_, ailing)) => ailing.clone(),
        None => {
            let ailing = system::ailing(page.desk()).await;
            *last = Some((now, ailing.clone()));
            ailing
        }
    };
    let (status, words) = if ailing.is_empty() {
        (StatusCode::OK, "well".to_owned())
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, format!("unwell: {}", ailing.join(", ")))
    };
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    Ok((status, headers, words + "\n").into_response())
}
