//! The words of assessments, and what people see of a filing and of a ranking at an instant. Derived, never stored.

use crate::kernel::{Instant, words};
use serde::Serialize;

words! {
    /// 被考核对象: who is assessed.
    Target {
        /// 园区.
        Park = "park",
        /// 基地.
        Base = "base",
        /// 园区和基地.
        Both = "both",
    }
}

words! {
    /// How often (D05).
    Rhythm {
        /// 一次性考核任务.
        Once = "once",
        /// 按季度.
        Quarterly = "quarterly",
    }
}

words! {
    /// An assessment's state.
    State {
        /// 草稿: everything can be changed.
        Draft = "draft",
        /// 已发布: parks see it; its form stays as it is.
        Announced = "announced",
    }
}

words! {
    /// A filing's state (1.15.9 (5)).
    FilingState {
        /// 待填报.
        Pending = "pending",
        /// 已填报: waits for the department.
        Filed = "filed",
        /// 通过.
        Passed = "passed",
        /// 未通过: returned with reasons.
        Returned = "returned",
    }
}

words! {
    /// What one submission is.
    RoundState {
        /// Waits.
        Filed = "filed",
        /// A newer one took its place before anybody decided.
        Replaced = "replaced",
        /// 通过.
        Passed = "passed",
        /// 未通过.
        Returned = "returned",
    }
}

words! {
    /// 填报状态 as lists show it (D02, Q20).
    Status {
        /// 未到填报时间.
        Early = "early",
        /// 待填报.
        Open = "open",
        /// 逾期未填报: may be made good until the lock.
        Overdue = "overdue",
        /// 未填报: the lock has passed, nothing more is taken.
        Missed = "missed",
        /// 已填报, 待审核.
        Filed = "filed",
        /// 补填待审.
        FiledLate = "filed_late",
        /// 通过.
        Passed = "passed",
        /// 未通过.
        Returned = "returned",
    }
}

words! {
    /// An objection's state.
    ObjectionState {
        /// 待处理.
        Open = "open",
        /// 采纳.
        Accepted = "accepted",
        /// 不采纳.
        Declined = "declined",
        /// 已撤回.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// How a published ranking stands (1.15.9 (6)).
    Stage {
        /// 公示中: objections are taken.
        Notice = "notice",
        /// 异议处理中: none are taken any more, some wait for an answer.
        Settling = "settling",
        /// 正式.
        Final = "final",
    }
}

/// When one may file: open from `opens` on, due just before `due`, and nothing is taken from `lock` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Window {
    /// The first instant of the first day.
    pub opens: Instant,
    /// The first instant after the last day.
    pub due: Instant,
    /// The first instant after the last day on which a late filing is taken.
    pub lock: Instant,
}

impl Window {
    /// Whether a submission is taken at `now`.
    #[must_use]
    pub fn takes(&self, now: Instant) -> bool {
        self.opens <= now && now < self.lock
    }

    /// Whether a submission at `now` is late.
    #[must_use]
    pub fn is_late(&self, now: Instant) -> bool {
        self.due <= now
    }
}

/// What people see of a filing at `now`; `late` says whether what waits came after the due day.
#[must_use]
pub fn status(state: FilingState, late: bool, window: &Window, now: Instant) -> Status {
    match state {
        FilingState::Pending if now < window.opens => Status::Early,
        FilingState::Pending if now < window.due => Status::Open,
        FilingState::Pending if now < window.lock => Status::Overdue,
        FilingState::Pending => Status::Missed,
        FilingState::Filed if late => Status::FiledLate,
        FilingState::Filed => Status::Filed,
        FilingState::Passed => Status::Passed,
        FilingState::Returned => Status::Returned,
    }
}

/// Whether a park may submit at `now`. What waits may be replaced and what was returned may be mended until the lock; what has
/// passed stays.
#[must_use]
pub fn may_file(state: FilingState, window: &Window, now: Instant) -> bool {
    state != FilingState::Passed && window.takes(now)
}

/// How a ranking stands at `now` with so many objections that wait.
#[must_use]
pub fn stage(objections_until: Instant, waiting: u64, now: Instant) -> Stage {
    if now < objections_until {
        Stage::Notice
    } else if waiting > 0 {
        Stage::Settling
    } else {
        Stage::Final
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    /// 2026-04-01 to 2026-04-10 in Shanghai, locked after the 15th.
    fn window() -> Window {
        Window {
            opens: at("2026-03-31T16:00:00Z"),
            due: at("2026-04-10T16:00:00Z"),
            lock: at("2026-04-15T16:00:00Z"),
        }
    }

    #[test]
    fn d02_q20_statuses_are_right_to_the_second_around_opening_due_and_lock() {
        let window = window();
        let second = TimeDelta::seconds(1);
        let pending = |now| status(FilingState::Pending, false, &window, now);
        assert_eq!(pending(window.opens - second), Status::Early);
        assert_eq!(pending(window.opens), Status::Open);
        assert_eq!(pending(window.due - second), Status::Open);
        assert_eq!(pending(window.due), Status::Overdue);
        assert_eq!(pending(window.lock - second), Status::Overdue);
        assert_eq!(pending(window.lock), Status::Missed);
        for (state, late, shown) in [
            (FilingState::Filed, false, Status::Filed),
            (FilingState::Filed, true, Status::FiledLate),
            (FilingState::Passed, true, Status::Passed),
            (FilingState::Returned, false, Status::Returned),
        ] {
            for now in [window.opens, window.due, window.lock] {
                assert_eq!(status(state, late, &window, now), shown);
            }
        }
    }

    #[test]
    fn d03_filing_is_taken_from_opening_to_lock_unless_it_has_passed() {
        let window = window();
        let second = TimeDelta::seconds(1);
        for state in FilingState::ALL {
            for (now, taken) in [
                (window.opens - second, false),
                (window.opens, true),
                (window.due, true),
                (window.lock - second, true),
                (window.lock, false),
            ] {
                assert_eq!(
                    may_file(state, &window, now),
                    taken && state != FilingState::Passed,
                    "{state:?} {now}"
                );
            }
        }
        assert!(!window.is_late(window.due - second) && window.is_late(window.due));
    }

    #[test]
    fn d09_a_ranking_is_noticed_then_settled_then_final() {
        let until = window().due;
        let second = TimeDelta::seconds(1);
        assert_eq!(stage(until, 0, until - second), Stage::Notice);
        assert_eq!(stage(until, 2, until - second), Stage::Notice);
        assert_eq!(stage(until, 1, until), Stage::Settling);
        assert_eq!(stage(until, 0, until), Stage::Final);
    }

    #[test]
    fn d02_every_word_is_read_back() {
        for status in Status::ALL {
            assert_eq!(Status::of(status.word()), Some(status));
        }
        assert!(Stage::of("nonsense").is_none() && State::kept("nonsense").is_err());
    }
}
