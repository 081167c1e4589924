//! Reading registers of tenants. Every finder names the park.

use super::State;
use super::model::{Column, Entity, Model};
use crate::enterprise;
use crate::kernel::{Outcome, Uuid};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

/// The row of a platform's enterprise in a park's register, while it is in the park: known by its credit code.
///
/// # Errors
/// [`crate::Refusal::NotFound`] when there is no such enterprise.
pub async fn of_enterprise(
    db: &impl ConnectionTrait,
    park: Uuid,
    enterprise: Uuid,
) -> Outcome<Option<Model>> {
    let asks = enterprise::find::one(db, enterprise).await?;
    let found = Entity::find()
        .filter(Column::ParkId.eq(park))
        .filter(Column::Uscc.eq(asks.uscc))
        .filter(Column::State.eq(State::Present.word()));
    Ok(found.one(db).await?)
}

/// How many enterprises are in a park.
///
/// # Errors
/// When the database fails.
pub async fn present(db: &impl ConnectionTrait, park: Uuid) -> Outcome<u64> {
    let found =
        Entity::find().filter(Column::ParkId.eq(park)).filter(Column::State.eq(State::Present.word()));
    Ok(found.count(db).await?)
}
