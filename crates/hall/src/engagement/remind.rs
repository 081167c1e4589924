//! Nobody answered in time: both sides are told, once.

use super::keep::{facts, save, tell};
use super::model::{Column, Entity};
use super::{Side, State};
use crate::kernel::{Actor, Desk, Outcome};
use crate::message::Note;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Bookings reminded of in one run: a job comes again.
const AT_ONCE: u64 = 100;

/// Tells provider and enterprise of every booking that waits longer than promised; each is told once, however often
/// this runs. Returns how many were told of now.
///
/// # Errors
/// When the database fails; then nobody is told of anything.
pub async fn remind(desk: &Desk) -> Outcome<usize> {
    let work = desk.begin(&Actor::Machine("booking.remind")).await?;
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
        let note = Note::new("booking-overdue", facts(&work, &after).await?);
        tell(&work, Side::Provider, &after, note.clone()).await?;
        tell(&work, Side::Enterprise, &after, note).await?;
        save(&work, "booking.reminded", &before, after).await?;
        told += 1;
    }
    if told > 0 {
        work.keep().await?;
    }
    Ok(told)
}
