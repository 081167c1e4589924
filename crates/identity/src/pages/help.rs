//! 帮助文档 (新手指南), 《用户协议》, 无障碍, and the scripts and styles.

use crate::context::context;
use crate::front::Ask;
use crate::problem::{Outcome, Problem};
use crate::provider::Identity;
use crate::view;
use axum::response::Response;

/// The version of the user agreement people accept; it changes with its text.
pub const TERMS_VERSION: &str = "2026-03-01";

/// 帮助文档.
pub async fn help(identity: Identity, ask: Ask) -> Outcome<Response> {
    view::page(&identity, &ask, "help.html", context! {})
}

/// 《用户协议》.
pub async fn terms(identity: Identity, ask: Ask) -> Outcome<Response> {
    view::page(&identity, &ask, "terms.html", context! { version => TERMS_VERSION })
}

/// 无障碍服务.
pub async fn accessibility(identity: Identity, ask: Ask) -> Outcome<Response> {
    view::page(&identity, &ask, "accessibility.html", context! {})
}

/// Scripts, styles and icons.
pub async fn asset(identity: Identity, ask: Ask) -> Outcome<Response> {
    identity.parts.assets.answer(ask.param("name"), &ask.headers).ok_or(Problem::NotFound)
}
