//! Who is told without asking: that a window opens, is due soon, is overdue; that an objection waits longer than promised. Each once.

use super::announce::enrol;
use super::find::filings;
use super::keep::{facts, is_active, kept_period, tell_assessors, tell_park, with};
use super::model::{assessment, filing, objection, period};
use super::state::{FilingState, ObjectionState};
use crate::journal::Entry;
use crate::kernel::{Actor, Desk, Outcome, Refusal, Uuid, Work};
use crate::message::Note;
use chrono::TimeDelta;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

/// How long before the end of a window parks are told that it comes.
const SOON: TimeDelta = TimeDelta::days(3);

/// Objections told of in one run; the next run takes the rest.
const AT_ONCE: u64 = 100;

/// An official asks the parks that have not filed to do so (催报). Returns how many were told.
///
/// # Errors
/// [`Refusal::NotFound`] for another region's, [`Refusal::OutOfTurn`] before the window opens and after the lock.
pub async fn nudge(work: &Work, id: Uuid) -> Outcome<usize> {
    let (assessment, period) = kept_period(work, id).await?;
    if !period.window().takes(work.now()) {
        return Err(Refusal::OutOfTurn("assessment-not-open"));
    }
    let told = tell_unfiled(work, &assessment, &period, "assessment-nudged").await?;
    let entry = Entry::new("assessment.nudged", "assessment_period", id);
    work.journal(entry.change("told", serde_json::Value::Null, told)).await?;
    Ok(told)
}

/// Lists parks that joined since, and tells parks of what begins and ends; safe to run at any time and twice. Returns how many
/// windows something was told of.
///
/// # Errors
/// When the database fails; then nobody was told and the next run tries again.
pub async fn tick(desk: &Desk) -> Outcome<usize> {
    let work = desk.begin(&Actor::Machine("assessment.tick")).await?;
    let open = period::Entity::find()
        .filter(period::Column::LockAt.gt(work.now()))
        .find_also_related(assessment::Entity)
        .order_by_asc(period::Column::OpensAt)
        .order_by_asc(period::Column::Id)
        .all(work.db())
        .await?;
    let (mut told, mut listed) = (0, 0);
    for (before, assessment) in open {
        // There by foreign key.
        let Some(assessment) = assessment else { continue };
        listed += enrol(&work, &assessment, &before).await?.len();
        let mut after = before.clone();
        let (now, window) = (work.now(), before.window());
        if now >= window.due && before.overdue_told_at.is_none() {
            after.overdue_told_at = Some(now);
            tell_unfiled(&work, &assessment, &before, "assessment-overdue").await?;
        } else if now < window.due && now >= window.due - SOON && before.soon_told_at.is_none() {
            // Who is told that little time is left need not be told that it is open.
            (after.soon_told_at, after.opened_told_at) = (Some(now), before.opened_told_at.or(Some(now)));
            tell_unfiled(&work, &assessment, &before, "assessment-due-soon").await?;
        } else if now >= window.opens && before.opened_told_at.is_none() {
            after.opened_told_at = Some(now);
            tell_unfiled(&work, &assessment, &before, "assessment-opened").await?;
        }
        if after != before {
            work.put(after).await?;
            told += 1;
        }
    }
    if told + listed > 0 {
        work.keep().await?;
    }
    Ok(told)
}

/// Tells every active park that has nothing filed, or had it returned.
async fn tell_unfiled(
    work: &Work,
    assessment: &assessment::Model,
    period: &period::Model,
    kind: &'static str,
) -> Outcome<usize> {
    let mut told = 0;
    for filing in filings(work.db(), period.id).await? {
        let waits = matches!(filing.state()?, FilingState::Pending | FilingState::Returned);
        if waits && is_active(work.db(), filing.provider_id).await? {
            tell_park(work, &filing, Note::new(kind, facts(assessment, period))).await?;
            told += 1;
        }
    }
    Ok(told)
}

/// Tells officials of objections whose promise is broken; each is told of once. Returns how many.
///
/// # Errors
/// When the database fails; then nobody was told and the next run tries again.
pub async fn alarm(desk: &Desk) -> Outcome<usize> {
    let work = desk.begin(&Actor::Machine("objection.alarm")).await?;
    let late = objection::Entity::find()
        .filter(objection::Column::State.eq(ObjectionState::Open.word()))
        .filter(objection::Column::DueAt.lt(work.now()))
        .filter(objection::Column::AlarmedAt.is_null())
        .order_by_asc(objection::Column::DueAt)
        .limit(AT_ONCE)
        .all(work.db())
        .await?;
    for row in &late {
        let (assessment, period) = parts(&work, row).await?;
        let filing =
            filing::Entity::find_by_id(row.filing_id).one(work.db()).await?.ok_or(Refusal::NotFound)?;
        let args =
            with(facts(&assessment, &period), &json!({ "park": filing.park_name, "number": row.number }));
        let note = Note::new("objection-overdue", args).link(format!("/office/objections/{}", row.id));
        tell_assessors(&work, &assessment, &note).await?;
    }
    if late.is_empty() {
        return Ok(0);
    }
    objection::Entity::update_many()
        .col_expr(objection::Column::AlarmedAt, Expr::value(work.now()))
        .filter(objection::Column::Id.is_in(late.iter().map(|row| row.id)))
        .exec(work.db())
        .await?;
    work.keep().await?;
    Ok(late.len())
}

async fn parts(work: &Work, row: &objection::Model) -> Outcome<(assessment::Model, period::Model)> {
    let (period, assessment) = super::keep::period_of(work.db(), row.period_id).await?;
    Ok((assessment, period))
}
