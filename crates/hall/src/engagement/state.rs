//! The words of a booking: its state, what is shown of it, both sides, and what either can do next.

use crate::kernel::{Instant, Outcome, Refusal};
use serde::{Deserialize, Serialize};

/// The state the database keeps (1.15.3, 1.15.9 (4)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 待回复.
    Pending,
    /// 已回复 (F22).
    Answered,
    /// 已完成.
    Fulfilled,
    /// 已取消 by the enterprise, before any answer.
    Withdrawn,
}

impl State {
    /// All states, in the order in which a booking goes through them.
    pub const ALL: [Self; 4] = [Self::Pending, Self::Answered, Self::Fulfilled, Self::Withdrawn];

    /// The word the database keeps.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Answered => "answered",
            Self::Fulfilled => "fulfilled",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of a word the database keeps.
    ///
    /// # Errors
    /// `Broken` for a word this program does not know.
    pub fn of(word: &str) -> Outcome<Self> {
        let found = Self::ALL.into_iter().find(|state| state.word() == word);
        found.ok_or_else(|| Refusal::Broken(format!("engagement state {word}")))
    }
}

/// What people see: the state, and 超时未回复 where the promise passed without an answer. Derived, never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 待回复, within the promise.
    Pending,
    /// 超时未回复.
    Overdue,
    /// 已回复.
    Answered,
    /// 已完成.
    Fulfilled,
    /// 已取消.
    Withdrawn,
}

impl Stage {
    /// All stages, in the order of lists; the locales say them as `booking-stage-<word>`.
    pub const ALL: [Self; 5] =
        [Self::Pending, Self::Overdue, Self::Answered, Self::Fulfilled, Self::Withdrawn];

    /// Its word in addresses and locales.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Overdue => "overdue",
            Self::Answered => "answered",
            Self::Fulfilled => "fulfilled",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The stage of a word in an address.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.word() == word)
    }

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

/// Who speaks or acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The enterprise that booked.
    Enterprise,
    /// The provider that was booked.
    Provider,
}

impl Side {
    /// The word the database keeps.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Enterprise => "enterprise",
            Self::Provider => "provider",
        }
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
