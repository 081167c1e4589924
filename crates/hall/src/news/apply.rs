//! What an approval does to a news item; called by `decide.rs` in the transaction of the decision.

use super::load::{changed, park_of};
use super::model::{Column, Entity, Model};
use super::{Proposal, markup};
use crate::file;
use crate::kernel::{Outcome, Refusal, Uuid, Work};
use crate::review::model::Model as Round;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use std::collections::BTreeSet;

/// Makes the proposal of an approved round what everybody sees, from now or from the moment it was put on for. What is
/// public already stays public since it was: a change does not make it news again.
///
/// # Errors
/// `OutOfTurn` when the item was deleted meanwhile; when the database fails.
pub async fn apply(work: &Work, round: &Round) -> Outcome<()> {
    let proposal: Proposal = round.proposal()?;
    let news = Entity::find_by_id(round.subject_id).one(work.db()).await?.ok_or(Refusal::NotFound)?;
    if news.removed_at.is_some() {
        return Err(Refusal::OutOfTurn("news-removed"));
    }
    let before: BTreeSet<Uuid> = news.files()?.into_iter().chain(proposal.files()).collect();
    let mut row = changed(work, &news);
    row.title = Set(proposal.title.clone());
    row.summary = Set(proposal.summary.clone());
    row.cover = Set(Some(proposal.cover));
    row.pictures = Set(serde_json::to_string(&markup::pictures(&proposal.body))?);
    row.body = Set(proposal.body);
    if news.public_from.is_none_or(|from| from > work.now()) {
        let from = proposal.publish_at.unwrap_or(work.now()).max(work.now());
        row.public_from = Set(Some(from));
    }
    let news = row.update(work.db()).await?;
    file::publish(work, &before.into_iter().collect::<Vec<_>>(), false).await?;
    show_files(work, &news).await
}

/// Shows or hides the files of the approved version as it is itself. Those of an item that waits for its moment are open a
/// little earlier to whoever knows their ids, which nobody is told before.
pub(super) async fn show_files(work: &Work, news: &Model) -> Outcome<()> {
    let open = news.is_approved() && !news.is_hidden() && park_of(work, news).await?.is_active();
    file::publish(work, &news.files()?, open).await
}

/// Hides or shows the pictures of a park's news when an official has suspended it or lifted that; the items themselves
/// follow their park wherever they are looked for.
///
/// # Errors
/// When the database fails.
pub async fn provider_stands(work: &Work, provider: Uuid, active: bool) -> Outcome<()> {
    let approved = Entity::find()
        .filter(Column::ProviderId.eq(provider))
        .filter(Column::PublicFrom.is_not_null())
        .filter(Column::RemovedAt.is_null())
        .all(work.db())
        .await?;
    for news in approved {
        file::publish(work, &news.files()?, active && !news.is_hidden()).await?;
    }
    Ok(())
}
