//! Every route's own layer: the policy is asked before the handler runs, forms are read and their token checked.

use crate::app::App;
use crate::kept;
use crate::refused::{Refused, status};
use crate::site::{Route, Traffic};
use crate::visit::Visit;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use frame::Submission;
use frame::submission::{Unreadable, names_nul};
use hall::Refusal;
use hall::kernel::{Whose, may};
use std::sync::Arc;
use subtle::ConstantTimeEq as _;

pub(crate) async fn guard(
    State((app, route)): State<(App, Route)>,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(visit) = request.extensions().get::<Arc<Visit>>().cloned() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if names_nul(request.uri()) {
        return status(StatusCode::BAD_REQUEST, "error-address-broken");
    }
    if let Err(refusal) = may(&visit.actor, route.action, &Whose::Nobody) {
        return match refusal {
            Refusal::LoginFirst if request.method() != Method::GET => {
                kept::too_late(&app, &visit, route, request).await
            }
            refusal => Refused(refusal).into_response(),
        };
    }
    request.extensions_mut().insert(route);
    match route.traffic {
        Traffic::Cached if visit.actor.member().is_none() => {
            app.cache.answer(&app, &visit, request, next).await
        }
        Traffic::Page | Traffic::Cached => app.crowd.page(&app, &visit, request, next).await,
        Traffic::Form | Traffic::Upload | Traffic::Sheet => form(&app, &visit, route, request, next).await,
    }
}

async fn form(app: &App, visit: &Visit, route: Route, request: Request, next: Next) -> Response {
    if !frame::headers::comes_from_here(request.method(), request.headers(), &app.settings.base_url) {
        return status(StatusCode::FORBIDDEN, "error-foreign-form");
    }
    // Held until the pictures are looked at: what was read is in memory until then. Only members get this far with any.
    let room = match route.traffic {
        Traffic::Upload | Traffic::Sheet => {
            app.crowd.room(request.headers(), route.traffic.limit()).map(Some)
        }
        Traffic::Form | Traffic::Page | Traffic::Cached => Some(None),
    };
    let Some(_room) = room else { return app.crowd.busy(app, visit) };
    let (parts, body) = request.into_parts();
    let header_token =
        parts.headers.get("x-csrf-token").and_then(|token| token.to_str().ok()).map(str::to_owned);
    let again = Request::from_parts(parts.clone(), axum::body::Body::empty());
    let read = Submission::read(Request::from_parts(parts, body), route.traffic.limit()).await;
    let submission = match read {
        Ok(submission) => submission,
        Err(Unreadable::TooMuch) => return status(StatusCode::PAYLOAD_TOO_LARGE, "error-too-much"),
        Err(Unreadable::Kind) => return status(StatusCode::UNSUPPORTED_MEDIA_TYPE, "error-form-kind"),
        Err(Unreadable::Broken) => return status(StatusCode::BAD_REQUEST, "error-form-broken"),
    };
    let token = header_token.unwrap_or_else(|| submission.text("_csrf").to_owned());
    if !bool::from(token.as_bytes().ct_eq(visit.csrf.as_bytes())) {
        return status(StatusCode::FORBIDDEN, "error-form-expired");
    }
    let mut request = again;
    request.extensions_mut().insert(Arc::new(submission));
    app.crowd.form(app, visit, request, next).await
}
