//! The enterprise opens the answer (Q5).

use super::Side;
use super::keep::{load, save};
use crate::kernel::{Outcome, Uuid, Work};

/// Notes that the enterprise has opened its booking and so read the newest answer; nothing happens when there is
/// none, or when it was read before.
///
/// # Errors
/// [`crate::Refusal::NotFound`] for another enterprise's.
pub async fn seen(work: &Work, id: Uuid) -> Outcome<()> {
    let before = load(work, Side::Enterprise, id).await?;
    match before.clone().read(work.now()) {
        Some(after) => save(work, "booking.seen", &before, after).await,
        None => Ok(()),
    }
}
