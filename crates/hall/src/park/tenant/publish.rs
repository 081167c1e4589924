//! Whether everybody may see who is in a park, and what they see then: names.

use super::State;
use super::keep;
use super::model::{Column, Entity};
use crate::journal::Entry;
use crate::kernel::{Outcome, Refusal, Work};
use crate::provider::model::park;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

/// Shows the names of the tenants on the park's public page, or shows them no more. Whether anything changed.
///
/// # Errors
/// As the policy says.
pub async fn publish(work: &Work, shown: bool) -> Outcome<bool> {
    let id = keep::park(work)?;
    let before = park::Entity::find_by_id(id).one(work.db()).await?.ok_or(Refusal::NotFound)?;
    if before.shows_tenants == shown {
        return Ok(false);
    }
    let row = park::ActiveModel { provider_id: Set(id), shows_tenants: Set(shown), ..Default::default() };
    row.update(work.db()).await?;
    let entry = Entry::new("tenant.published", "provider", id);
    work.journal(entry.change("shows_tenants", before.shows_tenants, shown)).await?;
    Ok(true)
}

/// The names of the first `most` enterprises in a park, longest there first; nothing where the park does not show them.
///
/// # Errors
/// When the database fails.
pub async fn names(db: &impl ConnectionTrait, park: &park::Model, most: u64) -> Outcome<Vec<String>> {
    if !park.shows_tenants {
        return Ok(Vec::new());
    }
    let found = Entity::find()
        .select_only()
        .column(Column::Name)
        .filter(Column::ParkId.eq(park.provider_id))
        .filter(Column::State.eq(State::Present.word()))
        .order_by_asc(Column::EnteredOn)
        .order_by_asc(Column::Id)
        .limit(most);
    Ok(found.into_tuple().all(db).await?)
}
