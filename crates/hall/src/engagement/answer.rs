//! The provider answers (F20, F21).

use super::keep::{facts, load, save, tell};
use super::post::{is_said, say};
use super::{Saying, Side, State};
use crate::kernel::{Outcome, Uuid, Work};
use crate::message::Note;

/// Answers a booking of one's own product, or says more in its thread. The first answer makes it 已回复 (F22); the
/// enterprise is told each time.
///
/// # Errors
/// [`crate::Refusal::NotFound`] for another provider's, [`crate::Refusal::OutOfTurn`] once it is closed,
/// [`crate::Refusal::Invalid`] for the text.
pub async fn reply(work: &Work, id: Uuid, saying: &Saying) -> Outcome<()> {
    let before = load(work, Side::Provider, id).await?;
    let first = before.state()? == State::Pending;
    if is_said(work, &before, Side::Provider, saying).await? {
        return Ok(());
    }
    let after = before.clone().replied(work.now())?;
    say(work, &before, Side::Provider, saying).await?;
    let facts = facts(work, &after).await?;
    let note = if first { Note::new("booking-answered", facts) } else { Note::new("booking-replied", facts) };
    tell(work, Side::Enterprise, &after, note).await?;
    save(work, "booking.answered", &before, after).await
}
