//! What is said after somebody asked for a code: beside the button with the script, in the whole page without it.

use crate::context::context;
use crate::front::Ask;
use crate::problem::Outcome;
use crate::provider::Identity;
use crate::rules::phone;
use crate::view;
use crate::work::phone::Sent;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use minijinja::Value;
use serde_json::json;

/// What is said.
pub struct Said {
    pub status: StatusCode,
    tone: &'static str,
    key: &'static str,
    args: serde_json::Value,
    /// Seconds until there may be another code.
    wait: i64,
    /// The question was spent: another one is needed.
    spent: bool,
}

impl Said {
    /// The form is not fit to send a code for; `key` says why.
    pub fn bad(key: &'static str) -> Self {
        let spent = key == "code-captcha";
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, tone: "bad", key, args: json!(null), wait: 0, spent }
    }

    /// What became of sending a code to `to`.
    pub fn of(to: &str, sent: Sent) -> Self {
        let (status, tone, key, args, wait) = match sent {
            Sent::Yes => (StatusCode::OK, "ok", "code-sent", json!({ "phone": phone::masked(to) }), 60),
            Sent::Wait(seconds) => {
                (StatusCode::TOO_MANY_REQUESTS, "wait", "code-wait", json!({ "s": seconds }), seconds)
            }
            Sent::NoMore => (StatusCode::TOO_MANY_REQUESTS, "bad", "code-no-more", json!(null), 0),
            Sent::Failed => (StatusCode::SERVICE_UNAVAILABLE, "bad", "code-failed", json!(null), 0),
        };
        Self { status, tone, key, args, wait, spent: sent != Sent::Yes }
    }

    /// For templates.
    pub fn shown(&self, identity: &Identity, ask: &Ask) -> Value {
        context! { tone => self.tone, text => view::text(identity, ask, self.key, &self.args) }
    }

    /// The piece of a page beside the button.
    pub fn piece(&self, identity: &Identity, ask: &Ask) -> Outcome<Response> {
        let values = context! { sent => self.shown(identity, ask), spent => self.spent };
        let mut response = view::page_as(identity, ask, self.status, "code-said.html", values)?;
        if self.wait > 0 {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(self.wait));
        }
        Ok(response)
    }
}
