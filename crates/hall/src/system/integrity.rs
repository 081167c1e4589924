//! Whether the database is whole (`tradehall verify`).

use super::backup::tables;
use crate::kernel::{Desk, Outcome, Refusal};

/// What was found wrong, one sentence each; empty when nothing is.
///
/// # Errors
/// When the database does not answer at all.
pub async fn integrity(desk: &Desk) -> Outcome<Vec<String>> {
    snapshot::check(&tables(), desk.db()).await.map_err(|error| Refusal::Broken(error.to_string()))
}
