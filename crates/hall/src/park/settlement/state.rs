//! The words of an application: its state, what is shown of it, both sides, and what either can do next.

use crate::kernel::{Instant, Outcome, Refusal};
use serde::{Deserialize, Serialize};

/// The state the database keeps (1.15.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 待处理.
    Pending,
    /// 已落地 (E05).
    Landed,
    /// 未落地 (E06).
    Declined,
    /// 已撤回 by the enterprise, before any answer.
    Withdrawn,
}

impl State {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Pending, Self::Landed, Self::Declined, Self::Withdrawn];

    /// The word the database keeps.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Landed => "landed",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of a word the database keeps.
    ///
    /// # Errors
    /// `Broken` for a word this program does not know.
    pub fn of(word: &str) -> Outcome<Self> {
        let found = Self::ALL.into_iter().find(|state| state.word() == word);
        found.ok_or_else(|| Refusal::Broken(format!("settlement state {word}")))
    }
}

/// What people see: the state, and 超时未处理 where the promise passed without an answer. Derived, never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 待处理, within the promise.
    Pending,
    /// 超时未处理.
    Overdue,
    /// 已落地.
    Landed,
    /// 未落地.
    Declined,
    /// 已撤回.
    Withdrawn,
}

impl Stage {
    /// All stages, in the order of lists; the locales say them as `settlement-stage-<word>`.
    pub const ALL: [Self; 5] = [Self::Pending, Self::Overdue, Self::Landed, Self::Declined, Self::Withdrawn];

    /// Its word in addresses and locales.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Overdue => "overdue",
            Self::Landed => "landed",
            Self::Declined => "declined",
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
