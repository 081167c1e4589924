//! Telling an enterprise.

use crate::account::recipients;
use crate::kernel::{Outcome, Uuid, Work};
use crate::message::Note;

/// Tells everybody who represents an enterprise.
///
/// # Errors
/// When the database fails.
pub async fn tell(work: &Work, enterprise: Uuid, note: &Note) -> Outcome<()> {
    let accounts = super::people(work.db(), enterprise).await?;
    work.tell(&recipients(work.db(), &accounts).await?, note).await
}
