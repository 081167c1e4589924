//! Submitting a proposal: a first round, a new version of the round that waits, or the next round.

use super::model::Model;
use super::turn::{Edit, Turn, turn};
use super::{Flag, Scope, State, Subject, compare, find, version};
use crate::journal::Entry;
use crate::kernel::{Outcome, Uuid, Work};
use crate::term::calendar;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::Value;

/// What is submitted. Whether the actor may, and whether the proposal keeps the form's rules, the subject's own
/// context has decided.
#[derive(Debug, Clone)]
pub struct Submitting {
    /// What it is about.
    pub subject: Subject,
    /// Which one.
    pub subject_id: Uuid,
    /// Who applies.
    pub enterprise: Uuid,
    /// Whose officials decide.
    pub region: String,
    /// What the queue calls it.
    pub title: String,
    /// The proposal as JSON; its keys are the form's field names.
    pub proposal: Value,
    /// What the reviewer should look at twice.
    pub flags: Vec<Flag>,
    /// How many working days until the answer.
    pub promise_days: u32,
}

/// What became of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submitted {
    /// A new round waits.
    Round(Model),
    /// The round that waited has a new version.
    Version(Model),
    /// The round that waits already said exactly this.
    Same(Model),
}

impl Submitted {
    /// The round as it is now.
    #[must_use]
    pub fn round(&self) -> &Model {
        match self {
            Self::Round(round) | Self::Version(round) | Self::Same(round) => round,
        }
    }

    /// The same, taken out.
    #[must_use]
    pub fn into_round(self) -> Model {
        match self {
            Self::Round(round) | Self::Version(round) | Self::Same(round) => round,
        }
    }
}

/// Submits a proposal (C07, F11, F12, F15). The promise of a new round counts from now in working days; a new
/// version of a waiting round keeps the promise it has. While the applicant has to act (after a refusal or a
/// withdrawal) no promise runs, because no round waits.
///
/// # Errors
/// When the database fails.
pub async fn submit(work: &Work, submitting: Submitting) -> Outcome<Submitted> {
    let newest = find::newest(work.db(), submitting.subject, submitting.subject_id).await?;
    let by = work.actor().member().map_or(Uuid::nil(), |member| member.account);
    let (proposal, flags) = (submitting.proposal.to_string(), serde_json::to_string(&submitting.flags)?);
    match turn(newest) {
        Turn::Version(round) if round.proposal == proposal && round.flags == flags => {
            Ok(Submitted::Same(*round))
        }
        Turn::Version(round) => {
            let before = round.proposal.clone();
            let edit = Edit { title: submitting.title, proposal, flags, by, at: work.now() };
            let round = round.edited(edit)?;
            round.clone().into_active_model().reset_all().update(work.db()).await?;
            work.add(version_of(&round)).await?;
            let changes = compare::compare(Some(&before), &round.proposal)?;
            let entry = Entry::new("review.edited", "review", round.id).of(round.enterprise_id);
            work.journal(entry.change("version", round.version - 1, round.version).with(changes)).await?;
            Ok(Submitted::Version(round))
        }
        Turn::Round(number) => {
            let calendar = calendar::load(work.db()).await?;
            let zone = &work.desk().zone;
            let round = Model {
                id: work.id(),
                subject_kind: submitting.subject.word().to_owned(),
                subject_id: submitting.subject_id,
                enterprise_id: submitting.enterprise,
                region: submitting.region,
                round: number,
                version: 1,
                title: submitting.title,
                proposal,
                flags,
                state: State::Pending.word().to_owned(),
                remarks: "[]".to_owned(),
                reason: None,
                submitted_by: by,
                submitted_at: work.now(),
                updated_at: work.now(),
                due_at: calendar.due(work.now(), submitting.promise_days, zone.timezone),
                decided_by: None,
                decided_at: None,
                alarmed_at: None,
            };
            work.add(round.clone()).await?;
            work.add(version_of(&round)).await?;
            let entry = Entry::new("review.submitted", "review", round.id).of(round.enterprise_id);
            let entry =
                entry.change("subject", Value::Null, format!("{} {}", round.subject_kind, round.subject_id));
            work.journal(entry.change("round", Value::Null, number).change(
                "title",
                Value::Null,
                round.title.clone(),
            ))
            .await?;
            Ok(Submitted::Round(round))
        }
    }
}

fn version_of(round: &Model) -> version::Model {
    version::Model {
        round_id: round.id,
        version: round.version,
        proposal: round.proposal.clone(),
        flags: round.flags.clone(),
        submitted_by: round.submitted_by,
        submitted_at: round.updated_at,
    }
}

/// The applicant takes back what waits (1.15.9 (1)).
///
/// # Errors
/// [`crate::Refusal::NotFound`] when the enterprise has no such round, [`crate::Refusal::OutOfTurn`] when it was
/// decided meanwhile.
pub async fn withdraw(work: &Work, enterprise: Uuid, round: Uuid) -> Outcome<Model> {
    let round = find::one(work.db(), &Scope::Enterprise(enterprise), round).await?.withdrawn(work.now())?;
    round.clone().into_active_model().reset_all().update(work.db()).await?;
    let entry = Entry::new("review.withdrawn", "review", round.id).of(round.enterprise_id);
    work.journal(entry.change("state", State::Pending.word(), State::Withdrawn.word())).await?;
    Ok(round)
}
