//! What a handler holds: who asks, the desk, and the means to show a page.

use crate::app::App;
use crate::refused::Refused;
use crate::site::{Route, Traffic};
use crate::view;
use crate::visit::Visit;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use frame::{Locale, Submission};
use hall::account::Browser;
use hall::kernel::{EnterpriseSeat, Member, ProviderSeat};
use hall::{Actor, Desk, FieldError, Refusal};
use minijinja::{Value, context};
use std::sync::Arc;

/// What a handler answers.
pub type Answer = Result<Response, Refused>;

/// A page about to be made.
#[derive(Clone)]
pub struct Page {
    app: App,
    visit: Arc<Visit>,
    cached: bool,
}

impl Page {
    pub(crate) fn new(app: App, visit: Arc<Visit>) -> Self {
        Self { app, visit, cached: false }
    }

    /// Whether this very page may be kept for everybody: a visitor asks for a route everybody reads. Such a page
    /// holds no form token and sets no cookie.
    #[must_use]
    pub fn is_for_everybody(&self) -> bool {
        self.cached && self.visit.actor.member().is_none()
    }

    /// The program's parts.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The hall's desk.
    #[must_use]
    pub fn desk(&self) -> &Desk {
        &self.app.desk
    }

    /// What is known about the request.
    #[must_use]
    pub fn visit(&self) -> &Visit {
        &self.visit
    }

    /// Who asks.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.visit.actor
    }

    /// The page's language.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.visit.locale
    }

    /// The browser the request comes from.
    #[must_use]
    pub fn browser(&self) -> Browser<'_> {
        Browser { secret: &self.visit.browser, agent: &self.visit.agent }
    }

    /// The person who has logged in.
    ///
    /// # Errors
    /// [`Refusal::LoginFirst`] for a visitor.
    pub fn member(&self) -> Result<&Member, Refusal> {
        self.visit.actor.member().ok_or(Refusal::LoginFirst)
    }

    /// The enterprise they act for.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] when there is none.
    pub fn enterprise(&self) -> Result<&EnterpriseSeat, Refusal> {
        self.member()?.enterprise.as_ref().ok_or(Refusal::NotAllowed("needs-enterprise"))
    }

    /// The provider they act for.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] when there is none.
    pub fn provider(&self) -> Result<&ProviderSeat, Refusal> {
        self.member()?.provider().ok_or(Refusal::NotAllowed("needs-provider"))
    }

    /// A text of the locales, for the few that do not stand in a template.
    #[must_use]
    pub fn text(&self, key: &str, args: &serde_json::Value) -> String {
        self.app.templates.locales().text(self.visit.locale, key, args)
    }

    /// Shows a page.
    ///
    /// # Errors
    /// [`Refusal::Broken`] when the template cannot be filled.
    pub async fn show(&self, template: &str, context: Value) -> Answer {
        self.show_status(StatusCode::OK, template, context).await
    }

    /// Shows a form again with what was typed and what must change (422).
    ///
    /// # Errors
    /// As [`Page::show`].
    pub async fn again(&self, template: &str, context: Value, errors: &[FieldError]) -> Answer {
        let context = context! { errors => Value::from(minijinja::value::Serde(errors)), ..context };
        self.show_status(StatusCode::UNPROCESSABLE_ENTITY, template, context).await
    }

    /// Shows a page with a status of its own, such as 409 with the difference.
    ///
    /// # Errors
    /// As [`Page::show`].
    pub async fn show_status(&self, status: StatusCode, template: &str, context: Value) -> Answer {
        let base = view::base(self).await?;
        // What the page itself says wins.
        let context = minijinja::value::merge_maps([base, context]);
        let html = self.app.templates.render(template, context).map_err(|error| {
            let cause =
                std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
            Refusal::Broken(format!("{template}: {error:#}{cause}"))
        })?;
        Ok((status, Html(html)).into_response())
    }

    /// Goes to another page after something was done (303).
    #[must_use]
    pub fn go(&self, path: &str) -> Response {
        leave_for(&self.visit, path)
    }

    /// Goes to another page, which says `flash-<key>` once.
    #[must_use]
    pub fn go_saying(&self, path: &str, flash: &str) -> Response {
        let mut answer = self.go(path);
        answer.headers_mut().append(header::SET_COOKIE, self.app.cookies.set("flash", flash, Some(60)));
        answer
    }

    /// Offers bytes for download under a name.
    #[must_use]
    pub fn download(&self, name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
        let kind = HeaderValue::from_static(kind);
        let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, frame::attachment(name))];
        (headers, bytes).into_response()
    }
}

/// Leaves for another page of the hall: by redirect, or by the header the script understands.
pub(crate) fn leave_for(visit: &Visit, path: &str) -> Response {
    let target = HeaderValue::try_from(path).unwrap_or_else(|_| HeaderValue::from_static("/"));
    if visit.fragment {
        return (StatusCode::NO_CONTENT, [("hx-redirect", target)]).into_response();
    }
    (StatusCode::SEE_OTHER, [(header::LOCATION, target)]).into_response()
}

/// Whether `next` leads to a page of ours (safety A32): one slash, then nothing a browser could read as a host.
#[must_use]
pub fn own_path(next: &str) -> Option<&str> {
    let fits = next.starts_with('/')
        && !next.starts_with("//")
        && next.len() <= 1_000
        && next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    fits.then_some(next)
}

/// Where a list was, with its filters, so that one comes back to it; `list` itself when `typed` leads elsewhere.
#[must_use]
pub(crate) fn back_to<'a>(typed: &'a str, list: &'a str) -> &'a str {
    own_path(typed).filter(|path| path.starts_with(list)).unwrap_or(list)
}

/// A day as an address carries it, `2026-03-31`; what cannot be read is none.
pub(crate) fn day(typed: &str) -> Option<chrono::NaiveDate> {
    chrono::NaiveDate::parse_from_str(typed.trim(), "%Y-%m-%d").ok()
}

/// The answer to an address nothing is at.
pub(crate) async fn nowhere() -> Refused {
    Refused(Refusal::NotFound)
}

impl<S: Send + Sync> FromRequestParts<S> for Page {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        let app = parts.extensions.get::<App>().cloned();
        let visit = parts.extensions.get::<Arc<Visit>>().cloned();
        let cached = parts.extensions.get::<Route>().is_some_and(|route| route.traffic == Traffic::Cached);
        app.zip(visit)
            .map(|(app, visit)| Self { app, visit, cached })
            .ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// The form that came with a request; read and its token checked before the handler runs.
pub struct Form(pub Arc<Submission>);

impl std::ops::Deref for Form {
    type Target = Submission;
    fn deref(&self) -> &Submission {
        &self.0
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Form {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        parts.extensions.get::<Arc<Submission>>().cloned().map(Self).ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a32_only_own_paths_are_followed() {
        for path in ["/", "/my?x=1", "/logistics/1#a"] {
            assert_eq!(own_path(path), Some(path));
        }
        for path in
            ["", "//evil", "/\\evil", "https:evil", "http://evil", "/a\nb", "javascript:x", "\\\\evil", "/ü"]
        {
            assert_eq!(own_path(path), None, "{path:?}");
        }
    }
}
