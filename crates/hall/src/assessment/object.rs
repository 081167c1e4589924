//! A park objects to a ranking, or takes that back (D09).

use super::find;
use super::keep::{acting, facts, period_of, tell_assessors, with};
use super::model::{objection, ranking};
use super::state::ObjectionState;
use crate::file::{Slot, hold, owned};
use crate::journal::Entry;
use crate::kernel::{Action, FieldError, Fields, Outcome, Refusal, Uuid, Whose, Work};
use crate::message::Note;
use crate::term;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

/// What is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Objecting {
    /// 异议原因.
    pub reason: String,
    /// Files of the park's own.
    pub files: Vec<Uuid>,
}

/// Objects to the newest version of a ranking; the department is told and promises an answer within the zone's working days.
/// Returns the objection's number.
///
/// # Errors
/// [`Refusal::NotFound`] for a ranking one's own park is not in, [`Refusal::OutOfTurn`] after the objection period, for an older
/// version and while one objection waits, [`Refusal::Invalid`] for what is typed.
pub async fn object(work: &Work, id: Uuid, typed: &Objecting) -> Outcome<String> {
    work.may(Action::FileAssessments, &Whose::Nobody)?;
    let provider = acting(work)?.provider().map(|seat| seat.id).ok_or(Refusal::NotFound)?;
    let row = ranking::Entity::find_by_id(id).one(work.db()).await?.ok_or(Refusal::NotFound)?;
    let filing = find::filing_in(work.db(), row.period_id, provider).await?.ok_or(Refusal::NotFound)?;
    if row.snapshot()?.entry(provider).is_none() {
        return Err(Refusal::NotFound);
    }
    if work.now() >= row.objections_until {
        return Err(Refusal::OutOfTurn("objection-late"));
    }
    if find::newest(work.db(), row.period_id).await?.is_none_or(|newest| newest.id != id) {
        return Err(Refusal::OutOfTurn("objection-old-version"));
    }
    let waiting = objection::Entity::find()
        .filter(objection::Column::FilingId.eq(filing.id))
        .filter(objection::Column::State.eq(ObjectionState::Open.word()));
    if waiting.count(work.db()).await? > 0 {
        return Err(Refusal::OutOfTurn("objection-open"));
    }
    let mut fields = Fields::new();
    let reason = fields.text("reason", &typed.reason, super::WORDS_LIMIT);
    if typed.files.len() > super::PAPERS_LIMIT {
        let args = json!({ "limit": super::PAPERS_LIMIT, "count": typed.files.len() });
        fields.add(FieldError::with("files", "answer-papers-many", args));
    }
    let own = owned(work.db(), filing.enterprise_id, Slot::Paper, &typed.files).await?;
    fields.require(own.len() == typed.files.len(), "files", "file-missing");
    fields.done()?;
    let zone = &work.desk().zone;
    let today = zone.day(work.now());
    let serial = work.count_up(&format!("objection-{today}")).await?;
    let calendar = term::calendar::from(work.db(), today).await?;
    let made = objection::Model {
        id: work.id(),
        number: format!("{}-YY-{}-{serial:04}", zone.number_prefix, today.format("%Y%m%d")),
        ranking_id: id,
        period_id: row.period_id,
        filing_id: filing.id,
        provider_id: provider,
        enterprise_id: filing.enterprise_id,
        reason,
        files: serde_json::to_string(&typed.files)?,
        state: ObjectionState::Open.word().to_owned(),
        answer: None,
        made_by: acting(work)?.account,
        made_at: work.now(),
        due_at: calendar.due(work.now(), zone.limits.objection_days, zone.timezone),
        decided_by: None,
        closed_at: None,
        alarmed_at: None,
    };
    hold(work, "objection", made.id, &typed.files).await?;
    let told = json!({ "number": made.number, "ranking": id, "due_at": made.due_at });
    let entry = Entry::new("objection.made", "objection", made.id).of(made.enterprise_id);
    work.journal(entry.changes(&Value::Null, &told)).await?;
    let (period, assessment) = period_of(work.db(), row.period_id).await?;
    let args = with(facts(&assessment, &period), &json!({ "park": filing.park_name, "number": made.number }));
    let note = Note::new("objection-made", args).link(format!("/office/objections/{}", made.id));
    tell_assessors(work, &assessment, &note).await?;
    let number = made.number.clone();
    work.add(made).await?;
    Ok(number)
}

/// Takes one's own objection back while it waits; the department is told.
///
/// # Errors
/// [`Refusal::NotFound`] for another park's, [`Refusal::OutOfTurn`] once it is answered or withdrawn.
pub async fn withdraw(work: &Work, id: Uuid) -> Outcome<()> {
    work.may(Action::FileAssessments, &Whose::Nobody)?;
    let before = objection::Entity::find_by_id(id).one(work.db()).await?.ok_or(Refusal::NotFound)?;
    work.may(Action::FileAssessments, &Whose::Provider(before.provider_id))?;
    must_wait(&before)?;
    let after = objection::Model {
        state: ObjectionState::Withdrawn.word().to_owned(),
        closed_at: Some(work.now()),
        ..before.clone()
    };
    let entry = Entry::new("objection.withdrawn", "objection", id).of(before.enterprise_id);
    let entry = entry.change("state", before.state.as_str(), after.state.as_str());
    work.put(after).await?;
    work.journal(entry).await?;
    let (period, assessment) = period_of(work.db(), before.period_id).await?;
    let args = with(facts(&assessment, &period), &json!({ "number": before.number }));
    let note = Note::new("objection-withdrawn", args).link(format!("/office/objections/{id}"));
    tell_assessors(work, &assessment, &note).await
}

/// Refuses what can only be done while an objection waits.
pub(super) fn must_wait(row: &objection::Model) -> Outcome<()> {
    match row.state()? {
        ObjectionState::Open => Ok(()),
        ObjectionState::Withdrawn => Err(Refusal::OutOfTurn("objection-withdrawn-already")),
        ObjectionState::Accepted | ObjectionState::Declined => {
            Err(Refusal::OutOfTurn("objection-answered-already"))
        }
    }
}
