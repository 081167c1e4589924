//! 确定: a news item, or a change to one, goes to review (E02); while it waits it may be changed any number of times; after
//! a refusal it is corrected and submitted again (E03).

use super::load::{changed, own, seat};
use super::markup;
use super::model::{Entity, Model};
use super::{Draft, Proposal};
use crate::file::{self, Slot};
use crate::kernel::{Action, FieldError, Fields, Outcome, Refusal, Uuid, Whose, Work};
use crate::review::model::Model as Round;
use crate::review::{self, Seen, Subject, Submitting};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};

/// Submits a new item for review; returns its id.
///
/// # Errors
/// `Invalid` with every broken field; policy's refusals.
pub async fn submit(work: &Work, draft: &Draft) -> Outcome<Uuid> {
    submit_once(work, work.id(), draft).await
}

/// The same under an id that the form was given when it was opened: a form that is sent twice makes one item.
///
/// # Errors
/// As [`submit`]; `NotFound` for an id that is somebody else's.
pub async fn submit_once(work: &Work, id: Uuid, draft: &Draft) -> Outcome<Uuid> {
    work.may(Action::KeepOwnNews, &Whose::Nobody)?;
    let (_, park) = seat(work.actor())?;
    if let Some(there) = Entity::find_by_id(id).one(work.db()).await? {
        return if there.provider_id == park.id { Ok(id) } else { Err(Refusal::NotFound) };
    }
    let proposal = checked(work, draft).await?;
    work.add(Model {
        id,
        provider_id: park.id,
        title: proposal.title.clone(),
        summary: proposal.summary.clone(),
        cover: Some(proposal.cover),
        body: String::new(),
        pictures: "[]".to_owned(),
        public_from: None,
        taken_down_at: None,
        blocked_at: None,
        blocked_reason: None,
        removed_at: None,
        created_at: work.now(),
        updated_at: work.now(),
        version: 1,
    })
    .await?;
    send(work, id, &proposal).await?;
    Ok(id)
}

/// Submits a change: of what waits, of what was refused or withdrawn, or of what is approved, which stays public until
/// the change is approved. `seen` is what the form was opened on.
///
/// # Errors
/// `Invalid` with every broken field; `NotFound`, policy's refusals; `Stale` when the item was decided or changed since
/// the form was opened; `OutOfTurn` when the change changes nothing of what is approved.
pub async fn edit(work: &Work, id: Uuid, seen: Seen, draft: &Draft) -> Outcome<()> {
    let news = own(work, id).await?;
    let newest = newest(work, id).await?;
    seen.still(&newest)?;
    let proposal = checked(work, draft).await?;
    if news.is_approved() && !newest.is_pending() {
        let approved = review::find::approved(work.db(), Subject::News, id).await?;
        let approved: Option<Proposal> = approved.map(|round| round.proposal()).transpose()?;
        if approved.as_ref() == Some(&proposal) {
            return Err(Refusal::OutOfTurn("news-unchanged"));
        }
    }
    if !news.is_approved() {
        let mut row = changed(work, &news);
        row.title = Set(proposal.title.clone());
        row.summary = Set(proposal.summary.clone());
        row.cover = Set(Some(proposal.cover));
        row.update(work.db()).await?;
    }
    send(work, id, &proposal).await
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
        return Err(Refusal::OutOfTurn("news-nothing-waits"));
    }
    review::withdraw(work, newest.enterprise_id, newest.id).await?;
    Ok(())
}

async fn newest(work: &Work, id: Uuid) -> Outcome<Round> {
    let newest = review::find::newest(work.db(), Subject::News, id).await?;
    newest.ok_or_else(|| Refusal::Broken(format!("news {id} was never submitted")))
}

/// The draft's rules, and that its files are the park's own and made for their places.
async fn checked(work: &Work, draft: &Draft) -> Outcome<Proposal> {
    let (enterprise, _) = seat(work.actor())?;
    let mut fields = Fields::new();
    let checked = match draft.check(&work.desk().zone, work.now()) {
        Ok(checked) => Some(checked),
        Err(Refusal::Invalid(errors)) => {
            errors.into_iter().for_each(|error| fields.add(error));
            None
        }
        Err(other) => return Err(other),
    };
    let shown = checked.as_ref().map(|proposal| markup::pictures(&proposal.body)).unwrap_or_default();
    for (field, slot, files) in
        [("cover", Slot::News, draft.cover.as_slice()), ("body", Slot::NewsBody, shown.as_slice())]
    {
        let own = file::owned(work.db(), enterprise.id, slot, files).await?;
        if own.len() != files.len() {
            fields.add(FieldError::new(field, "file-missing"));
        }
    }
    fields.done()?;
    checked.ok_or_else(|| Refusal::Broken("a refused draft has broken fields".to_owned()))
}

async fn send(work: &Work, id: Uuid, proposal: &Proposal) -> Outcome<()> {
    let (enterprise, _) = seat(work.actor())?;
    file::hold(work, "news", id, &proposal.files()).await?;
    let submitting = Submitting {
        subject: Subject::News,
        subject_id: id,
        enterprise: enterprise.id,
        region: enterprise.region.clone(),
        title: proposal.title.clone(),
        proposal: serde_json::to_value(proposal)?,
        flags: Vec::new(),
        promise_days: work.desk().zone.limits.news_days,
    };
    review::submit(work, submitting).await?;
    Ok(())
}
