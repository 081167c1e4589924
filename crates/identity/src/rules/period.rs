//! 证件有效期: from, until or without end; the shortcuts 5年 10年 20年 长期有效 (L-23); whether a licence is in force.

use chrono::{Datelike as _, Months, NaiveDate, TimeDelta};

/// The shortcuts in years, as the buttons name them.
pub const YEARS: [u32; 3] = [5, 10, 20];

/// The end of a period of so many years that begins on `from`: the same day, as licences are written; the last day of
/// February for the 29th.
pub fn after(from: NaiveDate, years: u32) -> Option<NaiveDate> {
    from.checked_add_months(Months::new(years * 12))
}

/// What is wrong with a period on `today`: the field and the key of the text that says why. `until` is nothing for 长期有效.
pub fn check(
    from: Option<NaiveDate>,
    until: Option<Option<NaiveDate>>,
    today: NaiveDate,
) -> Vec<(&'static str, &'static str)> {
    let mut wrong = Vec::new();
    match from {
        None => wrong.push(("valid_from", "wrong-day")),
        Some(from) if from > today => wrong.push(("valid_from", "wrong-from-future")),
        Some(from) if from.year() < 1900 => wrong.push(("valid_from", "wrong-day")),
        Some(_) => {}
    }
    match (from, until) {
        (_, None) => wrong.push(("valid_until", "wrong-until")),
        (Some(from), Some(Some(until))) if until <= from => wrong.push(("valid_until", "wrong-until-order")),
        (_, Some(Some(until))) if until < today => wrong.push(("valid_until", "wrong-until-past")),
        (_, Some(Some(until))) if until.year() > 2200 => wrong.push(("valid_until", "wrong-until")),
        _ => {}
    }
    wrong
}

/// 是否有效.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Force {
    /// 有效.
    Yes,
    /// 即将到期: it ends within 30 days.
    Soon,
    /// 无效: it has ended, or not begun.
    No,
}

impl Force {
    /// The key of its word, and of its colour.
    pub fn key(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Soon => "soon",
            Self::No => "no",
        }
    }
}

/// Whether a licence is in force on `today`; its last day counts.
pub fn force(from: Option<NaiveDate>, until: Option<NaiveDate>, today: NaiveDate) -> Force {
    match (from, until) {
        (Some(from), _) if from > today => Force::No,
        (_, Some(until)) if until < today => Force::No,
        (_, Some(until)) if until - today <= TimeDelta::days(30) => Force::Soon,
        _ => Force::Yes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn l23_shortcuts_count_whole_years() {
        assert_eq!(
            YEARS.map(|years| after(day("2020-03-01"), years).unwrap().to_string()),
            ["2025-03-01", "2030-03-01", "2040-03-01"]
        );
        assert_eq!(after(day("2024-02-29"), 5), Some(day("2029-02-28")));
    }

    #[test]
    fn b11_periods_begin_before_they_end_and_have_not_ended() {
        let today = day("2026-03-02");
        assert!(check(Some(day("2020-01-01")), Some(None), today).is_empty());
        assert!(check(Some(day("2020-01-01")), Some(Some(day("2026-03-02"))), today).is_empty());
        assert_eq!(check(None, None, today), [("valid_from", "wrong-day"), ("valid_until", "wrong-until")]);
        assert_eq!(check(Some(day("2026-03-03")), Some(None), today), [("valid_from", "wrong-from-future")]);
        assert_eq!(
            check(Some(day("2020-01-01")), Some(Some(day("2019-01-01"))), today),
            [("valid_until", "wrong-until-order")]
        );
        assert_eq!(
            check(Some(day("2020-01-01")), Some(Some(day("2026-03-01"))), today),
            [("valid_until", "wrong-until-past")]
        );
    }

    #[test]
    fn b14_force_is_computed_to_the_day() {
        let today = day("2026-03-02");
        let until = |text: &str| force(Some(day("2020-01-01")), Some(day(text)), today);
        assert_eq!(until("2026-03-01"), Force::No);
        assert_eq!(until("2026-03-02"), Force::Soon);
        assert_eq!(until("2026-04-01"), Force::Soon);
        assert_eq!(until("2026-04-02"), Force::Yes);
        assert_eq!(force(None, None, today), Force::Yes);
        assert_eq!(force(Some(day("2026-03-03")), None, today), Force::No);
    }
}
