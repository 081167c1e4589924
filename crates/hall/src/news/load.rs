//! Loading what an operation is about, and who does it.

use super::model::{ActiveModel, Column, Entity, Model};
use crate::kernel::{Action, Actor, EnterpriseSeat, Outcome, ProviderSeat, Refusal, Uuid, Whose, Work};
use crate::provider;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

/// The park's seat of an actor who may keep news.
pub(super) fn seat(actor: &Actor) -> Outcome<(&EnterpriseSeat, &ProviderSeat)> {
    let enterprise =
        actor.member().and_then(|member| member.enterprise.as_ref()).ok_or(Refusal::LoginFirst)?;
    let provider = enterprise.provider.as_ref().ok_or(Refusal::NotAllowed("needs-park"))?;
    Ok((enterprise, provider))
}

/// A news item of the actor's own that has not been deleted.
///
/// # Errors
/// Policy's refusals; `NotFound` for what is deleted, missing or somebody else's.
pub(super) async fn own(work: &Work, id: Uuid) -> Outcome<Model> {
    work.may(Action::KeepOwnNews, &Whose::Nobody)?;
    let (_, park) = seat(work.actor())?;
    let found = Entity::find_by_id(id)
        .filter(Column::ProviderId.eq(park.id))
        .filter(Column::RemovedAt.is_null())
        .one(work.db())
        .await?;
    found.ok_or(Refusal::NotFound)
}

/// The park an item belongs to.
pub(super) async fn park_of(work: &Work, news: &Model) -> Outcome<provider::model::Model> {
    let found = provider::model::Entity::find_by_id(news.provider_id).one(work.db()).await?;
    found.ok_or_else(|| Refusal::Broken(format!("news {} of nobody", news.id)))
}

/// Whoever acts on a row names the version they saw.
pub(super) const fn same(version: i32, seen: i32) -> Outcome<()> {
    if version == seen { Ok(()) } else { Err(Refusal::Stale { now: version }) }
}

/// The row, about to change.
pub(super) fn changed(work: &Work, news: &Model) -> ActiveModel {
    let mut row = news.clone().into_active_model();
    row.version = Set(news.version + 1);
    row.updated_at = Set(work.now());
    row
}
