//! 修改密码: the old one first; every other session ends.

use super::form::Wrongs;
use crate::context::context;
use crate::front::{Ask, see};
use crate::problem::Outcome;
use crate::provider::Identity;
use crate::rules::password;
use crate::store::people::{account as accounts, enterprise};
use crate::view;
use crate::work::{account, event, session};
use axum::http::StatusCode;
use axum::response::Response;
use sea_orm::EntityTrait as _;

/// The names a password of this account must not be made of.
pub async fn people(identity: &Identity, account: &accounts::Model) -> Outcome<[String; 2]> {
    let facts = enterprise::Entity::find_by_id(account.id).one(identity.store.read()).await?;
    Ok([account.name.clone(), facts.map(|facts| facts.representative).unwrap_or_default()])
}

/// The form.
pub async fn show(identity: Identity, ask: Ask) -> Outcome<Response> {
    ask.signed()?;
    form(&identity, &ask, StatusCode::OK, &Wrongs::default())
}

fn form(identity: &Identity, ask: &Ask, status: StatusCode, wrongs: &Wrongs) -> Outcome<Response> {
    let values = context! { tab => "safety", errors => wrongs.shown(identity, ask) };
    view::page_as(identity, ask, status, "password.html", values)
}

/// The new password.
pub async fn submit(identity: Identity, ask: Ask) -> Outcome<Response> {
    let signed = ask.signed()?.clone();
    let new = ask.form.raw("password");
    let mut wrongs = Wrongs::default();
    if let Err(key) = password::check(new, &signed.account.login, &people(&identity, &signed.account).await?)
    {
        wrongs.add("password", key);
    }
    wrongs.when(ask.form.raw("confirm") != new, "confirm", "wrong-confirm");
    if wrongs.none() && !account::proves(&identity, &ask, &signed.account, ask.form.raw("old")).await? {
        wrongs.add("old", "wrong-old-password");
    }
    if !wrongs.none() {
        return form(&identity, &ask, StatusCode::UNPROCESSABLE_ENTITY, &wrongs);
    }
    account::set_password(&identity, signed.account.id, new, ask.now).await?;
    session::end_others(&identity, signed.account.id, Some(signed.session.id)).await?;
    event::add(&identity, &ask, Some(signed.account.id), "password-changed", None).await?;
    Ok(see("/centre/safety?said=password"))
}
