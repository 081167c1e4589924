//! Suspending a provider, and letting it go on, with everything that hangs on it: the one place that knows how the
//! standing of a provider shows elsewhere.

use crate::kernel::{Outcome, Uuid, Work};
use crate::{news, offering, provider};

/// Suspends an active provider: its desk closes, its products, its news and their pictures are hidden, it is told why.
///
/// # Errors
/// [`crate::Refusal::NotFound`] for a provider of another region, [`crate::Refusal::Invalid`] without a reason,
/// [`crate::Refusal::OutOfTurn`] when it is suspended already.
pub async fn suspend(work: &Work, id: Uuid, reason: &str) -> Outcome<()> {
    provider::suspend(work, id, reason).await?;
    offering::provider_stands(work, id, false).await?;
    news::provider_stands(work, id, false).await
}

/// Lets a suspended provider go on: what was on the shelf is shown again.
///
/// # Errors
/// As [`suspend`].
pub async fn reactivate(work: &Work, id: Uuid, reason: &str) -> Outcome<()> {
    provider::reactivate(work, id, reason).await?;
    offering::provider_stands(work, id, true).await?;
    news::provider_stands(work, id, true).await
}
