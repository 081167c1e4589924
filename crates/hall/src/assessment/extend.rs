//! An official gives more time, for a reason everybody is told.

use super::keep::{facts, fresh, kept_period, tell_park, with};
use super::model::{filing, period, ranking};
use super::window::WindowDays;
use crate::journal::Entry;
use crate::kernel::{Fields, Outcome, Refusal, Uuid, Work};
use crate::message::Note;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde::Serialize;
use serde_json::json;

/// What is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Extension {
    /// The new last day, ISO.
    pub due_on: String,
    /// The new last day on which a late filing is taken, ISO.
    pub lock_on: String,
    /// Why.
    pub reason: String,
}

/// Moves the last days of a window to later ones. Every park it lists is told.
///
/// # Errors
/// [`Refusal::NotFound`] for another region's, [`Refusal::Stale`] when it moved meanwhile, [`Refusal::OutOfTurn`] once its ranking is
/// published, [`Refusal::Invalid`] for days that come sooner and for no reason.
pub async fn extend(work: &Work, id: Uuid, seen: i32, typed: &Extension) -> Outcome<()> {
    let (assessment, before) = kept_period(work, id).await?;
    fresh(seen, before.version)?;
    let published = ranking::Entity::find().filter(ranking::Column::PeriodId.eq(id)).count(work.db()).await?;
    if published > 0 {
        return Err(Refusal::OutOfTurn("ranking-published-already"));
    }
    let was = before.days()?;
    let mut fields = Fields::new();
    let due_on = super::define::day(&mut fields, "due_on", &typed.due_on);
    let lock_on = super::define::day(&mut fields, "lock_on", &typed.lock_on);
    let reason = fields.text("reason", &typed.reason, super::WORDS_LIMIT);
    if !fields.has("due_on") && !fields.has("lock_on") {
        fields.require(due_on >= was.due_on, "due_on", "assessment-not-sooner");
        fields.require(lock_on >= was.lock_on, "lock_on", "assessment-not-sooner");
        fields.require(due_on <= lock_on, "lock_on", "assessment-lock-before-due");
        let moves = due_on > was.due_on || lock_on > was.lock_on;
        fields.require(
            moves || fields.has("due_on") || fields.has("lock_on"),
            "due_on",
            "assessment-not-moved",
        );
        let window = WindowDays { due_on, lock_on, ..was }.window(work.desk().zone.timezone);
        fields.require(window.lock > work.now(), "lock_on", "assessment-day-past");
    }
    fields.done()?;
    let days = WindowDays { due_on, lock_on, ..was };
    let window = days.window(work.desk().zone.timezone);
    let moved = due_on > was.due_on;
    let after = period::Model {
        due_on: due_on.to_string(),
        lock_on: lock_on.to_string(),
        due_at: window.due,
        lock_at: window.lock,
        version: before.version + 1,
        // A new last day is told of anew.
        soon_told_at: before.soon_told_at.filter(|_| !moved),
        overdue_told_at: before.overdue_told_at.filter(|_| !moved),
        ..before.clone()
    };
    let told = |row: &period::Model| json!({ "due_on": row.due_on, "lock_on": row.lock_on });
    let entry = Entry::new("assessment.extended", "assessment_period", id)
        .changes(&told(&before), &told(&after))
        .change("reason", serde_json::Value::Null, reason.as_str());
    work.put(after.clone()).await?;
    work.journal(entry).await?;
    let args = with(facts(&assessment, &after), &json!({ "reason": reason }));
    let filings = filing::Entity::find().filter(filing::Column::PeriodId.eq(id)).all(work.db()).await?;
    for filing in &filings {
        tell_park(work, filing, Note::new("assessment-extended", args.clone())).await?;
    }
    Ok(())
}
