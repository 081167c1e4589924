//! Asking to become a provider, and asking to change what was approved (C07: saving submits for review).

use super::{Approved, Draft, Proposal, approved};
use crate::account::tell_officials;
use crate::enterprise;
use crate::file;
use crate::kernel::{Action, FieldError, Fields, Outcome, Refusal, Role, Uuid, Whose, Work};
use crate::message::Note;
use crate::review::{self, Subject, Submitted, Submitting};
use serde_json::json;

/// The enterprise the actor acts for, which may apply.
pub(super) fn applicant(work: &Work) -> Outcome<Uuid> {
    let member = work.actor().member().ok_or(Refusal::LoginFirst)?;
    let seat = member.enterprise.as_ref().ok_or(Refusal::NotAllowed("needs-enterprise"))?;
    work.may(Action::ApplyAsProvider, &Whose::Enterprise(seat.id))?;
    Ok(seat.id)
}

/// Submits the form of the actor's enterprise: the first application, a correction, or a change of what was
/// approved, which stays public meanwhile.
///
/// # Errors
/// [`Refusal::Invalid`] with every broken field, also for a second kind (L-20) and for pictures that are not the
/// enterprise's own; [`Refusal::OutOfTurn`] when nothing would change.
pub async fn submit(work: &Work, draft: Draft) -> Outcome<Submitted> {
    let id = applicant(work)?;
    let enterprise = enterprise::find::one(work.db(), id).await?;
    let zone = &work.desk().zone;
    let (proposal, flags) = draft.check(zone, &enterprise)?;
    let approved = approved(work.db(), id).await?;
    let newest = review::find::newest(work.db(), Subject::Provider, id).await?;
    let waiting = newest.filter(review::model::Model::is_pending);
    let waiting_kind = waiting.as_ref().map(review::model::Model::proposal::<Proposal>).transpose()?;
    one_kind(&proposal, approved.as_ref(), waiting_kind.as_ref())?;
    own_pictures(work, id, &proposal).await?;
    let public = approved.as_ref().map(Proposal::try_from).transpose()?;
    if waiting.is_none() && public.as_ref() == Some(&proposal) {
        return Err(Refusal::OutOfTurn("provider-unchanged"));
    }
    let submitting = Submitting {
        subject: Subject::Provider,
        subject_id: id,
        enterprise: id,
        region: enterprise.region,
        title: proposal.title().to_owned(),
        proposal: serde_json::to_value(&proposal)?,
        flags,
        promise_days: zone.limits.upgrade_days,
    };
    let submitted = review::submit(work, submitting).await?;
    hold_all_versions(work, submitted.round().id).await?;
    if let Submitted::Round(round) = &submitted {
        let args =
            json!({ "title": round.title, "subject": round.subject_kind, "due": zone.day(round.due_at) });
        let note = Note::new("review-submitted", args).link(format!("/office/reviews/{}", round.id));
        tell_officials(work, Role::Reviewer, &round.region, &note).await?;
    }
    Ok(submitted)
}

/// Takes back the application or change that waits.
///
/// # Errors
/// [`Refusal::NotFound`] when it is not the actor's enterprise's, [`Refusal::OutOfTurn`] when it was decided.
pub async fn withdraw(work: &Work, round: Uuid) -> Outcome<review::model::Model> {
    let id = applicant(work)?;
    review::withdraw(work, id, round).await
}

/// One kind per enterprise (S2:282, L-20): what it is, or waits to become, it cannot be besides.
fn one_kind(proposal: &Proposal, approved: Option<&Approved>, waiting: Option<&Proposal>) -> Outcome<()> {
    let other = approved.is_some_and(|there| there.provider.kind != proposal.kind.word())
        || waiting.is_some_and(|there| there.kind != proposal.kind);
    let mut fields = Fields::new();
    fields.require(!other, "kind", "provider-one-kind");
    fields.done()
}

async fn own_pictures(work: &Work, enterprise: Uuid, proposal: &Proposal) -> Outcome<()> {
    let mut fields = Fields::new();
    for (slot, id) in proposal.files() {
        let own = !file::owned(work.db(), enterprise, slot, &[id]).await?.is_empty();
        if !own && !fields.has(slot.field()) {
            fields.add(FieldError::new(slot.field(), "file-missing"));
        }
    }
    fields.done()
}

/// The history of a round shows the pictures of every version, so all of them stay.
async fn hold_all_versions(work: &Work, round: Uuid) -> Outcome<()> {
    let mut files = Vec::new();
    for version in review::find::versions(work.db(), round).await? {
        let proposal: Proposal = serde_json::from_str(&version.proposal)?;
        files.extend(proposal.files().into_iter().map(|(_, id)| id));
    }
    file::hold(work, "review", round, &files).await
}
