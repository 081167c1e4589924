//! How fast a provider answers: shown on its products once there are enough cases.

use super::model::{Column, Entity};
use crate::kernel::{Instant, Outcome, Uuid, Zone};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;

/// The newest answers that count.
const NEWEST: u64 = 100;

/// The median time from a booking to its first answer, over the newest hundred answered bookings.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ResponseTime {
    /// How many answered bookings it is taken from.
    pub cases: u64,
    /// Hours by the clock, to a tenth.
    pub median_hours: f64,
}

/// How fast `provider` answers; `None` below the zone's number of cases. Public: it names nobody who asked.
///
/// # Errors
/// When the database fails.
pub async fn response_time(
    db: &impl ConnectionTrait,
    zone: &Zone,
    provider: Uuid,
) -> Outcome<Option<ResponseTime>> {
    let times: Vec<(Instant, Option<Instant>)> = Entity::find()
        .select_only()
        .columns([Column::CreatedAt, Column::AnsweredAt])
        .filter(Column::ProviderId.eq(provider))
        .filter(Column::AnsweredAt.is_not_null())
        .order_by_desc(Column::AnsweredAt)
        .order_by_desc(Column::Id)
        .limit(NEWEST)
        .into_tuple()
        .all(db)
        .await?;
    let seconds = times.into_iter().filter_map(|(asked, answered)| Some((answered? - asked).num_seconds()));
    let seconds: Vec<i64> = seconds.collect();
    let enough = seconds.len() >= zone.limits.response_time_cases.max(1) as usize;
    Ok(enough.then(|| ResponseTime { cases: seconds.len() as u64, median_hours: median_hours(seconds) }))
}

fn median_hours(mut seconds: Vec<i64>) -> f64 {
    seconds.sort_unstable();
    let (low, high) = (seconds[(seconds.len() - 1) / 2], seconds[seconds.len() / 2]);
    #[expect(clippy::cast_precision_loss, reason = "seconds between two instants of our time")]
    let hours = (low + high) as f64 / 2.0 / 3_600.0;
    (hours * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f22_the_median_is_the_middle_or_between_the_two_middles() {
        assert_eq!(median_hours(vec![3_600]), 1.0);
        assert_eq!(median_hours(vec![7_200, 360_000, 3_600]), 2.0);
        assert_eq!(median_hours(vec![3_600, 7_200]), 1.5);
        assert_eq!(median_hours(vec![500]), 0.1);
    }
}
