//! When things happened: working days before today, so that the zone looks lived in whenever it is opened.

use chrono::{NaiveDate, TimeDelta, TimeZone as _};
use chrono_tz::Tz;
use hall::kernel::Instant;
use hall::term::calendar::Calendar;

/// A moment of the zone's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// So many working days ago, at this hour and minute; at least one day.
    Day(u32, u32, u32),
    /// So many minutes ago.
    Ago(i64),
}

/// The instant of `at`, seen from `now`.
#[must_use]
pub fn instant(at: At, now: Instant, calendar: &Calendar, zone: Tz) -> Instant {
    match at {
        At::Ago(minutes) => now - TimeDelta::minutes(minutes),
        At::Day(days, hour, minute) => {
            let today = now.with_timezone(&zone).date_naive();
            let mut day = today;
            for _ in 0..days {
                day = before(day, calendar);
            }
            let local = day.and_hms_opt(hour, minute, 0).unwrap_or_default();
            zone.from_local_datetime(&local)
                .earliest()
                .map_or(now, |local| local.with_timezone(&chrono::Utc))
                .min(now)
        }
    }
}

/// The last working day before `day`.
fn before(day: NaiveDate, calendar: &Calendar) -> NaiveDate {
    let earlier = day.iter_days().rev();
    let mut earlier = earlier.skip(1).take(400);
    earlier.find(|day| calendar.is_working(*day)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn history_keeps_to_working_days() {
        let zone = chrono_tz::Asia::Shanghai;
        let calendar = Calendar::default();
        // A Monday morning: the working day before is the Friday.
        let now = "2026-03-09T01:00:00Z".parse().unwrap();
        let when = |at| instant(at, now, &calendar, zone).to_rfc3339();
        assert_eq!(when(At::Day(1, 16, 30)), "2026-03-06T08:30:00+00:00");
        assert_eq!(when(At::Day(6, 9, 0)), "2026-02-27T01:00:00+00:00");
        assert_eq!(when(At::Ago(90)), "2026-03-08T23:30:00+00:00");
    }
}
