//! The enterprise says something: a remark before the answer, a question after it (1.15.9 (4)).

use super::keep::{facts, load, save, tell};
use super::post::{is_said, say};
use super::{Saying, Side};
use crate::kernel::{Outcome, Uuid, Work};
use crate::message::Note;

/// Adds to the thread of one's own booking. The provider is told.
///
/// # Errors
/// [`crate::Refusal::NotFound`] for another enterprise's, [`crate::Refusal::OutOfTurn`] once it is closed,
/// [`crate::Refusal::Invalid`] for the text.
pub async fn ask(work: &Work, id: Uuid, saying: &Saying) -> Outcome<()> {
    let before = load(work, Side::Enterprise, id).await?;
    if is_said(work, &before, Side::Enterprise, saying).await? {
        return Ok(());
    }
    let after = before.clone().asked(work.now())?;
    say(work, &before, Side::Enterprise, saying).await?;
    let note = Note::new("booking-follow-up", facts(work, &after).await?);
    tell(work, Side::Provider, &after, note).await?;
    save(work, "booking.asked", &before, after).await
}
