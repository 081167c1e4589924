//! `/token`: a website exchanges a code for an id token (OpenID Connect Core 1.0, 3.1.3).

use super::{json, sign};
use crate::front::Ask;
use crate::keys::{base64url, same};
use crate::problem::Outcome;
use crate::provider::Identity;
use crate::settings::Client;
use crate::store::entry::{code, token};
use crate::work::event;
use axum::http::{StatusCode, header};
use axum::response::Response;
use base64::Engine as _;
use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _,
};
use sha2::{Digest as _, Sha256};

/// How long a code may be exchanged (A71).
const CODE_LIVES: TimeDelta = TimeDelta::seconds(60);
/// How long the userinfo document may be fetched.
pub const TOKEN_LIVES: TimeDelta = TimeDelta::minutes(10);
/// How long an id token says it is valid.
const ID_LIVES: TimeDelta = TimeDelta::minutes(10);

/// Exchanges a code.
pub async fn exchange(identity: Identity, ask: Ask) -> Outcome<Response> {
    let form = &ask.form;
    let twice = form.fields().iter().any(|(name, _)| form.all(name).count() > 1);
    if twice {
        return Ok(refuse(StatusCode::BAD_REQUEST, "invalid_request"));
    }
    let Some(client) = client(&identity, &ask) else {
        let mut refusal = refuse(StatusCode::UNAUTHORIZED, "invalid_client");
        let realm = header::HeaderValue::from_static("Basic realm=\"token\"");
        refusal.headers_mut().insert(header::WWW_AUTHENTICATE, realm);
        return Ok(refusal);
    };
    if form.raw("grant_type") != "authorization_code" {
        return Ok(refuse(StatusCode::BAD_REQUEST, "unsupported_grant_type"));
    }
    let mark = identity.keys.mark("code", form.raw("code"));
    let Some(found) = code::Entity::find_by_id(&mark).one(identity.store.write()).await? else {
        return Ok(refuse(StatusCode::BAD_REQUEST, "invalid_grant"));
    };
    // Whatever is wrong with the attempt, the code is spent by it. What it gives is kept in the same transaction, so
    // that a second use cannot come between and miss it.
    let work = identity.store.begin().await?;
    let spent = code::Entity::update_many()
        .set(code::ActiveModel { used_at: Set(Some(ask.now)), ..Default::default() })
        .filter(code::Column::Mark.eq(&mark))
        .filter(code::Column::UsedAt.is_null())
        .exec(&work)
        .await?;
    if spent.rows_affected == 0 {
        // Two have the code; one of them stole it. Nobody keeps what it gave (RFC 6749, 4.1.2).
        token::Entity::delete_many().filter(token::Column::Code.eq(&mark)).exec(&work).await?;
        work.commit().await?;
        event::add(&identity, &ask, Some(found.account_id), "code-reused", Some(&client.id)).await?;
        return Ok(refuse(StatusCode::BAD_REQUEST, "invalid_grant"));
    }
    let fits = found.client == client.id
        && found.redirect == form.raw("redirect_uri")
        && ask.now - found.created_at <= CODE_LIVES
        && proves(form.raw("code_verifier"), &found.challenge);
    if !fits {
        work.commit().await?;
        event::add(&identity, &ask, Some(found.account_id), "code-refused", Some(&client.id)).await?;
        return Ok(refuse(StatusCode::BAD_REQUEST, "invalid_grant"));
    }
    let access = identity.parts.token();
    let row = token::Model {
        mark: identity.keys.mark("access", &access),
        code: mark,
        scope: found.scope.clone(),
        account_id: found.account_id,
        expires_at: ask.now + TOKEN_LIVES,
    };
    token::Entity::insert(token::ActiveModel::from(row).reset_all()).exec_without_returning(&work).await?;
    work.commit().await?;
    give(&identity, &ask, client, found, &access).await
}

/// Whether the one who exchanges is the one who began (RFC 7636, 4.6).
fn proves(verifier: &str, challenge: &str) -> bool {
    let plain = verifier.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b));
    (43..=128).contains(&verifier.len()) && plain && same(&base64url(&Sha256::digest(verifier)), challenge)
}

async fn give(
    identity: &Identity,
    ask: &Ask,
    client: &Client,
    code: code::Model,
    access: &str,
) -> Outcome<Response> {
    let account = crate::work::account::get(identity, code.account_id).await?;
    let mut claims = serde_json::json!({
        "iss": identity.settings.issuer,
        "sub": account.id.to_string(),
        "aud": client.id,
        "iat": ask.now.timestamp(),
        "exp": (ask.now + ID_LIVES).timestamp(),
        "auth_time": code.login_at.timestamp(),
        "at_hash": base64url(&Sha256::digest(access)[..16]),
        "acr": if account.kind == "legal" { "legal" } else { "personal" },
        "amr": [code.way],
        "account_kind": account.kind,
    });
    if let Some(nonce) = code.nonce {
        claims["nonce"] = nonce.into();
    }
    let answer = serde_json::json!({
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": TOKEN_LIVES.num_seconds(),
        "scope": code.scope,
        "id_token": sign::sign(identity, &claims).await?,
    });
    Ok(json(StatusCode::OK, &answer))
}

/// The website that asks, when its secret is right: in the header or in the form, not in both (RFC 6749, 2.3).
fn client<'a>(identity: &'a Identity, ask: &Ask) -> Option<&'a Client> {
    let header = ask.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (id, secret) = match header {
        Some(header) => {
            if !ask.form.raw("client_secret").is_empty() {
                return None;
            }
            let (scheme, value) = header.split_once(' ')?;
            let bytes = base64::engine::general_purpose::STANDARD.decode(value.trim()).ok()?;
            let text = String::from_utf8(bytes).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
            let (id, secret) = text.split_once(':')?;
            (decoded(id)?, decoded(secret)?)
        }
        None => (ask.form.raw("client_id").to_owned(), ask.form.raw("client_secret").to_owned()),
    };
    let named = ask.form.raw("client_id");
    let client = identity.settings.client(&id)?;
    // Compared as fingerprints, so that not even the length shows.
    let right = identity.keys.marks("client", &client.secret, &identity.keys.mark("client", &secret));
    (right && (named.is_empty() || named == id)).then_some(client)
}

/// Form decoding, which both halves of the header went through.
fn decoded(text: &str) -> Option<String> {
    let pair = format!("x={}", text.replace('&', "%26"));
    url::form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned())
}

fn refuse(status: StatusCode, error: &str) -> Response {
    json(status, &serde_json::json!({ "error": error }))
}
