//! Either side says that an answered booking is done.

use super::Side;
use super::keep::{facts, load, save, tell};
use crate::kernel::{Outcome, Uuid, Work};
use crate::message::Note;

/// Marks an answered booking 已完成 as `side`; the other side is told.
///
/// # Errors
/// [`crate::Refusal::NotFound`] when it is not the actor's on that side, [`crate::Refusal::OutOfTurn`] unless it is
/// answered and open.
pub async fn fulfil(work: &Work, side: Side, id: Uuid) -> Outcome<()> {
    let before = load(work, side, id).await?;
    let after = before.clone().fulfilled(side, work.now())?;
    let other = match side {
        Side::Enterprise => Side::Provider,
        Side::Provider => Side::Enterprise,
    };
    let note = Note::new("booking-fulfilled", facts(work, &after).await?);
    tell(work, other, &after, note).await?;
    save(work, "booking.fulfilled", &before, after).await
}
