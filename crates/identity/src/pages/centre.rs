//! 企业中心 / 个人中心, 概览 (B13).

use super::{countries, licence};
use crate::context::context;
use crate::front::Ask;
use crate::problem::{Outcome, Problem};
use crate::protocol::claims::level;
use crate::provider::Identity;
use crate::rules::{document, phone};
use crate::store::people::{enterprise, person};
use crate::view;
use axum::response::Response;
use minijinja::Value;
use sea_orm::EntityTrait as _;

/// What was declared, for pages: numbers masked.
pub async fn facts(identity: &Identity, ask: &Ask) -> Outcome<Value> {
    let account = &ask.signed()?.account;
    let db = identity.store.read();
    let id = account.id.to_string();
    let number = |sealed: &str| -> Outcome<String> {
        let plain = identity.keys.open("document", &id, sealed);
        let plain = plain.ok_or_else(|| Problem::Broken("a document's number cannot be opened".into()))?;
        Ok(document::masked(&String::from_utf8_lossy(&plain)))
    };
    let common = context! {
        login => account.login,
        kind => account.kind,
        name => account.name,
        phone => phone::masked(&account.phone),
        address => account.address,
        level => level(account),
        checked => account.level >= 3,
        since => view::minute(account.created_at),
        terms => account.terms,
    };
    if let Some(row) = enterprise::Entity::find_by_id(account.id).one(db).await? {
        let more = context! {
            legal_kind => row.kind,
            enterprise => row.name,
            uscc => row.uscc,
            person => row.representative,
            nationality => countries::name(ask.locale, &row.nationality),
            document => row.document,
            number => number(&row.number)?,
            valid_from => row.valid_from,
            valid_until => row.valid_until,
            seat => row.address,
        };
        return Ok(minijinja::context! { ..more, ..common });
    }
    let row = person::Entity::find_by_id(account.id).one(db).await?.ok_or(Problem::NotFound)?;
    let more = context! {
        person => account.name,
        nationality => countries::name(ask.locale, &row.nationality),
        document => row.document,
        number => number(&row.number)?,
        valid_from => row.valid_from,
        valid_until => row.valid_until,
    };
    Ok(minijinja::context! { ..more, ..common })
}

/// 概览.
pub async fn show(identity: Identity, ask: Ask) -> Outcome<Response> {
    let facts = facts(&identity, &ask).await?;
    let licences = licence::rows(&identity, &ask, "").await?;
    let count = licences.len();
    let ending = licences.iter().filter(|row| row.force != "yes").count();
    let values = context! { tab => "overview", f => facts, count, ending };
    view::page(&identity, &ask, "centre.html", values)
}
