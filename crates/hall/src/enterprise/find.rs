//! Reading enterprises. The scope is the enterprise one acts for, or one's own account.

use super::model::{enterprise, representative};
use crate::kernel::{Outcome, Refusal, Uuid};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// One enterprise, by the id of somebody's seat or of a row one may see.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none.
pub async fn one(db: &impl ConnectionTrait, id: Uuid) -> Outcome<enterprise::Model> {
    enterprise::Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)
}

/// The accounts that represent an enterprise now, the longest-standing first.
///
/// # Errors
/// When the database fails.
pub async fn people(db: &impl ConnectionTrait, id: Uuid) -> Outcome<Vec<Uuid>> {
    let rows = representative::Entity::find()
        .filter(representative::Column::EnterpriseId.eq(id))
        .filter(representative::Column::EndedAt.is_null())
        .order_by_asc(representative::Column::Since)
        .order_by_asc(representative::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.account_id).collect())
}

/// The enterprises an account may act for, the longest-standing first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(db: &impl ConnectionTrait, account: Uuid) -> Outcome<Vec<enterprise::Model>> {
    let seats = representative::Entity::find()
        .filter(representative::Column::AccountId.eq(account))
        .filter(representative::Column::EndedAt.is_null())
        .order_by_asc(representative::Column::Since)
        .order_by_asc(representative::Column::Id)
        .all(db)
        .await?;
    let ids = seats.iter().map(|seat| seat.enterprise_id);
    let mut found = enterprise::Entity::find().filter(enterprise::Column::Id.is_in(ids)).all(db).await?;
    let place = |row: &enterprise::Model| seats.iter().position(|seat| seat.enterprise_id == row.id);
    found.sort_by_key(place);
    Ok(found)
}
