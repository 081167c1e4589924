//! `/authorize`: a website sends somebody here to log in (OpenID Connect Core 1.0, 3.1.2; RFC 7636; RFC 9207).

use crate::front::{Ask, Signed, see};
use crate::problem::{Outcome, Problem};
use crate::provider::Identity;
use crate::settings::Client;
use crate::store::entry::{code, request};
use crate::work::event;
use axum::response::Response;
use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait as _, EntityTrait as _};
use url::Url;
use uuid::Uuid;

/// How long somebody may take to log in or to register.
const REQUEST_LIVES: TimeDelta = TimeDelta::minutes(60);

/// The protocol's words for what went wrong.
struct Wrong(&'static str);

/// Begins a login, or ends it at once when the browser is logged in already.
pub async fn begin(identity: Identity, ask: Ask) -> Outcome<Response> {
    // Some relying parties send a form (Core 3.1.2.1); cookies of this site come only with a GET from there.
    if ask.method == "POST" {
        let pairs = ask.form.fields().iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        return Ok(see(&format!("/authorize?{query}")));
    }
    // Who asks and where the answer goes must be certain before anything is answered there.
    let client = identity.settings.client(one(&ask, "client_id")?).ok_or(Problem::Bad("bad-client"))?;
    let redirect = one(&ask, "redirect_uri")?;
    if !client.redirect_uris.iter().any(|known| known == redirect) {
        return Err(Problem::Bad("bad-redirect"));
    }
    let state = one(&ask, "state")?;
    let mut row = match check(&ask, client) {
        Ok(row) => row,
        Err(Wrong(error)) => return answer(&identity, redirect, state, &[("error", error)]),
    };
    let prompt = ask.query("prompt");
    let prompts: Vec<&str> = prompt.split(' ').filter(|word| !word.is_empty()).collect();
    let longest = ask.query("max_age").parse::<i64>().ok().map(TimeDelta::seconds);
    let fresh =
        |signed: &Signed| longest.is_none_or(|longest| ask.now - signed.session.created_at <= longest);
    row.anew = prompts.contains(&"login") || prompts.contains(&"select_account");
    if let Some(signed) = ask.signed.as_ref().filter(|signed| fresh(signed) && !row.anew) {
        if fits(&row, signed) {
            return issue(&identity, &ask, row, signed).await;
        }
        if prompts == ["none"] {
            return answer(&identity, redirect, state, &[("error", "interaction_required")]);
        }
    } else {
        if prompts == ["none"] {
            return answer(&identity, redirect, state, &[("error", "login_required")]);
        }
        row.anew |= ask.signed.is_some();
    }
    row.id = identity.parts.id();
    let (id, anew) = (row.id, row.anew);
    let active = request::ActiveModel::from(row).reset_all();
    request::Entity::insert(active).exec_without_returning(identity.store.write()).await?;
    Ok(see(&if ask.signed.is_some() && !anew {
        format!("/continue?for={id}")
    } else {
        format!("/login?for={id}")
    }))
}

/// A parameter that must be there at most once.
fn one<'a>(ask: &'a Ask, name: &str) -> Outcome<&'a str> {
    if ask.count(name) > 1 {
        return Err(Problem::Bad("bad-request"));
    }
    Ok(ask.query(name))
}

/// The request as a row, when everything about it is as the protocol and this provider want it.
fn check(ask: &Ask, client: &Client) -> Result<request::Model, Wrong> {
    let names = [
        "response_type",
        "scope",
        "nonce",
        "code_challenge",
        "code_challenge_method",
        "prompt",
        "account_kind",
    ];
    if names.iter().any(|name| ask.count(name) > 1) {
        return Err(Wrong("invalid_request"));
    }
    for (name, error) in [("request", "request_not_supported"), ("request_uri", "request_uri_not_supported")]
    {
        if ask.count(name) > 0 {
            return Err(Wrong(error));
        }
    }
    if ask.query("response_type") != "code" {
        return Err(Wrong("unsupported_response_type"));
    }
    if !matches!(ask.query("response_mode"), "" | "query") {
        return Err(Wrong("invalid_request"));
    }
    let known = ["openid", "profile", "phone", "enterprise"];
    let scope: Vec<&str> = ask.query("scope").split(' ').filter(|word| known.contains(word)).collect();
    if !scope.contains(&"openid") {
        return Err(Wrong("invalid_scope"));
    }
    // 43 characters of base64url: SHA-256 and nothing else (RFC 7636, 4.2).
    let challenge = ask.query("code_challenge");
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    let proof = challenge.len() == 43 && plain(challenge) && ask.query("code_challenge_method") == "S256";
    let (state, nonce) = (ask.query("state"), ask.query("nonce"));
    let short = |text: &str| text.len() <= 512 && !text.chars().any(char::is_control);
    if !proof || state.is_empty() || !short(state) || !short(nonce) {
        return Err(Wrong("invalid_request"));
    }
    let hints = std::iter::once(ask.query("account_kind")).chain(ask.query("acr_values").split(' '));
    let wanted = hints.into_iter().find(|word| matches!(*word, "personal" | "legal")).map(str::to_owned);
    Ok(request::Model {
        id: Uuid::nil(),
        visit: ask.visit_mark.clone(),
        client: client.id.clone(),
        redirect: ask.query("redirect_uri").to_owned(),
        state: state.to_owned(),
        nonce: (!nonce.is_empty()).then(|| nonce.to_owned()),
        challenge: challenge.to_owned(),
        scope: scope.join(" "),
        wanted,
        anew: false,
        created_at: ask.now,
    })
}

/// Whether the kind of account that is logged in is the one the website wants.
pub fn fits(request: &request::Model, signed: &Signed) -> bool {
    match request.wanted.as_deref() {
        Some("personal") => signed.account.kind == "natural",
        Some("legal") => signed.account.kind == "legal",
        _ => true,
    }
}

/// A login this browser has begun and not finished.
pub async fn find(identity: &Identity, ask: &Ask, id: &str) -> Outcome<Option<request::Model>> {
    let Ok(id) = Uuid::try_parse(id) else { return Ok(None) };
    let found = request::Entity::find_by_id(id).one(identity.store.read()).await?;
    Ok(found.filter(|row| row.visit == ask.visit_mark && ask.now - row.created_at < REQUEST_LIVES))
}

/// Whether this login may be ended with this session: it may be older than the website allows.
pub fn settled(request: &request::Model, signed: &Signed) -> bool {
    !request.anew || signed.session.created_at >= request.created_at
}

/// Ends a login that was begun: once, whoever presses however often.
pub async fn finish(
    identity: &Identity,
    ask: &Ask,
    row: request::Model,
    signed: &Signed,
) -> Outcome<Response> {
    let gone = request::Entity::delete_by_id(row.id).exec(identity.store.write()).await?;
    if gone.rows_affected == 0 {
        return Err(Problem::Gone);
    }
    issue(identity, ask, row, signed).await
}

/// Gives a code to the website.
async fn issue(identity: &Identity, ask: &Ask, row: request::Model, signed: &Signed) -> Outcome<Response> {
    let token = identity.parts.token();
    let made = code::Model {
        mark: identity.keys.mark("code", &token),
        client: row.client.clone(),
        redirect: row.redirect.clone(),
        nonce: row.nonce,
        challenge: row.challenge,
        scope: row.scope,
        account_id: signed.account.id,
        way: signed.session.way.clone(),
        login_at: signed.session.created_at,
        created_at: ask.now,
        used_at: None,
    };
    let active = code::ActiveModel::from(made).reset_all();
    code::Entity::insert(active).exec_without_returning(identity.store.write()).await?;
    event::add(identity, ask, Some(signed.account.id), "authorized", Some(&row.client)).await?;
    answer(identity, &row.redirect, &row.state, &[("code", &token)])
}

/// Sends the browser back to the website.
fn answer(identity: &Identity, redirect: &str, state: &str, pairs: &[(&str, &str)]) -> Outcome<Response> {
    let mut to = Url::parse(redirect).map_err(|error| Problem::Broken(error.to_string()))?;
    let mut query = to.query_pairs_mut();
    query.extend_pairs(pairs);
    if !state.is_empty() {
        query.append_pair("state", state);
    }
    query.append_pair("iss", &identity.settings.issuer);
    drop(query);
    Ok(see(to.as_str()))
}
