//! What changes for everybody by the clock alone, without anybody writing: pages that are kept for all must not outlive
//! it.

use crate::kernel::{Desk, Instant, Outcome};
use crate::news;

/// The next moment after `now` at which something becomes public by itself; none while nothing waits for its moment.
///
/// # Errors
/// When the database fails.
pub async fn next(desk: &Desk, now: Instant) -> Outcome<Option<Instant>> {
    news::find::public::next(desk.db(), now).await
}
