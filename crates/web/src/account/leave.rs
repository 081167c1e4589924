//! Staying a while longer, and logging out: of the hall, and of the identity provider where one came from there.

use crate::page::{Answer, Form, Page};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use hall::account::session;
use hall::entrance;

/// Goes on with the session (WCAG 2.2.1): that somebody asked is use enough, and was noted before this is reached.
pub(super) async fn stay(_: Page, _: Form) -> Answer {
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn log_out(page: Page, _: Form) -> Answer {
    let work = page.desk().begin(page.actor()).await?;
    let id_token = session::end(&work).await?;
    work.keep().await?;
    let farewell = match id_token {
        Some(token) => {
            entrance::farewell(page.desk(), &token, &format!("{}/", page.app().settings.base_url)).await
        }
        None => None,
    };
    let mut answer = match farewell {
        Some(address) => page.go(&address),
        None => page.go_saying("/login", "logged-out"),
    };
    let headers = answer.headers_mut();
    headers.append(header::SET_COOKIE, page.app().cookies.clear("session"));
    // Not "cookies": the browser keeps the secret by which this device is known again (safety A92).
    headers.insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
    Ok(answer)
}
