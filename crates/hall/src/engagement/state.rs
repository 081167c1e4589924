//! The words of a booking: its state, what is shown of it, both sides, and what either can do next.

use crate::kernel::{Instant, words};
use serde::{Deserialize, Serialize};

words! {
    /// The state the database keeps (1.15.3, 1.15.9 (4)).
    State {
        /// 待回复.
        Pending = "pending",
        /// 已回复 (F22).
        Answered = "answered",
        /// 已完成.
        Fulfilled = "fulfilled",
        /// 已取消 by the enterprise, before any answer.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// What people see: the state, and 超时未回复 where the promise passed without an answer. Derived, never stored.
    Stage {
        /// 待回复, within the promise.
        Pending = "pending",
        /// 超时未回复.
        Overdue = "overdue",
        /// 已回复.
        Answered = "answered",
        /// 已完成.
        Fulfilled = "fulfilled",
        /// 已取消.
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
            State::Answered => Self::Answered,
            State::Fulfilled => Self::Fulfilled,
            State::Withdrawn => Self::Withdrawn,
        }
    }
}

words! {
    /// Who speaks or acts.
    Side {
        /// The enterprise that booked.
        Enterprise = "enterprise",
        /// The provider that was booked.
        Provider = "provider",
    }
}

/// What a side can do next. A page offers exactly these, and exactly these succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The provider answers, or says more (F20).
    Reply,
    /// The enterprise adds a remark before the answer, or asks further after it.
    Ask,
    /// The enterprise takes it back.
    Withdraw,
    /// Either side says that it is done.
    Fulfil,
}

impl Step {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Reply, Self::Ask, Self::Withdraw, Self::Fulfil];
}
