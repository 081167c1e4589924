//! How a promise stands: what both sides see beside what waits.

use super::Calendar;
use crate::kernel::Instant;
use chrono_tz::Tz;
use serde::Serialize;

/// How much time a promise leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// A working day or more is left.
    Ok,
    /// It ends before another working day does.
    Soon,
    /// It is broken.
    Late,
}

/// How a promise stands at an instant (C08, F13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Promise {
    /// Until when.
    pub due: Instant,
    /// Working days left after today, or working days it is late; never negative.
    pub days: i64,
    /// Which of both.
    pub pace: Pace,
}

impl Calendar {
    /// How the promise of an answer until `due` stands at `now`.
    #[must_use]
    pub fn promise(&self, now: Instant, due: Instant, tz: Tz) -> Promise {
        let (today, last) = (now.with_timezone(&tz).date_naive(), due.with_timezone(&tz).date_naive());
        let days = self.between(today, last).abs();
        let pace = match days {
            _ if now > due => Pace::Late,
            0 => Pace::Soon,
            _ => Pace::Ok,
        };
        Promise { due, days, pace }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn c08_both_sides_see_how_the_promise_stands() {
        let (calendar, tz) = (Calendar::default(), Tz::Asia__Shanghai);
        let monday: Instant = "2026-03-02T02:00:00Z".parse().unwrap();
        let due = calendar.due(monday, 2, tz);
        let stands = |hours| {
            let promise = calendar.promise(monday + TimeDelta::hours(hours), due, tz);
            (promise.days, promise.pace)
        };
        assert_eq!(stands(0), (2, Pace::Ok));
        assert_eq!(stands(24), (1, Pace::Ok));
        assert_eq!(stands(48), (0, Pace::Soon));
        assert_eq!(stands(48 + 13), (0, Pace::Soon));
        assert_eq!(stands(48 + 14), (1, Pace::Late));
        assert_eq!(stands(24 * 7), (3, Pace::Late));
    }
}
