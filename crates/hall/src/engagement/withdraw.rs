//! The enterprise takes a booking back.

use super::Side;
use super::keep::{facts, load, save, tell};
use crate::kernel::{Fields, Outcome, Uuid, Work};
use crate::message::Note;

/// Most characters of the reason.
pub const REASON_LIMIT: usize = 100;

/// Takes one's own booking back before anybody answered; a reason is welcome but not needed. The provider is told.
///
/// # Errors
/// [`crate::Refusal::NotFound`] for another enterprise's, [`crate::Refusal::OutOfTurn`] once it is answered or
/// closed, [`crate::Refusal::Invalid`] for the reason.
pub async fn withdraw(work: &Work, id: Uuid, reason: &str) -> Outcome<()> {
    let before = load(work, Side::Enterprise, id).await?;
    let mut fields = Fields::new();
    let reason = fields.text_or_none("reason", reason, REASON_LIMIT);
    let after = before.clone().withdrawn((!reason.is_empty()).then_some(reason), work.now())?;
    fields.done()?;
    let note = Note::new("booking-withdrawn", facts(work, &after).await?);
    tell(work, Side::Provider, &after, note).await?;
    save(work, "booking.withdrawn", &before, after).await
}
