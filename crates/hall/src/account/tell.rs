//! Telling officials.

use super::find::{holders, recipients};
use crate::kernel::{Outcome, Role, Work};
use crate::message::Note;

/// Tells everybody who holds an office for a region.
///
/// # Errors
/// When the database fails.
pub async fn tell_officials(work: &Work, role: Role, region: &str, note: &Note) -> Outcome<()> {
    let accounts = holders(work.db(), role, region).await?;
    work.tell(&recipients(work.db(), &accounts).await?, note).await
}
