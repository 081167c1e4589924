//! The days of a window, and the windows of the quarters that follow.

use super::state::{Rhythm, Window};
use crate::kernel::{Fields, begins, ends};
use chrono::{Datelike, Months, NaiveDate};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// The days of one window, each of them whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowDays {
    /// The first day on which one may file.
    pub opens_on: NaiveDate,
    /// The last day on which it is in time.
    pub due_on: NaiveDate,
    /// The last day on which a late filing is taken.
    pub lock_on: NaiveDate,
}

impl WindowDays {
    /// The same as instants.
    #[must_use]
    pub fn window(&self, tz: Tz) -> Window {
        Window { opens: begins(self.opens_on, tz), due: ends(self.due_on, tz), lock: ends(self.lock_on, tz) }
    }

    /// So many quarters later. The last day of a month stays the last day of its month.
    #[must_use]
    pub fn quarters_later(&self, quarters: u32) -> Self {
        let later = |day: NaiveDate| {
            let moved = day.checked_add_months(Months::new(3 * quarters)).unwrap_or(day);
            if is_last_of_month(day) { last_of_month(moved) } else { moved }
        };
        Self { opens_on: later(self.opens_on), due_on: later(self.due_on), lock_on: later(self.lock_on) }
    }

    /// The window of each period; for quarters with the quarter's name, which is the one its first day lies in (S0:228-233).
    #[must_use]
    pub fn periods(&self, rhythm: Rhythm, count: u32) -> Vec<(String, Self)> {
        match rhythm {
            Rhythm::Once => vec![(String::new(), *self)],
            Rhythm::Quarterly => (0..count)
                .map(|n| self.quarters_later(n))
                .map(|days| (quarter(days.opens_on), days))
                .collect(),
        }
    }

    /// Checks that the days follow one another and, for quarters, that no window reaches into the next.
    pub(super) fn check(&self, fields: &mut Fields, rhythm: Rhythm) {
        fields.require(self.opens_on <= self.due_on, "due_on", "assessment-due-before-opening");
        fields.require(self.due_on <= self.lock_on, "lock_on", "assessment-lock-before-due");
        if rhythm == Rhythm::Quarterly {
            let next = self.quarters_later(1).opens_on;
            fields.require(self.due_on < next, "due_on", "assessment-window-too-long");
        }
    }
}

/// The quarter a day lies in: `2026Q1`.
#[must_use]
pub fn quarter(day: NaiveDate) -> String {
    format!("{}Q{}", day.year(), day.month0() / 3 + 1)
}

fn last_of_month(day: NaiveDate) -> NaiveDate {
    let first = day.with_day(1).unwrap_or(day);
    first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(day)
}

fn is_last_of_month(day: NaiveDate) -> bool {
    last_of_month(day) == day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(opens: &str, due: &str, lock: &str) -> WindowDays {
        WindowDays {
            opens_on: opens.parse().unwrap(),
            due_on: due.parse().unwrap(),
            lock_on: lock.parse().unwrap(),
        }
    }

    #[test]
    fn d05_quarters_follow_one_another_as_the_manual_shows_them() {
        let first = days("2023-07-01", "2023-09-30", "2023-10-15");
        let all = first.periods(Rhythm::Quarterly, 3);
        let shown: Vec<(&str, String, String)> = all
            .iter()
            .map(|(name, days)| (name.as_str(), days.opens_on.to_string(), days.due_on.to_string()))
            .collect();
        assert_eq!(
            shown,
            [
                ("2023Q3", "2023-07-01".to_owned(), "2023-09-30".to_owned()),
                ("2023Q4", "2023-10-01".to_owned(), "2023-12-31".to_owned()),
                ("2024Q1", "2024-01-01".to_owned(), "2024-03-31".to_owned()),
            ]
        );
        assert_eq!(first.periods(Rhythm::Once, 3).len(), 1);
        assert_eq!(first.periods(Rhythm::Once, 3)[0].0, "");
    }

    #[test]
    fn d01_a_window_opens_and_ends_with_days_of_the_zone() {
        let window = days("2026-04-01", "2026-04-10", "2026-04-15").window(Tz::Asia__Shanghai);
        assert_eq!(window.opens.to_rfc3339(), "2026-03-31T16:00:00+00:00");
        assert_eq!(window.due.to_rfc3339(), "2026-04-10T16:00:00+00:00");
        assert_eq!(window.lock.to_rfc3339(), "2026-04-15T16:00:00+00:00");
        // A zone whose clock jumps over midnight: the day begins when it begins there.
        let skipped = begins("2018-11-04".parse().unwrap(), Tz::America__Sao_Paulo);
        assert_eq!(skipped.to_rfc3339(), "2018-11-04T03:00:00+00:00");
    }

    #[test]
    fn d05_days_must_follow_one_another() {
        let broken = |days: WindowDays, rhythm| {
            let mut fields = Fields::new();
            days.check(&mut fields, rhythm);
            match fields.done() {
                Ok(()) => Vec::new(),
                Err(crate::Refusal::Invalid(errors)) => errors.into_iter().map(|error| error.key).collect(),
                Err(other) => panic!("{other}"),
            }
        };
        assert_eq!(broken(days("2026-04-01", "2026-04-01", "2026-04-01"), Rhythm::Once), Vec::<&str>::new());
        assert_eq!(
            broken(days("2026-04-02", "2026-04-01", "2026-03-01"), Rhythm::Once),
            ["assessment-due-before-opening", "assessment-lock-before-due"]
        );
        let long = days("2026-04-01", "2026-07-01", "2026-07-02");
        assert_eq!(broken(long, Rhythm::Once), Vec::<&str>::new());
        assert_eq!(broken(long, Rhythm::Quarterly), ["assessment-window-too-long"]);
    }
}
