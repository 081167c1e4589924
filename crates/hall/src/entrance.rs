//! Coming in with the unified identity (A06, A07), proving an enterprise with it (B02, B03), and binding the phone of whoever
//! came from elsewhere (A04). Here account and enterprise meet: a legal person's login brings the enterprise along.

use crate::account::code::{self, Purpose};
use crate::account::handshake::{self, Departure, Newcomer, arrive, depart, failed, wait_for_phone};
use crate::account::model::account;
use crate::account::session::{self, Begun, Opening};
use crate::account::{Aim, Arrival, Browser, binding, find, legal, register};
use crate::enterprise::claim;
use crate::kernel::{Action, Actor, Desk, FieldError, Fields, Outcome, Refusal, Uuid, Whose, Work, text};
use gateways::oidc::{LoginChance, UnifiedIdentity};
use std::sync::Arc;

pub use gateways::oidc::AccountKind;

/// Sets out for the unified identity provider; returns where to send the browser. Claiming always asks for a legal person.
///
/// # Errors
/// [`Refusal::Invalid`] without consent to log in, [`Refusal::Unavailable`] where there is no provider or it is down.
pub async fn set_out(
    desk: &Desk,
    actor: &Actor,
    browser: Browser<'_>,
    aim: Aim,
    kind: AccountKind,
    consent: bool,
    next: &str,
) -> Outcome<String> {
    let provider = provider(desk)?;
    match aim {
        Aim::LogIn => desk.may(actor, Action::LogIn, &Whose::Nobody)?,
        Aim::Bind => desk.may(actor, Action::KeepOwnAccount, &Whose::Nobody)?,
        Aim::Claim => desk.may(actor, Action::ClaimEnterprise, &Whose::Nobody)?,
    }
    if aim == Aim::LogIn && !consent {
        return Err(Refusal::Invalid(vec![FieldError::new("consent", "consent-required")]));
    }
    let kind = if aim == Aim::Claim { AccountKind::Legal } else { kind };
    let mut chance = LoginChance { state: [0; 32], nonce: [0; 32], verifier: [0; 32] };
    for bytes in [&mut chance.state, &mut chance.nonce, &mut chance.verifier] {
        desk.chance.fill(bytes);
    }
    let started =
        provider.begin(kind, &chance, desk.now()).await.map_err(|e| failed(&e, "identity-unavailable"))?;
    let work = desk.begin(actor).await?;
    let departure = Departure {
        provider: "identity",
        aim,
        state: &started.state,
        nonce: &started.nonce,
        verifier: &started.pkce_verifier,
        next,
    };
    depart(&work, browser, departure).await?;
    work.keep().await?;
    Ok(started.url.to_string())
}

fn provider(desk: &Desk) -> Outcome<Arc<dyn UnifiedIdentity>> {
    desk.oidc.clone().filter(|_| desk.zone.login.identity).ok_or(Refusal::Unavailable("identity-absent"))
}

/// Comes back from the unified identity provider.
///
/// # Errors
/// [`Refusal::OutOfTurn`] for a journey that does not fit, for a personal account that claims an enterprise (B03: `claim-needs-legal`)
/// and for an identity that opens another account; [`Refusal::Unavailable`] when the provider does not answer.
pub async fn come_back(
    desk: &Desk,
    actor: &Actor,
    browser: Browser<'_>,
    code: &str,
    state: &str,
) -> Outcome<Arrival> {
    let provider = provider(desk)?;
    let work = desk.begin(actor).await?;
    let (journey, aim) = arrive(&work, browser, "identity", state).await?;
    work.keep().await?;
    let who = provider.finish(code, &journey.nonce, &journey.verifier, desk.now()).await;
    let who = Newcomer::from(who.map_err(|error| failed(&error, "identity-unavailable"))?);
    let work = desk.begin(actor).await?;
    let next = journey.next.clone();
    let arrival = match (aim, binding::opened_by(work.db(), &who).await?) {
        (Aim::LogIn, Some(bound)) => {
            let account = find::own(work.db(), bound.account_id).await?;
            Arrival::In { begun: enter(&work, browser, &account, &who).await?, next }
        }
        (Aim::LogIn, None) => {
            wait_for_phone(&work, journey.id, &who).await?;
            Arrival::BindPhone { journey: journey.id }
        }
        (Aim::Bind, _) => {
            let account = own(&work, actor).await?;
            binding::add(&work, &account, &who).await?;
            Arrival::Done { next, claimed: None }
        }
        (Aim::Claim, bound) => {
            let account = own(&work, actor).await?;
            let facts = who.enterprise.as_ref().ok_or(Refusal::OutOfTurn("claim-needs-legal"))?;
            // One legal account may serve several people of an enterprise: it opens the account it was bound to first, and
            // still proves that this person acts for the enterprise.
            if bound.is_none() {
                binding::add(&work, &account, &who).await?;
            }
            let enterprise = claim::sync(&work, &account, &who.provider, facts).await?;
            Arrival::Done { next, claimed: Some(enterprise) }
        }
    };
    work.keep().await?;
    Ok(arrival)
}

async fn own(work: &Work, actor: &Actor) -> Outcome<account::Model> {
    let member = actor.member().ok_or(Refusal::LoginFirst)?;
    find::own(work.db(), member.account).await
}

/// Begins the session of somebody who came from elsewhere; a legal person acts for the enterprise at once.
async fn enter(
    work: &Work,
    browser: Browser<'_>,
    account: &account::Model,
    who: &Newcomer,
) -> Outcome<Begun> {
    let (method, channel) = match who.kind.as_str() {
        "wechat" => ("wechat", "wechat"),
        "legal" => ("legal", "identity"),
        _ => ("personal", "identity"),
    };
    legal::agree(work, account, channel).await?;
    let enterprise = match &who.enterprise {
        Some(facts) => Some(claim::sync(work, account, &who.provider, facts).await?),
        None => None,
    };
    session::begin(work, account, Opening { method, enterprise, browser, id_token: who.id_token.clone() })
        .await
}

/// Who waits for the phone in this browser: what the page greets with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// `wechat`, `natural` or `legal`.
    pub kind: String,
    /// The name from elsewhere.
    pub label: String,
    /// A number to suggest, if the provider says one.
    pub phone: Option<String>,
}

/// Who waits for the phone.
///
/// # Errors
/// [`Refusal::OutOfTurn`] when nobody does, or not in this browser.
pub async fn waiting(desk: &Desk, browser: Browser<'_>, journey: Uuid) -> Outcome<Waiting> {
    let (_, who) = handshake::waiting(desk.db(), &desk.keys, desk.now(), browser, journey).await?;
    let phone =
        who.phone.as_deref().and_then(text::mobile).map(|phone| phone.trim_start_matches("+86").to_owned());
    Ok(Waiting { kind: who.kind, label: who.label, phone })
}

/// What was typed to bind the phone.
#[derive(Debug, Clone, Copy)]
pub struct Bind<'a> {
    /// The journey that waits.
    pub journey: Uuid,
    /// The number.
    pub phone: &'a str,
    /// The code sent to it.
    pub code: &'a str,
    /// The language a new account starts with.
    pub locale: &'a str,
}

/// Binds the phone of whoever came from elsewhere and logs them in: into the account that has this number, which the code has just
/// proven to be theirs, or into a new one. Returns where to go.
///
/// # Errors
/// [`Refusal::Invalid`] with every broken rule, [`Refusal::OutOfTurn`] when nobody waits.
pub async fn bind_phone(
    desk: &Desk,
    actor: &Actor,
    browser: Browser<'_>,
    typed: Bind<'_>,
) -> Outcome<(Begun, String)> {
    desk.may(actor, Action::LogIn, &Whose::Nobody)?;
    handshake::waiting(desk.db(), &desk.keys, desk.now(), browser, typed.journey).await?;
    let phone = text::mobile(typed.phone);
    let mut fields = Fields::new();
    fields.require(phone.is_some(), "phone", "field-mobile");
    fields.require(code::is_code(typed.code).is_some(), "code", "code-form");
    fields.done()?;
    let phone = phone.unwrap_or_default();
    let work = code::proven(desk, actor, browser, &phone, Purpose::Bind, "code", typed.code).await?;
    let (journey, who) =
        handshake::waiting(work.db(), &desk.keys, work.now(), browser, typed.journey).await?;
    let name = who.name.as_deref().or(Some(who.label.as_str()).filter(|_| who.kind == "wechat"));
    let (account, _) = register::of_phone(&work, &phone, name, typed.locale).await?;
    binding::add(&work, &account, &who).await?;
    let begun = enter(&work, browser, &account, &who).await?;
    let next = journey.next.clone();
    handshake::forget(&work, journey).await?;
    work.keep().await?;
    Ok((begun, next))
}

/// Where to log out at the provider too, once the hall's session has ended; none when the provider offers nothing or is down: then
/// the hall's logout has to do.
pub async fn farewell(desk: &Desk, id_token: &str, back: &str) -> Option<String> {
    let provider = provider(desk).ok()?;
    match provider.logout_url(id_token, back, &desk.token(), desk.now()).await {
        Ok(url) => url.map(String::from),
        Err(error) => {
            tracing::warn!(%error, "no logout at the identity provider");
            None
        }
    }
}

#[cfg(test)]
mod tests;
