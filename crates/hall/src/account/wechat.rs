//! WeChat QR login (A04): the browser goes to WeChat's page with the code and comes back.

use super::binding;
use super::handshake::{Aim, Departure, Newcomer, arrive, depart, failed, wait_for_phone};
use super::profile;
use super::session::{self, Opening};
use super::{Arrival, Browser, find, legal};
use crate::kernel::{Action, Actor, Desk, FieldError, Outcome, Refusal, Whose};

/// Sets out for WeChat; returns where to send the browser. `next` is where to go afterwards, a path of the hall.
///
/// # Errors
/// [`Refusal::Invalid`] without consent to log in, [`Refusal::Unavailable`] where the zone has no WeChat.
pub async fn set_out(
    desk: &Desk,
    actor: &Actor,
    browser: Browser<'_>,
    aim: Aim,
    consent: bool,
    next: &str,
) -> Outcome<String> {
    let wechat = desk
        .wechat
        .as_ref()
        .filter(|_| desk.zone.login.wechat)
        .ok_or(Refusal::Unavailable("wechat-absent"))?;
    match aim {
        Aim::LogIn => desk.may(actor, Action::LogIn, &Whose::Nobody)?,
        Aim::Bind => desk.may(actor, Action::KeepOwnAccount, &Whose::Nobody)?,
        Aim::Claim => return Err(Refusal::OutOfTurn("journey-refused")),
    }
    if aim == Aim::LogIn && !consent {
        return Err(Refusal::Invalid(vec![FieldError::new("consent", "consent-required")]));
    }
    let state = desk.token();
    let address = wechat.qr_address(&state).map_err(|error| failed(&error, "wechat-unavailable"))?;
    let work = desk.begin(actor).await?;
    let departure = Departure { provider: "wechat", aim, state: &state, nonce: "", verifier: "", next };
    depart(&work, browser, departure).await?;
    work.keep().await?;
    Ok(address.to_string())
}

/// Comes back from WeChat.
///
/// # Errors
/// [`Refusal::OutOfTurn`] for a journey that did not begin in this browser, is finished or too old, or an identity that opens
/// another account; [`Refusal::Unavailable`] when WeChat does not answer.
pub async fn come_back(
    desk: &Desk,
    actor: &Actor,
    browser: Browser<'_>,
    code: &str,
    state: &str,
) -> Outcome<Arrival> {
    let wechat = desk
        .wechat
        .as_ref()
        .filter(|_| desk.zone.login.wechat)
        .ok_or(Refusal::Unavailable("wechat-absent"))?;
    let work = desk.begin(actor).await?;
    let (journey, aim) = arrive(&work, browser, "wechat", state).await?;
    work.keep().await?;
    let who = wechat.identify(code).await.map_err(|error| failed(&error, "wechat-unavailable"))?;
    let who = Newcomer::from(who);
    let work = desk.begin(actor).await?;
    let next = journey.next.clone();
    let arrival = match (aim, binding::opened_by(work.db(), &who).await?) {
        (Aim::LogIn, Some(bound)) => {
            let account = find::own(work.db(), bound.account_id).await?;
            legal::agree(&work, &account, "wechat").await?;
            let opening = Opening { method: "wechat", enterprise: None, browser, id_token: None };
            Arrival::In { begun: session::begin(&work, &account, opening).await?, next }
        }
        (Aim::LogIn, None) => {
            wait_for_phone(&work, journey.id, &who).await?;
            Arrival::BindPhone { journey: journey.id }
        }
        (Aim::Bind | Aim::Claim, _) => {
            let account = profile::mine(&work).await?;
            binding::add(&work, &account, &who).await?;
            Arrival::Done { next, claimed: None }
        }
    };
    work.keep().await?;
    Ok(arrival)
}
