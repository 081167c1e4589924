//! The first page: who may log in or register here, and what for.

use crate::context::context;
use crate::front::Ask;
use crate::problem::Outcome;
use crate::provider::Identity;
use crate::view;
use axum::response::Response;

/// Shows it.
pub async fn show(identity: Identity, ask: Ask) -> Outcome<Response> {
    let clients: Vec<&str> =
        identity.settings.clients.iter().map(|client| view::choose(ask.locale, &client.name)).collect();
    view::page(&identity, &ask, "home.html", context! { clients })
}
