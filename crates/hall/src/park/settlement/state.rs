//! The words of an application: its state, what is shown of it, both sides, and what either can do next.

use crate::kernel::{Instant, words};
use serde::{Deserialize, Serialize};

words! {
    /// The state the database keeps (1.15.3).
    State {
        /// 待处理.
        Pending = "pending",
        /// 已落地 (E05).
        Landed = "landed",
        /// 未落地 (E06).
        Declined = "declined",
        /// 已撤回 by the enterprise, before any answer.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// What people see: the state, and 超时未处理 where the promise passed without an answer. Derived, never stored.
    Stage {
        /// 待处理, within the promise.
        Pending = "pending",
        /// 超时未处理.
        Overdue = "overdue",
        /// 已落地.
        Landed = "landed",
        /// 未落地.
        Declined = "declined",
        /// 已撤回.
        Withdrawn = "withdrawn",
    }
}

impl Stage {
    /// What a state that was promised until `due` is at `now`.
    #[must_use]
    pub fn at(state: State, due: Instant, now: Instant) -> Self {
        match state {
            State::Pending if now > due => Self::Overdue,
            State::Pending => Self::Pending,
            State::Landed => Self::Landed,
            State::Declined => Self::Declined,
            State::Withdrawn => Self::Withdrawn,
        }
    }
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The enterprise that asks.
    Enterprise,
    /// The park that is asked.
    Park,
}

/// What a side can do next. A page offers exactly these, and exactly these succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The park says 已落地.
    Land,
    /// The park says 未落地, and why.
    Decline,
    /// The enterprise takes it back.
    Withdraw,
    /// The enterprise asks again: the next round.
    Again,
}

impl Step {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Land, Self::Decline, Self::Withdraw, Self::Again];
}
