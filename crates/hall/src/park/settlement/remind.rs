//! Nobody decided in time: both sides are told, once per round.

use super::keep::{save, tell};
use super::model::{Column, Entity};
use super::{Side, State};
use crate::kernel::{Actor, Desk, Outcome};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Applications reminded of in one run: a job comes again.
const AT_ONCE: u64 = 100;

/// Tells park and enterprise of every application that waits longer than promised. Returns how many were told of now.
///
/// # Errors
/// When the database fails; then nobody is told of anything.
pub async fn remind(desk: &Desk) -> Outcome<usize> {
    let work = desk.begin(&Actor::Machine("settlement.remind")).await?;
    let late = Entity::find()
        .filter(Column::State.eq(State::Pending.word()))
        .filter(Column::DueAt.lt(work.now()))
        .filter(Column::RemindedAt.is_null())
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Id)
        .limit(AT_ONCE)
        .all(work.db())
        .await?;
    let mut told = 0;
    for before in late {
        let Some(after) = before.clone().reminded(work.now()) else { continue };
        tell(&work, Side::Park, &after, "settlement-overdue").await?;
        tell(&work, Side::Enterprise, &after, "settlement-overdue").await?;
        save(&work, "settlement.reminded", &before, after).await?;
        told += 1;
    }
    if told > 0 {
        work.keep().await?;
    }
    Ok(told)
}
