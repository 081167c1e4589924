//! Whether the database is whole (`tradehall verify`).

use super::backup::tables;
use crate::kernel::{Desk, Outcome};
use crate::offering;

/// What was found wrong, one sentence each; empty when nothing is.
///
/// # Errors
/// When the database does not answer at all.
pub async fn integrity(desk: &Desk) -> Outcome<Vec<String>> {
    let mut wrong = storage::check(&tables(), desk.db()).await?;
    wrong.extend(offering::catalogue::amiss(desk.db()).await?);
    Ok(wrong)
}
