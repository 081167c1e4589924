//! Counting working days.

use super::DayKind;
use crate::kernel::Instant;
use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, TimeZone as _, Weekday};
use chrono_tz::Tz;
use std::collections::BTreeMap;

/// The days that are not what their weekday says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    days: BTreeMap<NaiveDate, DayKind>,
}

impl Calendar {
    /// A calendar of these exceptions.
    pub fn new(days: impl IntoIterator<Item = (NaiveDate, DayKind)>) -> Self {
        Self { days: days.into_iter().collect() }
    }

    /// Whether offices work on `day`.
    #[must_use]
    pub fn is_working(&self, day: NaiveDate) -> bool {
        match self.days.get(&day) {
            Some(kind) => *kind == DayKind::Workday,
            None => !matches!(day.weekday(), Weekday::Sat | Weekday::Sun),
        }
    }

    /// The n-th working day after `day`, which does not count itself. With n = 0 it is `day`.
    #[must_use]
    pub fn after(&self, day: NaiveDate, n: u32) -> NaiveDate {
        let mut found = day;
        for _ in 0..n {
            // Two years without a working day would be a broken table, not a calendar: then the day stays.
            found = (1..=730)
                .filter_map(|ahead| found.checked_add_days(Days::new(ahead)))
                .find(|day| self.is_working(*day))
                .unwrap_or(found);
        }
        found
    }

    /// Until when an answer is promised to what was submitted at `submitted`: the end of the n-th working day after
    /// the day of submission (S2:332 "result on the 2nd working day", S2:371 "on the 1st"). Whatever comes on a day
    /// off counts as of that day, so the first working day after it is the first.
    #[must_use]
    pub fn due(&self, submitted: Instant, days: u32, tz: Tz) -> Instant {
        let day = self.after(submitted.with_timezone(&tz).date_naive(), days);
        end_of(day, tz)
    }

    /// Working days from `from` (not counted) to `to` (counted); negative when `to` comes first.
    #[must_use]
    pub fn between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        let (first, last, sign) = if from <= to { (from, to, 1) } else { (to, from, -1) };
        let count = first
            .iter_days()
            .skip(1)
            .take_while(|day| *day <= last)
            .filter(|day| self.is_working(*day))
            .count();
        sign * i64::try_from(count).unwrap_or(i64::MAX)
    }

    /// The last day the calendar knows of; after it only weekdays speak, and officials are told so.
    #[must_use]
    pub fn known_until(&self) -> Option<NaiveDate> {
        self.days.keys().next_back().copied()
    }
}

/// The last second of a day in the zone's time.
pub(super) fn end_of(day: NaiveDate, tz: Tz) -> Instant {
    let end = NaiveTime::from_hms_opt(23, 59, 59).expect("a time of day that exists");
    let local = day.and_time(end);
    // Where clocks are put forward over midnight that second does not exist; then UTC is near enough.
    tz.from_local_datetime(&local)
        .latest()
        .map_or_else(|| local.and_utc(), |end| end.with_timezone(&chrono::Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TZ: Tz = Tz::Asia__Shanghai;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(text: &str) -> Instant {
        text.parse::<chrono::DateTime<chrono::FixedOffset>>().unwrap().into()
    }

    /// Spring Festival 2026 as the State Council announced it: off 15–23 February, worked on the 14th and the 28th.
    fn spring_2026() -> Calendar {
        let holidays = (15..=23).map(|n| (NaiveDate::from_ymd_opt(2026, 2, n).unwrap(), DayKind::Holiday));
        let worked = ["2026-02-14", "2026-02-28"].map(|text| (day(text), DayKind::Workday));
        Calendar::new(holidays.chain(worked))
    }

    #[test]
    fn c08_weekdays_holidays_and_make_up_days() {
        let calendar = spring_2026();
        for (text, working) in [
            ("2026-02-13", true),
            ("2026-02-14", true), // a Saturday that is worked
            ("2026-02-15", false),
            ("2026-02-17", false), // a Tuesday that is not
            ("2026-02-23", false),
            ("2026-02-24", true),
            ("2026-02-28", true),
            ("2026-03-01", false),
            ("2026-03-02", true),
        ] {
            assert_eq!(calendar.is_working(day(text)), working, "{text}");
        }
    }

    #[test]
    fn c08_the_second_working_day_is_promised_for_upgrades() {
        let none = Calendar::default();
        // Monday → Wednesday; Thursday → Monday; Saturday → Tuesday.
        for (submitted, due) in [
            ("2026-03-02T09:00:00+08:00", "2026-03-04T23:59:59+08:00"),
            ("2026-03-05T23:59:59+08:00", "2026-03-09T23:59:59+08:00"),
            ("2026-03-07T12:00:00+08:00", "2026-03-10T23:59:59+08:00"),
        ] {
            assert_eq!(none.due(at(submitted), 2, TZ), at(due), "{submitted}");
        }
        // Over Spring Festival: Friday the 13th, the Saturday is worked, then nobody works for nine days.
        let spring = spring_2026();
        assert_eq!(spring.due(at("2026-02-13T10:00:00+08:00"), 2, TZ), at("2026-02-24T23:59:59+08:00"));
        assert_eq!(spring.due(at("2026-02-14T10:00:00+08:00"), 2, TZ), at("2026-02-25T23:59:59+08:00"));
        assert_eq!(spring.due(at("2026-02-18T10:00:00+08:00"), 2, TZ), at("2026-02-25T23:59:59+08:00"));
        assert_eq!(spring.due(at("2026-02-27T10:00:00+08:00"), 2, TZ), at("2026-03-02T23:59:59+08:00"));
    }

    #[test]
    fn f13_the_first_working_day_is_promised_for_products_in_the_zones_time() {
        let none = Calendar::default();
        // 17:00 in London on Sunday is Monday in Shanghai, so Tuesday is the first working day after it.
        assert_eq!(none.due(at("2026-03-01T17:00:00Z"), 1, TZ), at("2026-03-03T23:59:59+08:00"));
        assert_eq!(none.due(at("2026-03-01T15:00:00Z"), 1, TZ), at("2026-03-02T23:59:59+08:00"));
        assert_eq!(none.due(at("2026-03-02T01:00:00Z"), 0, TZ), at("2026-03-02T23:59:59+08:00"));
    }

    #[test]
    fn c08_days_between_count_one_end_and_know_the_direction() {
        let spring = spring_2026();
        assert_eq!(spring.between(day("2026-02-13"), day("2026-02-13")), 0);
        assert_eq!(spring.between(day("2026-02-13"), day("2026-02-24")), 2);
        assert_eq!(spring.between(day("2026-02-24"), day("2026-02-13")), -2);
        assert_eq!(spring.between(day("2026-02-15"), day("2026-02-23")), 0);
    }

    #[test]
    fn c08_counting_is_consistent_for_every_start_and_length() {
        let spring = spring_2026();
        for start in day("2026-02-01").iter_days().take(60) {
            for n in 0..12 {
                let end = spring.after(start, n);
                assert_eq!(spring.between(start, end), i64::from(n), "{start} + {n}");
                assert!(n == 0 || spring.is_working(end));
            }
        }
    }

    #[test]
    fn c08_a_calendar_without_working_days_does_not_loop() {
        let first = day("2026-01-01");
        let never = Calendar::new(first.iter_days().take(2_000).map(|day| (day, DayKind::Holiday)));
        assert_eq!(never.after(first, 3), first);
        assert_eq!(never.known_until(), Some(first + Days::new(1_999)));
    }
}
