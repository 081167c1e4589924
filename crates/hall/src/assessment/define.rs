//! An official defines an assessment (D01, D05).

use super::form::Form;
use super::keep::{acting, fresh, kept};
use super::model::assessment;
use super::state::{Rhythm, State, Target};
use super::window::WindowDays;
use crate::journal::Entry;
use crate::kernel::{Action, FieldError, Fields, Outcome, Refusal, Uuid, Whose, Work};
use chrono::NaiveDate;
use sea_orm::EntityTrait;
use serde::Serialize;
use serde_json::{Value, json};

/// Characters of an assessment's name.
pub const NAME_LIMIT: usize = 60;
/// Quarters of one assessment.
pub const PERIODS_LIMIT: u32 = 8;

/// An assessment as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AssessmentDraft {
    /// 考核评估项目名称.
    pub name: String,
    /// A region's code, or `*` for the whole zone.
    pub region: String,
    /// A [`Target`]'s word.
    pub target: String,
    /// A [`Rhythm`]'s word.
    pub rhythm: String,
    /// How many quarters; does not matter for a task that is done once.
    pub periods: String,
    /// The first day, ISO.
    pub opens_on: String,
    /// The last day, ISO.
    pub due_on: String,
    /// The last day on which a late filing is taken, ISO.
    pub lock_on: String,
}

impl From<&assessment::Model> for AssessmentDraft {
    fn from(row: &assessment::Model) -> Self {
        Self {
            name: row.name.clone(),
            region: row.region.clone(),
            target: row.target.clone(),
            rhythm: row.rhythm.clone(),
            periods: row.periods.to_string(),
            opens_on: row.opens_on.clone(),
            due_on: row.due_on.clone(),
            lock_on: row.lock_on.clone(),
        }
    }
}

/// What a sound draft says.
struct Checked {
    name: String,
    region: String,
    target: Target,
    rhythm: Rhythm,
    periods: u32,
    days: WindowDays,
}

impl AssessmentDraft {
    fn check(&self, work: &Work) -> Outcome<Checked> {
        let mut fields = Fields::new();
        let name = fields.line("name", &self.name, NAME_LIMIT, true);
        let allowed = (self.region == "*" || work.desk().zone.has_region(&self.region))
            && work.may(Action::Assess, &Whose::Region(self.region.clone())).is_ok();
        fields.require(allowed, "region", "field-choice");
        let (target, rhythm) = (Target::of(&self.target), Rhythm::of(&self.rhythm));
        fields.require(target.is_some(), "target", "field-choice");
        fields.require(rhythm.is_some(), "rhythm", "field-choice");
        let periods = match rhythm {
            Some(Rhythm::Quarterly) => {
                let count =
                    self.periods.trim().parse().ok().filter(|count| (1..=PERIODS_LIMIT).contains(count));
                if count.is_none() {
                    let args = json!({ "limit": PERIODS_LIMIT });
                    fields.add(FieldError::with("periods", "assessment-periods-range", args));
                }
                count
            }
            _ => Some(1),
        };
        let days = WindowDays {
            opens_on: day(&mut fields, "opens_on", &self.opens_on),
            due_on: day(&mut fields, "due_on", &self.due_on),
            lock_on: day(&mut fields, "lock_on", &self.lock_on),
        };
        let sound = ["opens_on", "due_on", "lock_on"].iter().all(|field| !fields.has(field));
        if sound {
            days.check(&mut fields, rhythm.unwrap_or(Rhythm::Once));
        }
        fields.done()?;
        let missing = || Refusal::Broken("an assessment without its parts was let through".to_owned());
        Ok(Checked {
            name,
            region: self.region.clone(),
            target: target.ok_or_else(missing)?,
            rhythm: rhythm.ok_or_else(missing)?,
            periods: periods.ok_or_else(missing)?,
            days,
        })
    }
}

/// An ISO day of this century or the next; the first one where it is none, which is noted.
pub(super) fn day(fields: &mut Fields, field: &str, typed: &str) -> NaiveDate {
    let typed = typed.trim();
    let found = NaiveDate::parse_from_str(typed, "%Y-%m-%d").ok();
    let found = found.filter(|day| typed.len() == 10 && (2000..2200).contains(&chrono::Datelike::year(day)));
    let key = if typed.is_empty() { "field-required" } else { "assessment-day" };
    fields.require(found.is_some(), field, key);
    found.unwrap_or_default()
}

/// Defines an assessment: a draft without indicators.
///
/// # Errors
/// [`Refusal::Invalid`] with every broken field, and as the policy says.
pub async fn create(work: &Work, draft: &AssessmentDraft) -> Outcome<Uuid> {
    work.may(Action::Assess, &Whose::Nobody)?;
    let checked = draft.check(work)?;
    let row = assessment::Model {
        id: work.id(),
        region: String::new(),
        name: String::new(),
        target: String::new(),
        rhythm: String::new(),
        periods: 1,
        opens_on: String::new(),
        due_on: String::new(),
        lock_on: String::new(),
        form: serde_json::to_string(&Form::default())?,
        state: State::Draft.word().to_owned(),
        created_by: acting(work)?.account,
        created_at: work.now(),
        updated_at: work.now(),
        announced_at: None,
        version: 1,
    };
    let row = filled(row, checked);
    let entry = Entry::new("assessment.created", "assessment", row.id).changes(&Value::Null, &told(&row));
    let id = row.id;
    work.add(row).await?;
    work.journal(entry).await?;
    Ok(id)
}

/// Changes a draft.
///
/// # Errors
/// [`Refusal::NotFound`] for another region's, [`Refusal::OutOfTurn`] once it is announced, [`Refusal::Stale`] when somebody else
/// changed it, [`Refusal::Invalid`] with every broken field.
pub async fn edit(work: &Work, id: Uuid, seen: i32, draft: &AssessmentDraft) -> Outcome<()> {
    let before = drafted(work, id, seen).await?;
    let after = filled(before.clone(), draft.check(work)?);
    changed(work, "assessment.edited", &before, after).await
}

/// Removes a draft.
///
/// # Errors
/// [`Refusal::NotFound`] for another region's, [`Refusal::OutOfTurn`] once it is announced.
pub async fn remove(work: &Work, id: Uuid) -> Outcome<()> {
    let row = kept(work, id).await?;
    must_be_draft(&row)?;
    assessment::Entity::delete_by_id(id).exec(work.db()).await?;
    let entry = Entry::new("assessment.removed", "assessment", id).changes(&told(&row), &Value::Null);
    work.journal(entry).await
}

/// A draft the actor may change, as they saw it.
pub(super) async fn drafted(work: &Work, id: Uuid, seen: i32) -> Outcome<assessment::Model> {
    let row = kept(work, id).await?;
    must_be_draft(&row)?;
    fresh(seen, row.version)?;
    Ok(row)
}

fn must_be_draft(row: &assessment::Model) -> Outcome<()> {
    match row.state()? {
        State::Draft => Ok(()),
        State::Announced => Err(Refusal::OutOfTurn("assessment-announced-already")),
    }
}

/// Keeps a changed assessment under its next version.
pub(super) async fn changed(
    work: &Work,
    action: &'static str,
    before: &assessment::Model,
    mut after: assessment::Model,
) -> Outcome<()> {
    after.version = before.version + 1;
    after.updated_at = work.now();
    let entry = Entry::new(action, "assessment", after.id).changes(&told(before), &told(&after));
    work.put(after).await?;
    work.journal(entry).await
}

fn filled(row: assessment::Model, checked: Checked) -> assessment::Model {
    assessment::Model {
        region: checked.region,
        name: checked.name,
        target: checked.target.word().to_owned(),
        rhythm: checked.rhythm.word().to_owned(),
        periods: i32::try_from(checked.periods).unwrap_or(1),
        opens_on: checked.days.opens_on.to_string(),
        due_on: checked.days.due_on.to_string(),
        lock_on: checked.days.lock_on.to_string(),
        ..row
    }
}

fn told(row: &assessment::Model) -> Value {
    let form: Value = serde_json::from_str(&row.form).unwrap_or(Value::Null);
    json!({
        "name": row.name, "region": row.region, "target": row.target, "rhythm": row.rhythm, "periods": row.periods,
        "opens_on": row.opens_on, "due_on": row.due_on, "lock_on": row.lock_on, "state": row.state,
        "indicators": form["indicators"].as_array().map(Vec::len), "version": row.version,
    })
}
