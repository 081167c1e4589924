//! A journey to WeChat or to the unified identity and back (A04, A06, safety A71): bound to the browser that set out,
//! finished once, within ten minutes; what came back waits as long again for the phone to be bound.

use super::Browser;
use super::model::handshake::{self, Column, Entity};
use crate::kernel::{Keys, Outcome, Refusal, Uuid, Work};
use chrono::TimeDelta;
use gateways::GatewayError;
use gateways::oidc::{EnterpriseFacts, Identity, PersonKind};
use gateways::wechat::WechatIdentity;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set,
};
use serde::{Deserialize, Serialize};

/// Minutes a journey may take, and minutes in which the phone may be bound afterwards.
const MINUTES: i64 = 10;

/// Why somebody set out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// To log in; 《平台法律声明》 was agreed to before.
    LogIn,
    /// To be known by it from now on.
    Bind,
    /// To prove an enterprise (B02).
    Claim,
}

impl Aim {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::LogIn => "login",
            Self::Bind => "bind",
            Self::Claim => "claim",
        }
    }

    pub(crate) fn of(word: &str) -> Option<Self> {
        [Self::LogIn, Self::Bind, Self::Claim].into_iter().find(|aim| aim.word() == word)
    }
}

/// A journey about to begin.
pub(crate) struct Departure<'a> {
    pub provider: &'static str,
    pub aim: Aim,
    pub state: &'a str,
    pub nonce: &'a str,
    pub verifier: &'a str,
    pub next: &'a str,
}

/// Somebody known elsewhere, before the hall knows them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Newcomer {
    /// `wechat`, or the issuer.
    pub provider: String,
    pub subject: String,
    /// `wechat`, `natural` or `legal`.
    pub kind: String,
    pub label: String,
    pub notices_to: Option<String>,
    /// A real name, where the provider says it.
    pub name: Option<String>,
    /// A number to suggest; it still has to be proven.
    pub phone: Option<String>,
    pub enterprise: Option<EnterpriseFacts>,
    pub id_token: Option<String>,
}

impl From<WechatIdentity> for Newcomer {
    fn from(who: WechatIdentity) -> Self {
        Self {
            provider: "wechat".to_owned(),
            subject: who.subject(),
            kind: "wechat".to_owned(),
            label: clean(who.nickname.as_deref().unwrap_or_default()),
            notices_to: Some(who.openid),
            name: None,
            phone: None,
            enterprise: None,
            id_token: None,
        }
    }
}

impl From<Identity> for Newcomer {
    fn from(who: Identity) -> Self {
        let kind = match who.kind {
            PersonKind::Natural => "natural",
            PersonKind::Legal => "legal",
        };
        let label = who.enterprise.as_ref().map_or(who.name.as_deref(), |facts| Some(facts.name.as_str()));
        Self {
            provider: who.issuer,
            subject: who.subject,
            kind: kind.to_owned(),
            label: clean(label.unwrap_or_default()),
            notices_to: None,
            name: who.name.map(|name| clean(&name)),
            phone: who.phone,
            enterprise: who.enterprise,
            id_token: Some(who.id_token_raw),
        }
    }
}

/// A name from elsewhere, fit to be shown.
fn clean(name: &str) -> String {
    let shown: String =
        name.chars().filter(|c| !crate::kernel::text::has_control(&c.to_string())).take(60).collect();
    shown.trim().to_owned()
}

fn state_hash(keys: &Keys, provider: &str, state: &str) -> String {
    keys.fingerprint("state", format!("{provider}/{state}").as_bytes())
}

/// Notes that a journey begins.
pub(crate) async fn depart(work: &Work, browser: Browser<'_>, departure: Departure<'_>) -> Outcome<()> {
    let keys = &work.desk().keys;
    let row = handshake::Model {
        id: work.id(),
        provider: departure.provider.to_owned(),
        purpose: departure.aim.word().to_owned(),
        browser: browser.journey(keys),
        state_hash: state_hash(keys, departure.provider, departure.state),
        nonce: departure.nonce.to_owned(),
        verifier: departure.verifier.to_owned(),
        next: departure.next.to_owned(),
        account_id: work.actor().member().map(|member| member.account),
        outcome: None,
        created_at: work.now(),
        expires_at: work.now() + TimeDelta::minutes(MINUTES),
        used_at: None,
    };
    work.add(row).await
}

/// The journey that comes back with `state`, which from now on is used up: in this browser, at this provider, in time.
///
/// # Errors
/// [`Refusal::OutOfTurn`] with one sentence for every way of not fitting.
pub(crate) async fn arrive(
    work: &Work,
    browser: Browser<'_>,
    provider: &str,
    state: &str,
) -> Outcome<(handshake::Model, Aim)> {
    let keys = &work.desk().keys;
    let found = Entity::find()
        .filter(Column::StateHash.eq(state_hash(keys, provider, state)))
        .filter(Column::Browser.eq(browser.journey(keys)))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(work.now()))
        .one(work.db())
        .await?;
    let found = found.ok_or(Refusal::OutOfTurn("journey-lost"))?;
    let aim = Aim::of(&found.purpose).ok_or(Refusal::OutOfTurn("journey-lost"))?;
    if found.account_id != work.actor().member().map(|member| member.account) && aim != Aim::LogIn {
        // Somebody else has logged in here meanwhile, or nobody is logged in any more.
        return Err(Refusal::OutOfTurn("journey-lost"));
    }
    let mut row = found.clone().into_active_model();
    row.used_at = Set(Some(work.now()));
    row.update(work.db()).await?;
    Ok((found, aim))
}

/// Keeps who came back until the phone is bound.
pub(crate) async fn wait_for_phone(work: &Work, journey: Uuid, who: &Newcomer) -> Outcome<()> {
    let found = Entity::find_by_id(journey).one(work.db()).await?.ok_or(Refusal::NotFound)?;
    let mut row = found.into_active_model();
    row.outcome = Set(Some(serde_json::to_string(who)?));
    row.expires_at = Set(work.now() + TimeDelta::minutes(MINUTES));
    row.update(work.db()).await?;
    Ok(())
}

/// Who waits for the phone in this browser.
pub(crate) async fn waiting(
    db: &impl ConnectionTrait,
    keys: &Keys,
    now: crate::kernel::Instant,
    browser: Browser<'_>,
    journey: Uuid,
) -> Outcome<(handshake::Model, Newcomer)> {
    let found = Entity::find_by_id(journey)
        .filter(Column::Browser.eq(browser.journey(keys)))
        .filter(Column::ExpiresAt.gt(now))
        .one(db)
        .await?;
    let found = found.ok_or(Refusal::OutOfTurn("journey-lost"))?;
    let outcome = found.outcome.as_deref().ok_or(Refusal::OutOfTurn("journey-lost"))?;
    let who = serde_json::from_str(outcome)?;
    Ok((found, who))
}

/// Forgets who waited.
pub(crate) async fn forget(work: &Work, journey: handshake::Model) -> Outcome<()> {
    let mut row = journey.into_active_model();
    row.outcome = Set(None);
    row.expires_at = Set(work.now());
    row.update(work.db()).await?;
    Ok(())
}

/// What a failing gateway means to whoever is on a journey.
pub(crate) fn failed(error: &GatewayError, unavailable: &'static str) -> Refusal {
    tracing::warn!(%error, "a login elsewhere failed");
    match error {
        GatewayError::Unreachable(_) => Refusal::Unavailable(unavailable),
        GatewayError::Expired => Refusal::OutOfTurn("journey-lost"),
        GatewayError::Refused { .. } | GatewayError::Nonsense(_) => Refusal::OutOfTurn("journey-refused"),
    }
}
