//! Refusals become answers in one place.

use crate::app::App;
use crate::page::Page;
use crate::visit::Visit;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hall::Refusal;
use minijinja::context;
use std::sync::Arc;

/// A refusal on its way out. Handlers use `?`; the outermost layer makes the page.
#[derive(Debug)]
pub struct Refused(pub Refusal);

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

#[derive(Clone)]
struct Carried(Arc<Refusal>);

#[derive(Clone, Copy)]
struct Plain(StatusCode, &'static str);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut answer = code(&self.0).into_response();
        answer.extensions_mut().insert(Carried(Arc::new(self.0)));
        answer
    }
}

/// An answer with a status that is no refusal of the hall (a form too large, a broken token); `key` names its text.
pub(crate) fn status(code: StatusCode, key: &'static str) -> Response {
    let mut answer = code.into_response();
    answer.extensions_mut().insert(Plain(code, key));
    answer
}

/// What an answer that still has to become a page carries.
pub(crate) enum Because {
    Refusal(Arc<Refusal>),
    Status(StatusCode, &'static str),
}

pub(crate) fn take(answer: &mut Response) -> Option<Because> {
    if let Some(Carried(refusal)) = answer.extensions_mut().remove() {
        return Some(Because::Refusal(refusal));
    }
    answer.extensions_mut().remove().map(|Plain(code, key)| Because::Status(code, key))
}

fn code(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NotFound => StatusCode::NOT_FOUND,
        Refusal::LoginFirst => StatusCode::UNAUTHORIZED,
        Refusal::NotAllowed(_) => StatusCode::FORBIDDEN,
        Refusal::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::OutOfTurn(_) | Refusal::Stale { .. } => StatusCode::CONFLICT,
        Refusal::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        Refusal::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Where somebody may go on from a refusal.
fn way(key: &str) -> (&'static str, &'static str) {
    match key {
        "needs-enterprise" => ("/my", "way-prove-enterprise"),
        "needs-provider" | "needs-logistics-provider" | "needs-park" | "provider-suspended" => {
            ("/my/provider", "way-become-provider")
        }
        "claim-needs-legal" => ("/my", "way-my"),
        key if key.starts_with("journey-") => ("/login", "way-login"),
        "booking-own-product" => ("/desk/bookings", "way-bookings"),
        _ => ("/", "way-home"),
    }
}

/// The page of a refusal.
pub(crate) async fn page(app: &App, visit: &Arc<Visit>, because: &Because) -> Response {
    let refusal = match because {
        Because::Refusal(refusal) => refusal,
        Because::Status(code, key) => return status_page(app, visit, *code, key).await,
    };
    let code = code(refusal);
    match &**refusal {
        Refusal::LoginFirst => login_first(visit),
        Refusal::NotAllowed(key) | Refusal::OutOfTurn(key) | Refusal::Unavailable(key) => {
            status_page(app, visit, code, key).await
        }
        Refusal::TooMany { until, key } => {
            let mut answer = status_page(app, visit, code, key).await;
            let seconds = (*until - app.desk.now()).num_seconds().max(1);
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            answer
        }
        Refusal::NotFound => status_page(app, visit, code, "error-not-found").await,
        Refusal::Invalid(errors) => {
            tracing::debug!(?errors, "a form without a page of its own was refused");
            status_page(app, visit, code, "error-invalid").await
        }
        Refusal::Stale { .. } => status_page(app, visit, code, "error-stale").await,
        Refusal::Broken(cause) => {
            tracing::error!(reference = visit.reference, cause, path = visit.path, "broken");
            status_page(app, visit, code, "error-broken").await
        }
    }
}

fn login_first(visit: &Visit) -> Response {
    login_then(visit, &visit.here)
}

/// Asks to log in and leads on to a page of ours.
pub(crate) fn login_then(visit: &Visit, next: &str) -> Response {
    let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
    let target = format!("/login?next={next}");
    crate::page::leave_for(visit, &target)
}

/// A page for a status and the text that explains it.
pub(crate) async fn status_page(app: &App, visit: &Arc<Visit>, code: StatusCode, key: &str) -> Response {
    let page = Page::new(app.clone(), Arc::clone(visit));
    let (path, label) = way(key);
    let context = context! {
        code => code.as_u16(),
        key => key,
        way => path,
        way_label => label,
        reference => visit.reference.as_str(),
        // A missing thing and somebody else's are told apart by nothing, not even by this number.
        show_reference => code.is_server_error(),
    };
    match page.show_status(code, "error.html", context).await {
        Ok(answer) => answer,
        Err(Refused(refusal)) => bare(&refusal),
    }
}

/// The last resort, when no page can be made.
pub(crate) fn bare(refusal: &Refusal) -> Response {
    tracing::error!(%refusal, "no page could be made");
    (StatusCode::INTERNAL_SERVER_ERROR, "500").into_response()
}
