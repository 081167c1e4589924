//! An assessment is announced: from then on its form stays as it is, it has its windows, and parks see them (D05, Q20).

use super::define::{changed, drafted};
use super::keep::{facts, tell_park};
use super::model::{assessment, filing, period};
use super::state::{FilingState, State, Target};
use crate::kernel::{Outcome, Refusal, Uuid, Work};
use crate::message::Note;
use crate::provider::model::{self as provider, park};
use crate::provider::{Kind, Standing};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeSet;

/// Announces a draft; every active park it concerns is told of the first window. Returns how many parks that are.
///
/// # Errors
/// [`Refusal::NotFound`] for another region's, [`Refusal::Stale`] when somebody else changed it, [`Refusal::OutOfTurn`] when it is
/// announced already, gives no points, or its first window is past.
pub async fn announce(work: &Work, id: Uuid, seen: i32) -> Outcome<usize> {
    let before = drafted(work, id, seen).await?;
    if !before.form()?.indicators.iter().any(super::Indicator::is_scored) {
        return Err(Refusal::OutOfTurn("assessment-needs-indicators"));
    }
    let tz = work.desk().zone.timezone;
    let days = before.days()?;
    if days.window(tz).due <= work.now() {
        return Err(Refusal::OutOfTurn("assessment-window-past"));
    }
    let mut after = before.clone();
    State::Announced.word().clone_into(&mut after.state);
    after.announced_at = Some(work.now());
    changed(work, "assessment.announced", &before, after.clone()).await?;
    let mut told = 0;
    let count = u32::try_from(before.periods).unwrap_or(1);
    for (at, (quarter, days)) in days.periods(before.rhythm()?, count).into_iter().enumerate() {
        let window = days.window(tz);
        let row = period::Model {
            id: work.id(),
            assessment_id: id,
            ordinal: i32::try_from(at).unwrap_or(0) + 1,
            quarter,
            opens_on: days.opens_on.to_string(),
            due_on: days.due_on.to_string(),
            lock_on: days.lock_on.to_string(),
            opens_at: window.opens,
            due_at: window.due,
            lock_at: window.lock,
            version: 1,
            opened_told_at: None,
            soon_told_at: None,
            overdue_told_at: None,
        };
        work.add(row.clone()).await?;
        let parks = enrol(work, &after, &row).await?;
        if at == 0 {
            told = parks.len();
            for filing in &parks {
                tell_park(work, filing, Note::new("assessment-announced", facts(&after, &row))).await?;
            }
        }
    }
    Ok(told)
}

/// Lists every active park an assessment concerns that has no filing in a window yet; returns the new filings.
///
/// # Errors
/// When the database fails.
pub(super) async fn enrol(
    work: &Work,
    assessment: &assessment::Model,
    period: &period::Model,
) -> Outcome<Vec<filing::Model>> {
    let listed = filing::Entity::find().filter(filing::Column::PeriodId.eq(period.id)).all(work.db()).await?;
    let listed: BTreeSet<Uuid> = listed.into_iter().map(|filing| filing.provider_id).collect();
    let mut made = Vec::new();
    for (park, provider) in concerned(work, assessment).await? {
        if listed.contains(&provider.id) {
            continue;
        }
        let row = filing::Model {
            id: work.id(),
            period_id: period.id,
            provider_id: provider.id,
            enterprise_id: provider.enterprise_id,
            park_name: park.park_name,
            park_kind: park.park_kind,
            state: FilingState::Pending.word().to_owned(),
            round: 0,
            version: 1,
            draft: "{}".to_owned(),
            draft_version: 1,
            awards: "{}".to_owned(),
            created_at: work.now(),
            updated_at: work.now(),
        };
        work.add(row.clone()).await?;
        made.push(row);
    }
    Ok(made)
}

/// The active parks an assessment concerns.
async fn concerned(
    work: &Work,
    assessment: &assessment::Model,
) -> Outcome<Vec<(park::Model, provider::Model)>> {
    let mut found = park::Entity::find()
        .find_also_related(provider::Entity)
        .filter(provider::Column::Kind.eq(Kind::Park.word()))
        .filter(provider::Column::State.eq(Standing::Active.word()))
        .order_by_asc(park::Column::ProviderId);
    if assessment.region != "*" {
        found = found.filter(provider::Column::Region.eq(assessment.region.as_str()));
    }
    match assessment.target()? {
        Target::Both => {}
        one => found = found.filter(park::Column::ParkKind.eq(one.word())),
    }
    let rows = found.all(work.db()).await?;
    Ok(rows.into_iter().filter_map(|(park, provider)| Some((park, provider?))).collect())
}
