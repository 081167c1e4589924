//! What an approval does: the proposal becomes the provider, or the provider's new content.

use super::model::Model;
use super::{Kind, Proposal, Standing, find};
use crate::enterprise;
use crate::file;
use crate::journal::Entry;
use crate::kernel::{Outcome, Refusal, Uuid, Work};
use crate::review;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::Value;

/// Applies an approved round in the same work; only `decide.rs` calls it. Returns the provider.
///
/// # Errors
/// [`Refusal::OutOfTurn`] when the enterprise became another kind of provider meanwhile.
pub(crate) async fn apply(work: &Work, round: &review::model::Model) -> Outcome<Uuid> {
    let proposal: Proposal = round.proposal()?;
    let before = find::of_enterprise(work.db(), round.subject_id).await?;
    if before.as_ref().is_some_and(|there| Kind::of(&there.kind) != Some(proposal.kind)) {
        return Err(Refusal::OutOfTurn("provider-one-kind"));
    }
    let region = enterprise::find::one(work.db(), round.subject_id).await?.region;
    let kept = before.as_ref();
    let after = Model {
        id: kept.map_or_else(|| work.id(), |there| there.id),
        enterprise_id: round.subject_id,
        kind: proposal.kind.word().to_owned(),
        name: proposal.name,
        uscc: proposal.uscc,
        legal_representative: proposal.legal_representative,
        contact_name: proposal.contact_name,
        contact_phone: proposal.contact_phone,
        address: proposal.address,
        introduction: proposal.introduction,
        logo: proposal.logo,
        licence: proposal.licence,
        region,
        state: kept.map_or_else(|| Standing::Active.word().to_owned(), |there| there.state.clone()),
        approved_at: work.now(),
        created_at: kept.map_or(work.now(), |there| there.created_at),
        version: kept.map_or(1, |there| there.version + 1),
    };
    if kept.is_some() {
        after.clone().into_active_model().reset_all().update(work.db()).await?;
    } else {
        work.add(after.clone()).await?;
    }
    file::hold(work, "provider", after.id, &[after.logo, after.licence]).await?;
    if let Some(old) = kept.filter(|there| there.logo != after.logo) {
        file::publish(work, &[old.logo], false).await?;
    }
    // Everybody sees the logo; the licence only the enterprise and the reviewers.
    file::publish(work, &[after.logo], after.is_active()).await?;
    let action = if kept.is_some() { "provider.changed" } else { "provider.approved" };
    let told = |row: Option<&Model>| row.map_or(Ok(Value::Null), serde_json::to_value);
    let entry = Entry::new(action, "provider", after.id).of(after.enterprise_id);
    work.journal(entry.changes(&told(kept)?, &told(Some(&after))?)).await?;
    Ok(after.id)
}
