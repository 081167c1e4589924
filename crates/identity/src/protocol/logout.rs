//! `/logout`: a website sends somebody here to log out (OpenID Connect RP-Initiated Logout 1.0).

use super::sign;
use crate::context::context;
use crate::front::{Ask, see};
use crate::problem::{Outcome, Problem};
use crate::provider::Identity;
use crate::view;
use crate::work::session;
use axum::response::Response;
use url::Url;

/// Where a website may have the browser sent afterwards.
struct Way {
    client: String,
    to: Option<String>,
    /// The subject of the token the website showed.
    subject: Option<String>,
}

/// A website asked, or the person followed the link in the header.
pub async fn ask_first(identity: Identity, ask: Ask) -> Outcome<Response> {
    // The specification allows a form as well.
    if ask.method == "POST" && ask.form.raw("_csrf").is_empty() {
        let pairs = ask.form.fields().iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        return Ok(see(&format!("/logout?{query}")));
    }
    let way = way(&identity, |name| ask.query(name)).await?;
    let Some(signed) = &ask.signed else {
        return Ok(leave(way));
    };
    // The website has shown a token of this very person: there is nothing left to ask.
    if way.as_ref().and_then(|way| way.subject.as_deref()) == Some(signed.account.id.to_string().as_str()) {
        return end(&identity, &ask, way).await;
    }
    let asked = ["id_token_hint", "client_id", "post_logout_redirect_uri", "state"]
        .map(|name| (name, ask.query(name)));
    let client = way.and_then(|way| identity.settings.client(&way.client).cloned());
    let name = client.map(|client| view::choose(ask.locale, &client.name).to_owned());
    view::page(&identity, &ask, "logout.html", context! { asked, client => name })
}

/// The person said yes.
pub async fn confirmed(identity: Identity, ask: Ask) -> Outcome<Response> {
    let way = way(&identity, |name| ask.form.raw(name)).await?;
    end(&identity, &ask, way).await
}

async fn end(identity: &Identity, ask: &Ask, way: Option<Way>) -> Outcome<Response> {
    if let Some(signed) = &ask.signed {
        session::end(identity, signed.session.id, signed.account.id).await?;
        crate::work::event::add(
            identity,
            ask,
            Some(signed.account.id),
            "logout",
            way.as_ref().map(|way| way.client.as_str()),
        )
        .await?;
    }
    let mut response = leave(way);
    for name in ["session", "visit"] {
        response.headers_mut().append(axum::http::header::SET_COOKIE, identity.cookies.clear(name));
    }
    Ok(response)
}

fn leave(way: Option<Way>) -> Response {
    see(way.and_then(|way| way.to).as_deref().unwrap_or("/?said=left"))
}

/// Checks what the website said. An address that is not registered is refused, not ignored: somebody is trying it.
async fn way<'a>(identity: &Identity, given: impl Fn(&'static str) -> &'a str) -> Outcome<Option<Way>> {
    let hint = given("id_token_hint");
    let claims = if hint.is_empty() { None } else { sign::claims_of(identity, hint).await? };
    if !hint.is_empty() && claims.is_none() {
        return Err(Problem::Bad("bad-hint"));
    }
    let audience = claims.as_ref().and_then(|claims| claims["aud"].as_str());
    let named = Some(given("client_id")).filter(|id| !id.is_empty());
    if let (Some(one), Some(other)) = (audience, named)
        && one != other
    {
        return Err(Problem::Bad("bad-client"));
    }
    let back = given("post_logout_redirect_uri");
    let Some(id) = audience.or(named) else {
        return if back.is_empty() { Ok(None) } else { Err(Problem::Bad("bad-redirect")) };
    };
    let client = identity.settings.client(id).ok_or(Problem::Bad("bad-client"))?;
    let to = match back {
        "" => None,
        back if client.post_logout_uris.iter().any(|known| known == back) => {
            let mut to = Url::parse(back).map_err(|error| Problem::Broken(error.to_string()))?;
            let state = given("state");
            if !state.is_empty() {
                to.query_pairs_mut().append_pair("state", state);
            }
            Some(to.to_string())
        }
        _ => return Err(Problem::Bad("bad-redirect")),
    };
    let subject = claims.as_ref().and_then(|claims| claims["sub"].as_str()).map(str::to_owned);
    Ok(Some(Way { client: client.id.clone(), to, subject }))
}
