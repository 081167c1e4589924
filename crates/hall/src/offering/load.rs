//! Loading what an operation is about, and who does it.

use super::Kind;
use super::model::{Column, Entity, Model};
use crate::kernel::{Action, Actor, EnterpriseSeat, Outcome, ProviderSeat, Refusal, Uuid, Whose, Work};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// The provider's seat of an actor who may keep products.
pub(super) fn seat(actor: &Actor) -> Outcome<(&EnterpriseSeat, &ProviderSeat)> {
    let enterprise =
        actor.member().and_then(|member| member.enterprise.as_ref()).ok_or(Refusal::LoginFirst)?;
    let provider = enterprise.provider.as_ref().ok_or(Refusal::NotAllowed("needs-logistics-provider"))?;
    Ok((enterprise, provider))
}

/// A product of the actor's own that has not been deleted.
///
/// # Errors
/// Policy's refusals; `NotFound` for what is deleted, missing or somebody else's.
pub(super) async fn own(work: &Work, id: Uuid) -> Outcome<Model> {
    work.may(Action::KeepOwnProducts, &Whose::Nobody)?;
    let (_, provider) = seat(work.actor())?;
    let found = Entity::find_by_id(id)
        .filter(Column::ProviderId.eq(provider.id))
        .filter(Column::Kind.eq(Kind::Logistics.word()))
        .filter(Column::RemovedAt.is_null())
        .one(work.db())
        .await?;
    found.ok_or(Refusal::NotFound)
}

/// Whoever acts on a row names the version they saw.
pub(super) const fn same(version: i32, seen: i32) -> Outcome<()> {
    if version == seen { Ok(()) } else { Err(Refusal::Stale { now: version }) }
}
