//! For whom one acts (A06), and ceasing to.

use super::model::representative;
use super::{find, tell};
use crate::account::session;
use crate::journal::Entry;
use crate::kernel::{Action, Outcome, Refusal, Uuid, Whose, Work};
use crate::message::Note;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;

async fn my_seat(work: &Work, enterprise: Uuid) -> Outcome<representative::Model> {
    let member = work.actor().member().ok_or(Refusal::LoginFirst)?;
    work.may(Action::ClaimEnterprise, &Whose::Account(member.account))?;
    let found = representative::Entity::find()
        .filter(representative::Column::AccountId.eq(member.account))
        .filter(representative::Column::EnterpriseId.eq(enterprise))
        .filter(representative::Column::EndedAt.is_null())
        .one(work.db())
        .await?;
    found.ok_or(Refusal::NotFound)
}

/// From now on this session acts for `enterprise`; returns the session's new token, since what it may do has changed (safety A66).
///
/// # Errors
/// [`Refusal::NotFound`] when one does not represent it.
pub async fn switch(work: &Work, enterprise: Uuid) -> Outcome<String> {
    my_seat(work, enterprise).await?;
    let token = session::renew(work, Some(enterprise)).await?;
    work.journal(Entry::new("session.acts-for", "enterprise", enterprise).of(enterprise)).await?;
    Ok(token)
}

/// Stops representing an enterprise; the others are told.
///
/// # Errors
/// [`Refusal::NotFound`] when one does not represent it; [`Refusal::OutOfTurn`] for the last one of a provider, whom its customers
/// would wait for in vain, and when the last one does not act for the enterprise just now.
pub async fn leave(work: &Work, enterprise: Uuid) -> Outcome<()> {
    let seat = my_seat(work, enterprise).await?;
    let member = work.actor().member().ok_or(Refusal::LoginFirst)?;
    if find::people(work.db(), enterprise).await?.len() == 1 {
        // Whether it is a provider is known of the enterprise one acts for.
        match member.enterprise.as_ref().filter(|seat| seat.id == enterprise) {
            Some(seat) if seat.provider.is_some() => return Err(Refusal::OutOfTurn("last-representative")),
            Some(_) => {}
            None => return Err(Refusal::OutOfTurn("leave-switch-first")),
        }
    }
    let mut row = seat.into_active_model();
    row.ended_at = Set(Some(work.now()));
    row.update(work.db()).await?;
    let entry = Entry::new("representative.left", "enterprise", enterprise).of(enterprise);
    work.journal(entry.change("representative", member.account.to_string(), "")).await?;
    tell(work, enterprise, &Note::new("representative-left", json!({ "name": member.name }))).await
}
