//! Beginning a session.

use super::super::find::recipients;
use super::super::model::{account, device, session};
use super::{LONGEST_HOURS, MOST, token_hash};
use crate::account::{Browser, name_of};
use crate::journal::Entry;
use crate::kernel::{Outcome, Uuid, Work};
use crate::message::Note;
use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use serde_json::json;

/// What a session begins with.
#[derive(Debug, Clone)]
pub struct Opening<'a> {
    /// How they proved who they are: `sms`, `password`, `wechat`, `personal`, `legal`.
    pub method: &'static str,
    /// For whom they act, where the login itself says so; otherwise as in their last session.
    pub enterprise: Option<Uuid>,
    /// The browser it happens in.
    pub browser: Browser<'a>,
    /// The identity provider's token.
    pub id_token: Option<String>,
}

/// What a session began as. The token is told once.
#[derive(Debug, Clone)]
pub struct Begun {
    /// The session's id.
    pub session: Uuid,
    /// Whose it is.
    pub account: Uuid,
    /// For the session cookie.
    pub token: String,
}

/// Begins a session for an account that has just proved itself. Always a new token, whatever the browser held before
/// (safety A66); a login from a browser this account never used is told, and so is the end of the oldest session when there
/// are more than [`MOST`].
///
/// # Errors
/// When the database fails.
pub async fn begin(work: &Work, account: &account::Model, opening: Opening<'_>) -> Outcome<Begun> {
    let (id, token) = (work.id(), work.desk().token());
    let keys = &work.desk().keys;
    let address = work.actor().address().unwrap_or_default().to_owned();
    let earlier = live(work, account.id).await?;
    let last = session::Entity::find()
        .filter(session::Column::AccountId.eq(account.id))
        .order_by_desc(session::Column::SeenAt)
        .one(work.db())
        .await?;
    let row = session::Model {
        id,
        token_hash: token_hash(keys, &token),
        account_id: account.id,
        enterprise_id: opening.enterprise.or_else(|| last.as_ref().and_then(|last| last.enterprise_id)),
        method: opening.method.to_owned(),
        id_token: opening.id_token,
        address: address.clone(),
        agent: opening.browser.agent.chars().take(200).collect(),
        created_at: work.now(),
        seen_at: work.now(),
        expires_at: work.now() + TimeDelta::hours(LONGEST_HOURS),
        ended_at: None,
    };
    work.add(row).await?;
    work.journal(Entry::new("session.begun", "session", id).by(account.id, &account.name).change(
        "method",
        "",
        opening.method,
    ))
    .await?;
    evict(work, account, earlier).await?;
    recognise(work, account, opening.browser, last.is_some()).await?;
    Ok(Begun { session: id, account: account.id, token })
}

async fn live(work: &Work, account: Uuid) -> Outcome<Vec<session::Model>> {
    Ok(session::Entity::find()
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(work.now()))
        .order_by_asc(session::Column::CreatedAt)
        .order_by_asc(session::Column::Id)
        .all(work.db())
        .await?)
}

/// Ends the oldest of `earlier` until there is room for one more.
async fn evict(work: &Work, account: &account::Model, earlier: Vec<session::Model>) -> Outcome<()> {
    let awake: Vec<_> =
        earlier.into_iter().filter(|row| super::is_awake(row.seen_at, work.now(), false)).collect();
    let surplus = (awake.len() + 1).saturating_sub(MOST);
    for row in awake.into_iter().take(surplus) {
        let id = row.id;
        let mut row = row.into_active_model();
        row.ended_at = Set(Some(work.now()));
        row.update(work.db()).await?;
        work.journal(Entry::new("session.evicted", "session", id).by(account.id, &account.name)).await?;
        let note = Note::new("session-evicted", json!({ "most": MOST })).link("/my/security");
        work.tell(&recipients(work.db(), &[account.id]).await?, &note).await?;
    }
    Ok(())
}

/// Remembers the browser; tells the account when it is new and not the very first.
async fn recognise(
    work: &Work,
    account: &account::Model,
    browser: Browser<'_>,
    had_sessions: bool,
) -> Outcome<()> {
    let token_hash = browser.device(&work.desk().keys);
    let known = device::Entity::find()
        .filter(device::Column::AccountId.eq(account.id))
        .filter(device::Column::TokenHash.eq(token_hash.as_str()))
        .one(work.db())
        .await?;
    if let Some(known) = known {
        let mut known = known.into_active_model();
        known.seen_at = Set(work.now());
        known.update(work.db()).await?;
        return Ok(());
    }
    let row = device::Model {
        id: work.id(),
        account_id: account.id,
        token_hash,
        created_at: work.now(),
        seen_at: work.now(),
    };
    work.add(row).await?;
    if had_sessions {
        let address = work.actor().address().unwrap_or_default();
        let agent = name_of(browser.agent);
        let note =
            Note::new("new-device", json!({ "address": address, "agent": agent })).link("/my/security");
        work.tell(&recipients(work.db(), &[account.id]).await?, &note).await?;
    }
    Ok(())
}
