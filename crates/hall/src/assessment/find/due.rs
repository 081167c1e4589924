//! Filings whose window ended within a span of days (D01): what the figures of the parks count, and the list behind each of those
//! numbers.

use super::figures::{ParksFilter, watched};
use super::{FilingLine, Regions, newest_rounds};
use crate::assessment::model::{assessment, filing, period, round};
use crate::kernel::{Instant, Outcome, Uuid, Zone, words};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use std::collections::BTreeMap;

words! {
    /// Whether a filing came by its day.
    Timeliness {
        /// 按时填报.
        InTime = "in_time",
        /// 补填: after the day, before the lock.
        Late = "late",
        /// 未填报.
        Missing = "missing",
    }
}

impl Timeliness {
    /// Of a filing whose newest submission is `round`.
    #[must_use]
    pub fn of_round(round: Option<&round::Model>) -> Self {
        match round {
            None => Self::Missing,
            Some(round) if round.late => Self::Late,
            Some(_) => Self::InTime,
        }
    }
}

/// A filing that was due.
#[derive(Debug, Clone, Serialize)]
pub struct DueFiling {
    /// The assessment's name.
    pub assessment: String,
    /// The window.
    pub period: period::Model,
    /// The filing, as a window's list shows it.
    #[serde(flatten)]
    pub line: FilingLine,
    /// Whether it came by its day.
    pub timeliness: Timeliness,
}

/// The filings these parks had to make in the span, those due last first; exactly those the figures count.
///
/// # Errors
/// When the database fails.
pub async fn due_filings(
    db: &impl ConnectionTrait,
    zone: &Zone,
    regions: &Regions,
    filter: &ParksFilter,
    timeliness: Option<Timeliness>,
    now: Instant,
) -> Outcome<Vec<DueFiling>> {
    let parks: Vec<Uuid> =
        watched(db, regions, filter).await?.into_iter().map(|(park, _)| park.provider_id).collect();
    let mut found = due(db, &parks, filter.instants(zone), now).await?;
    found.retain(|(_, _, round)| timeliness.is_none_or(|one| one == Timeliness::of_round(round.as_ref())));
    let asked = found.iter().map(|(period, ..)| period.assessment_id);
    let rows = assessment::Entity::find().filter(assessment::Column::Id.is_in(asked)).all(db).await?;
    let names: BTreeMap<Uuid, String> = rows.into_iter().map(|row| (row.id, row.name)).collect();
    found
        .into_iter()
        .map(|(period, filing, round)| {
            Ok(DueFiling {
                assessment: names.get(&period.assessment_id).cloned().unwrap_or_default(),
                timeliness: Timeliness::of_round(round.as_ref()),
                line: FilingLine::of(filing, round, &period, now)?,
                period,
            })
        })
        .collect()
}

/// What these parks had to file in windows that ended in a span, and by now, with the newest submission of each.
pub(super) async fn due(
    db: &impl ConnectionTrait,
    parks: &[Uuid],
    (from, until): (Instant, Instant),
    now: Instant,
) -> Outcome<Vec<(period::Model, filing::Model, Option<round::Model>)>> {
    let ended = period::Entity::find()
        .filter(period::Column::DueAt.gt(from))
        .filter(period::Column::DueAt.lte(until.min(now)))
        .order_by_desc(period::Column::DueAt)
        .order_by_asc(period::Column::Id)
        .all(db)
        .await?;
    let filings = filing::Entity::find()
        .filter(filing::Column::PeriodId.is_in(ended.iter().map(|period| period.id)))
        .filter(filing::Column::ProviderId.is_in(parks.iter().copied()))
        .order_by_asc(filing::Column::ParkName)
        .order_by_asc(filing::Column::Id)
        .all(db)
        .await?;
    let mut rounds = newest_rounds(db, &filings).await?;
    let mut by_period: BTreeMap<Uuid, Vec<filing::Model>> = BTreeMap::new();
    for filing in filings {
        by_period.entry(filing.period_id).or_default().push(filing);
    }
    let mut found = Vec::new();
    for period in ended {
        for filing in by_period.remove(&period.id).unwrap_or_default() {
            let round = rounds.remove(&filing.id);
            found.push((period.clone(), filing, round));
        }
    }
    Ok(found)
}
