//! Ending a login that a website began: at once, or after asking when another kind of account is logged in than the
//! website wants.

use crate::context::context;
use crate::front::{Ask, see};
use crate::problem::{Outcome, Problem};
use crate::protocol::authorize;
use crate::provider::Identity;
use crate::view;
use axum::response::Response;

/// Goes on, or asks.
pub async fn show(identity: Identity, ask: Ask) -> Outcome<Response> {
    let id = ask.query("for");
    let row = authorize::find(&identity, &ask, id).await?.ok_or(Problem::Gone)?;
    let Some(signed) = ask.signed.clone().filter(|signed| authorize::settled(&row, signed)) else {
        return Ok(see(&format!("/login?for={id}")));
    };
    if authorize::fits(&row, &signed) {
        return authorize::finish(&identity, &ask, row, &signed).await;
    }
    let client = identity.settings.client(&row.client).map(|client| view::choose(ask.locale, &client.name));
    let values = context! { website => id, client, wanted => row.wanted };
    view::page(&identity, &ask, "chosen.html", values)
}

/// The person goes on with the account that is there.
pub async fn go_on(identity: Identity, ask: Ask) -> Outcome<Response> {
    let id = ask.form.text("for");
    let row = authorize::find(&identity, &ask, id).await?.ok_or(Problem::Gone)?;
    match ask.signed.clone().filter(|signed| authorize::settled(&row, signed)) {
        Some(signed) => authorize::finish(&identity, &ask, row, &signed).await,
        None => Ok(see(&format!("/login?for={id}"))),
    }
}
