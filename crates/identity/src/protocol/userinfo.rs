//! `/userinfo`: what a website is told of the person who logged in (OpenID Connect Core 1.0, 5.3).

use super::{claims, json};
use crate::front::Ask;
use crate::problem::Outcome;
use crate::provider::Identity;
use crate::store::{entry::token, people::account};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use sea_orm::EntityTrait as _;
use serde_json::json as value;

/// Tells, for an access token in the header (never in the address, which would be logged).
pub async fn show(identity: Identity, ask: Ask) -> Outcome<Response> {
    let header =
        ask.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let given = header
        .split_once(' ')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token);
    let Some(given) = given else { return Ok(refuse("Bearer")) };
    let mark = identity.keys.mark("access", given.trim());
    let found = token::Entity::find_by_id(&mark).one(identity.store.write()).await?;
    let Some(found) = found.filter(|found| ask.now < found.expires_at) else {
        return Ok(refuse("Bearer error=\"invalid_token\""));
    };
    let Some(account) = account::Entity::find_by_id(found.account_id).one(identity.store.read()).await?
    else {
        return Ok(refuse("Bearer error=\"invalid_token\""));
    };
    Ok(json(StatusCode::OK, &claims::userinfo(&identity, &account, &found.scope).await?))
}

fn refuse(challenge: &'static str) -> Response {
    let mut response = json(StatusCode::UNAUTHORIZED, &value!({ "error": "invalid_token" }));
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    response
}
