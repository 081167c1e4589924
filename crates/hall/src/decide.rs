//! Deciding: the only place that knows what an approval does. A seventh kind of review is an arm in each match here.

use crate::enterprise;
use crate::kernel::{Outcome, Uuid, Work};
use crate::message::Note;
use crate::news;
use crate::offering;
use crate::provider;
use crate::review::model::Model as Round;
use crate::review::{self, Decision, Subject};
use serde_json::json;

/// Decides on the version of a round that the official saw, applies what was approved and tells the enterprise: all
/// of it in one transaction, or none of it (N08).
///
/// # Errors
/// [`crate::Refusal::NotFound`] for a round of another region, [`crate::Refusal::OutOfTurn`] when it was decided or
/// withdrawn meanwhile, [`crate::Refusal::Stale`] when its proposal moved, [`crate::Refusal::Invalid`] for a refusal
/// without a reason or a remark on no field, [`crate::Refusal::NotAllowed`] for an application of one's own.
pub async fn decide(work: &Work, round: Uuid, seen: i32, decision: Decision) -> Outcome<Round> {
    let approved = decision == Decision::Approve;
    let round = review::settle(work, round, seen, decision, fields).await?;
    if approved {
        apply(work, &round).await?;
    }
    enterprise::tell(work, round.enterprise_id, &note(&round, approved)?).await?;
    Ok(round)
}

/// What an approval does, in the transaction of the decision.
async fn apply(work: &Work, round: &Round) -> Outcome<()> {
    match round.subject()? {
        Subject::Provider => provider::apply(work, round).await.map(|_| ()),
        Subject::Product => offering::apply(work, round).await,
        Subject::News => news::apply(work, round).await,
    }
}

/// The names of the fields of a subject's form, in its order: a remark concerns one of them.
#[must_use]
pub const fn fields(subject: Subject) -> &'static [&'static str] {
    match subject {
        Subject::Provider => provider::FIELDS,
        Subject::Product => &offering::FIELDS,
        Subject::News => &news::FIELDS,
    }
}

/// What tells the enterprise (1.15.11), and where it sees what became of its submission.
fn note(round: &Round, approved: bool) -> Outcome<Note> {
    let args = json!({ "title": round.title });
    let note = match (round.subject()?, approved) {
        (Subject::Provider, true) => Note::new("provider-approved", args),
        (Subject::Provider, false) => Note::new("provider-rejected", args),
        (Subject::Product, true) => Note::new("product-approved", args),
        (Subject::Product, false) => Note::new("product-rejected", args),
        (Subject::News, true) => Note::new("news-approved", args),
        (Subject::News, false) => Note::new("news-rejected", args),
    };
    Ok(note.link(match round.subject()? {
        Subject::Provider => "/my/provider".to_owned(),
        Subject::Product => format!("/desk/products/{}", round.subject_id),
        Subject::News => format!("/desk/news/{}", round.subject_id),
    }))
}

#[cfg(test)]
mod tests;
