//! A park files: it saves what is unfinished and submits what is (D03).

use super::answer::Answers;
use super::keep::{acting, facts, fresh, own, tell_assessors, with};
use super::model::{assessment, filing, period, round};
use super::state::{FilingState, RoundState, may_file};
use crate::file::{Slot, hold, owned};
use crate::journal::Entry;
use crate::kernel::{FieldError, Outcome, Refusal, Uuid, Work};
use crate::message::Note;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

/// What became of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// 回执编号.
    pub number: String,
    /// Whether it came after the due day.
    pub late: bool,
}

/// Keeps what was typed, however unfinished. `seen` is the version of the draft that was open: of two people of one park who type at
/// the same time, the second is told. Returns the draft's new version.
///
/// # Errors
/// [`Refusal::NotFound`] for another park's, [`Refusal::OutOfTurn`] outside of the window or once it passed, [`Refusal::Stale`] when
/// somebody else saved meanwhile, [`Refusal::Invalid`] for files that are not one's own.
pub async fn save(work: &Work, id: Uuid, seen: i32, answers: Answers) -> Outcome<i32> {
    let (assessment, period, before) = own(work, id).await?;
    let after = drafted(work, &assessment, &period, before, seen, answers).await?;
    let version = after.draft_version;
    let entry = Entry::new("filing.saved", "filing", id).of(after.enterprise_id);
    let entry = entry.change("draft_version", seen, version);
    work.put(after).await?;
    work.journal(entry).await?;
    Ok(version)
}

/// Submits what was typed; the department is told. What waits already is replaced, what was returned is filed anew: each submission
/// stays in the history.
///
/// # Errors
/// As [`save`]; [`Refusal::Invalid`] with everything that is missing or wrong.
pub async fn submit(work: &Work, id: Uuid, seen: i32, answers: Answers) -> Outcome<Filed> {
    let (assessment, period, before) = own(work, id).await?;
    let drafted = drafted(work, &assessment, &period, before.clone(), seen, answers).await?;
    let answers = drafted.draft()?.check(&assessment.form()?)?;
    replace_waiting(work, &before).await?;
    let zone = &work.desk().zone;
    let today = zone.day(work.now());
    let serial = work.count_up(&format!("filing-{today}")).await?;
    let late = period.window().is_late(work.now());
    let row = round::Model {
        id: work.id(),
        filing_id: id,
        round: before.round + 1,
        number: format!("{}-KH-{}-{serial:04}", zone.number_prefix, today.format("%Y%m%d")),
        answers: serde_json::to_string(&answers)?,
        digest: answers.digest()?,
        late,
        submitted_by: acting(work)?.account,
        submitted_at: work.now(),
        state: RoundState::Filed.word().to_owned(),
        reason: None,
        remarks: "[]".to_owned(),
        decided_by: None,
        decided_at: None,
    };
    let after = filing::Model {
        state: FilingState::Filed.word().to_owned(),
        round: row.round,
        version: before.version + 1,
        draft: row.answers.clone(),
        // Points given to an earlier submission do not count for this one.
        awards: "{}".to_owned(),
        ..drafted
    };
    let told = json!({ "number": row.number, "round": row.round, "late": late, "digest": row.digest });
    let entry = Entry::new("filing.submitted", "filing", id).of(after.enterprise_id);
    let args = with(facts(&assessment, &period), &json!({ "park": after.park_name, "number": row.number }));
    let filed = Filed { number: row.number.clone(), late };
    work.add(row).await?;
    work.put(after).await?;
    work.journal(entry.changes(&Value::Null, &told)).await?;
    let note = Note::new("filing-submitted", args).link(format!("/office/filings/{id}"));
    tell_assessors(work, &assessment, &note).await?;
    Ok(filed)
}

/// The filing with what was typed as its draft.
async fn drafted(
    work: &Work,
    assessment: &assessment::Model,
    period: &period::Model,
    before: filing::Model,
    seen: i32,
    answers: Answers,
) -> Outcome<filing::Model> {
    let window = period.window();
    match before.state()? {
        FilingState::Passed => return Err(Refusal::OutOfTurn("filing-passed")),
        _ if work.now() < window.opens => return Err(Refusal::OutOfTurn("filing-early")),
        state if !may_file(state, &window, work.now()) => return Err(Refusal::OutOfTurn("filing-locked")),
        _ => {}
    }
    fresh(seen, before.draft_version)?;
    let answers = answers.fitting(&assessment.form()?);
    let files = answers.files();
    if owned(work.db(), before.enterprise_id, Slot::Paper, &files).await?.len() != files.len() {
        let field = answers.0.iter().find(|(_, answer)| !answer.files.is_empty());
        let field = field.map_or_else(String::new, |(key, _)| format!("{key}_files"));
        return Err(Refusal::Invalid(vec![FieldError::new(field, "file-missing")]));
    }
    hold(work, "filing", before.id, &files).await?;
    Ok(filing::Model {
        draft: serde_json::to_string(&answers)?,
        draft_version: before.draft_version + 1,
        updated_at: work.now(),
        ..before
    })
}

/// What waits makes room for what comes.
async fn replace_waiting(work: &Work, filing: &filing::Model) -> Outcome<()> {
    if filing.state()? != FilingState::Filed {
        return Ok(());
    }
    let waiting = round::Entity::find()
        .filter(round::Column::FilingId.eq(filing.id))
        .filter(round::Column::Round.eq(filing.round))
        .one(work.db())
        .await?;
    match waiting {
        Some(row) => work.put(round::Model { state: RoundState::Replaced.word().to_owned(), ..row }).await,
        None => Err(Refusal::Broken(format!("filing {} waits without a submission", filing.id))),
    }
}
