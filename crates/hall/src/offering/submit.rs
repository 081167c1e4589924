//! 确定: a product, or a change to one, goes to review by itself (F11); while it waits it may be changed any number of
//! times (F12); after a refusal it is corrected and submitted again (F15).

use super::load::{own, seat};
use super::model::{Entity, Model};
use super::switch::changed;
use super::{Draft, Kind, Proposal, Seen};
use crate::file::{self, Slot};
use crate::kernel::{Action, FieldError, Fields, Outcome, Refusal, Uuid, Whose, Work};
use crate::review::model::Model as Round;
use crate::review::{self, Flag, Subject, Submitting};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};

/// Submits a new product for review; returns its id.
///
/// # Errors
/// `Invalid` with every broken field; policy's refusals.
pub async fn submit(work: &Work, draft: &Draft) -> Outcome<Uuid> {
    submit_once(work, work.id(), draft).await
}

/// The same under an id that the form was given when it was opened: a form that is sent twice makes one product.
///
/// # Errors
/// As [`submit`]; `NotFound` for an id that is somebody else's.
pub async fn submit_once(work: &Work, id: Uuid, draft: &Draft) -> Outcome<Uuid> {
    work.may(Action::KeepOwnProducts, &Whose::Nobody)?;
    let (_, provider) = seat(work.actor())?;
    if let Some(there) = Entity::find_by_id(id).one(work.db()).await? {
        return if there.provider_id == provider.id { Ok(id) } else { Err(Refusal::NotFound) };
    }
    let (proposal, flags) = checked(work, draft).await?;
    work.add(Model {
        id,
        provider_id: provider.id,
        kind: Kind::Logistics.word().to_owned(),
        title: proposal.title.clone(),
        summary: proposal.summary.clone(),
        cover: Some(proposal.cover),
        on_shelf: false,
        pinned_at: None,
        published_at: None,
        removed_at: None,
        created_at: work.now(),
        updated_at: work.now(),
        version: 1,
    })
    .await?;
    send(work, id, &proposal, flags).await?;
    Ok(id)
}

/// Submits a change: of what waits, of what was refused or withdrawn, or of what is approved, which stays public until
/// the change is approved. `seen` is what the form was opened on.
///
/// # Errors
/// `Invalid` with every broken field; `NotFound`, policy's refusals; `Stale` when the product was decided or changed
/// since the form was opened; `OutOfTurn` when the change changes nothing of what is approved.
pub async fn edit(work: &Work, id: Uuid, seen: Seen, draft: &Draft) -> Outcome<()> {
    let product = own(work, id).await?;
    let newest = newest(work, id).await?;
    seen.still(&newest)?;
    let (proposal, flags) = checked(work, draft).await?;
    if product.published_at.is_some() && !newest.is_pending() {
        let approved = review::find::approved(work.db(), Subject::Product, id).await?;
        let approved: Option<Proposal> = approved.map(|round| round.proposal()).transpose()?;
        if approved.as_ref() == Some(&proposal) {
            return Err(Refusal::OutOfTurn("product-unchanged"));
        }
    }
    if product.published_at.is_none() {
        let mut row = changed(work, &product);
        row.title = Set(proposal.title.clone());
        row.summary = Set(proposal.summary.clone());
        row.cover = Set(Some(proposal.cover));
        row.update(work.db()).await?;
    }
    send(work, id, &proposal, flags).await
}

/// Takes back what waits for review (1.15.9(1)); what is approved stays as it is.
///
/// # Errors
/// `NotFound`, policy's refusals, `Stale`; `OutOfTurn` when nothing waits.
pub async fn withdraw(work: &Work, id: Uuid, seen: Seen) -> Outcome<()> {
    own(work, id).await?;
    let newest = newest(work, id).await?;
    seen.still(&newest)?;
    if !newest.is_pending() {
        return Err(Refusal::OutOfTurn("product-nothing-waits"));
    }
    review::withdraw(work, newest.enterprise_id, newest.id).await?;
    Ok(())
}

async fn newest(work: &Work, id: Uuid) -> Outcome<Round> {
    let newest = review::find::newest(work.db(), Subject::Product, id).await?;
    newest.ok_or_else(|| Refusal::Broken(format!("product {id} was never submitted")))
}

/// The draft's rules, and that its files are the enterprise's own and made for their places.
async fn checked(work: &Work, draft: &Draft) -> Outcome<(Proposal, Vec<Flag>)> {
    let (enterprise, _) = seat(work.actor())?;
    let mut fields = Fields::new();
    let checked = match draft.check() {
        Ok(checked) => Some(checked),
        Err(Refusal::Invalid(errors)) => {
            errors.into_iter().for_each(|error| fields.add(error));
            None
        }
        Err(other) => return Err(other),
    };
    for (slot, files) in [(Slot::Cover, draft.cover.as_slice()), (Slot::Detail, &draft.pictures)] {
        let own = file::owned(work.db(), enterprise.id, slot, files).await?;
        if files.iter().any(|file| !own.iter().any(|own| own.id == *file)) {
            fields.add(FieldError::new(slot.field(), "file-missing"));
        }
    }
    fields.done()?;
    checked.ok_or_else(|| Refusal::Broken("a refused draft has broken fields".to_owned()))
}

async fn send(work: &Work, id: Uuid, proposal: &Proposal, flags: Vec<Flag>) -> Outcome<()> {
    let (enterprise, _) = seat(work.actor())?;
    file::hold(work, "product", id, &proposal.files()).await?;
    let submitting = Submitting {
        subject: Subject::Product,
        subject_id: id,
        enterprise: enterprise.id,
        region: enterprise.region.clone(),
        title: proposal.title.clone(),
        proposal: serde_json::to_value(proposal)?,
        flags,
        promise_days: work.desk().zone.limits.product_days,
    };
    review::submit(work, submitting).await?;
    Ok(())
}
