//! The alarm for broken promises: runs on a timer, tells the reviewers of a region once per round (C08, 1.15.11).

use crate::account::tell_officials;
use crate::kernel::{Actor, Desk, Outcome, Role};
use crate::message::Note;
use crate::review;
use serde_json::json;

/// Rounds told of in one run; the next run takes the rest.
const AT_ONCE: u64 = 200;

/// Tells reviewers of rounds whose promise is broken; returns how many. Whoever was told of a round is not told of it
/// again, however often this runs.
///
/// # Errors
/// When the database fails; then nobody was told and the next run tries again.
pub async fn alarm(desk: &Desk) -> Outcome<usize> {
    let work = desk.begin(&Actor::Machine("alarm")).await?;
    let overdue = review::take_overdue(&work, AT_ONCE).await?;
    for round in &overdue {
        let args = json!({
            "title": round.title,
            "subject": round.subject_kind,
            "due": desk.zone.day(round.due_at),
        });
        let note = Note::new("review-overdue", args).link(format!("/office/reviews/{}", round.id));
        tell_officials(&work, Role::Reviewer, &round.region, &note).await?;
    }
    if overdue.is_empty() {
        return Ok(0);
    }
    work.keep().await?;
    Ok(overdue.len())
}
