//! The enterprise takes an application back.

use super::Side;
use super::keep::{load, save, tell};
use crate::kernel::{Outcome, Uuid, Work};

/// Takes one's own application back before the park decided. The park is told.
///
/// # Errors
/// [`crate::Refusal::NotFound`] for another enterprise's, [`crate::Refusal::OutOfTurn`] unless it waits.
pub async fn withdraw(work: &Work, id: Uuid) -> Outcome<()> {
    let before = load(work, Side::Enterprise, id).await?;
    let after = before.clone().withdrawn(work.now())?;
    tell(work, Side::Park, &after, "settlement-withdrawn").await?;
    save(work, "settlement.withdrawn", &before, after).await
}
