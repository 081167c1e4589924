//! An official answers an objection: accepts it with corrected points, which makes the ranking's next version, or declines (D09).

use super::find;
use super::judge::{AwardDraft, points};
use super::keep::{acting, facts, kept_period, not_ones_own, tell_park, with};
use super::model::{filing, objection};
use super::object::must_wait;
use super::publish::put;
use super::read::Award;
use super::score::Given;
use super::state::ObjectionState;
use crate::journal::Entry;
use crate::kernel::{Action, FieldError, Fields, Outcome, Refusal, Uuid, Whose, Work};
use crate::message::Note;
use sea_orm::EntityTrait;
use serde_json::json;
use std::collections::BTreeMap;

/// Accepts: `corrections` holds new points by indicator, empty texts left out. Every park is told of the new version, which says what
/// changed and why. Returns the new ranking's id.
///
/// # Errors
/// [`Refusal::NotFound`] for another region's, [`Refusal::NotAllowed`] for one's own park, [`Refusal::OutOfTurn`] once it is closed,
/// [`Refusal::Invalid`] without an answer, without a correction, or for points beyond full marks.
pub async fn accept(
    work: &Work,
    id: Uuid,
    answer: &str,
    corrections: &BTreeMap<String, String>,
) -> Outcome<Uuid> {
    let (before, filing) = waiting(work, id).await?;
    let (assessment, period) = kept_period(work, before.period_id).await?;
    let newest = find::newest(work.db(), period.id).await?.ok_or(Refusal::NotFound)?;
    let snapshot = newest.snapshot()?;
    let mut fields = Fields::new();
    let answer = fields.text("answer", answer, super::WORDS_LIMIT);
    let mut given = Given::new();
    for indicator in snapshot.form.indicators.iter().filter(|indicator| indicator.is_scored()) {
        let typed = corrections.get(&indicator.key).map_or("", |typed| typed.trim());
        if typed.is_empty() {
            continue;
        }
        if let Some(points) = points(&mut fields, &format!("points-{}", indicator.key), typed, indicator.most)
        {
            given.insert(indicator.key.clone(), points);
        }
    }
    let corrected = snapshot.corrected(filing.provider_id, &given, &answer);
    let moved = corrected.filter(|(_, changes)| changes.iter().any(|change| change.before != change.after));
    if moved.is_none() && !fields.has("answer") {
        fields.add(FieldError::new("points", "objection-needs-points"));
    }
    fields.done()?;
    let (next, changes) = moved.ok_or(Refusal::NotFound)?;
    let mut awards = filing.awards()?;
    for (key, points) in given {
        awards.insert(key, Award { points, reason: answer.clone() });
    }
    let marked =
        filing::Model { awards: serde_json::to_string(&awards)?, updated_at: work.now(), ..filing.clone() };
    work.put(marked).await?;
    let ranking = put(work, period.id, &next, &changes, newest.objections_until).await?;
    close(work, &before, ObjectionState::Accepted, &answer).await?;
    let own = with(facts(&assessment, &period), &json!({ "number": before.number, "answer": answer }));
    tell_park(work, &filing, Note::new("objection-accepted", own).link(format!("/desk/ranking/{ranking}")))
        .await?;
    let args =
        with(facts(&assessment, &period), &json!({ "version": next.version, "park": filing.park_name }));
    for other in find::filings(work.db(), period.id).await? {
        let note = Note::new("ranking-changed", args.clone()).link(format!("/desk/ranking/{ranking}"));
        tell_park(work, &other, note).await?;
    }
    Ok(ranking)
}

/// Declines with an answer.
///
/// # Errors
/// As [`accept`].
pub async fn decline(work: &Work, id: Uuid, answer: &str) -> Outcome<()> {
    let (before, filing) = waiting(work, id).await?;
    let (assessment, period) = kept_period(work, before.period_id).await?;
    let mut fields = Fields::new();
    let answer = fields.text("answer", answer, super::WORDS_LIMIT);
    fields.done()?;
    close(work, &before, ObjectionState::Declined, &answer).await?;
    let args = with(facts(&assessment, &period), &json!({ "number": before.number, "answer": answer }));
    let note = Note::new("objection-declined", args).link(format!("/desk/ranking/{}", before.ranking_id));
    tell_park(work, &filing, note).await
}

/// An objection that waits, with the park's filing, for an official of its region.
async fn waiting(work: &Work, id: Uuid) -> Outcome<(objection::Model, filing::Model)> {
    work.may(Action::Assess, &Whose::Nobody)?;
    let row = objection::Entity::find_by_id(id).one(work.db()).await?.ok_or(Refusal::NotFound)?;
    kept_period(work, row.period_id).await?;
    not_ones_own(acting(work)?, row.enterprise_id)?;
    must_wait(&row)?;
    let filing = filing::Entity::find_by_id(row.filing_id).one(work.db()).await?.ok_or(Refusal::NotFound)?;
    Ok((row, filing))
}

async fn close(work: &Work, before: &objection::Model, state: ObjectionState, answer: &str) -> Outcome<()> {
    let after = objection::Model {
        state: state.word().to_owned(),
        answer: Some(answer.to_owned()),
        decided_by: Some(acting(work)?.account),
        closed_at: Some(work.now()),
        ..before.clone()
    };
    let action = match state {
        ObjectionState::Accepted => "objection.accepted",
        _ => "objection.declined",
    };
    let entry = Entry::new(action, "objection", before.id).of(before.enterprise_id);
    let entry = entry.change("state", before.state.as_str(), after.state.as_str());
    work.put(after).await?;
    work.journal(entry).await
}

/// Kept here so that both uses of typed points read alike.
impl From<&Award> for AwardDraft {
    fn from(award: &Award) -> Self {
        Self { points: award.points.to_string(), reason: award.reason.clone() }
    }
}
