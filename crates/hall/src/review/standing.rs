//! How something published by review stands with the reviewers, as its owner sees it (1.15.3, 1.15.9(1)).

use super::State;
use serde::{Deserialize, Serialize};

/// Where a thing stands. Whether it is shown (on the shelf, taken down) is another matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// 待审核: submitted for the first time, or again after a refusal (F12).
    Pending,
    /// 已通过 (F14).
    Approved,
    /// 已拒绝 (F15).
    Rejected,
    /// 已撤回 before it was ever approved.
    Withdrawn,
    /// 变更待审: the approved version is public while a change waits.
    ChangePending,
    /// 变更已拒绝: the approved version stays public.
    ChangeRejected,
}

impl Standing {
    /// All, in the order filters show them.
    pub const ALL: [Self; 6] = [
        Self::Pending,
        Self::Approved,
        Self::Rejected,
        Self::ChangePending,
        Self::ChangeRejected,
        Self::Withdrawn,
    ];

    /// The standing that follows from the latest round; a thing without any was never submitted, which cannot be.
    #[must_use]
    pub const fn after(published: bool, latest: State) -> Self {
        match (published, latest) {
            (false, State::Pending) => Self::Pending,
            (false, State::Rejected) => Self::Rejected,
            (false, State::Withdrawn) => Self::Withdrawn,
            (true, State::Pending) => Self::ChangePending,
            (true, State::Rejected) => Self::ChangeRejected,
            // A change that was withdrawn leaves what was approved.
            (true, State::Withdrawn) | (_, State::Approved) => Self::Approved,
        }
    }

    /// What must hold of the latest round and the header: the same rule, turned round, for queries.
    #[must_use]
    pub const fn asks(self) -> (bool, &'static [State]) {
        match self {
            Self::Pending => (false, &[State::Pending]),
            Self::Approved => (true, &[State::Approved, State::Withdrawn]),
            Self::Rejected => (false, &[State::Rejected]),
            Self::Withdrawn => (false, &[State::Withdrawn]),
            Self::ChangePending => (true, &[State::Pending]),
            Self::ChangeRejected => (true, &[State::Rejected]),
        }
    }

    /// The word addresses and locales use (`standing-<word>`).
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::ChangePending => "change_pending",
            Self::ChangeRejected => "change_rejected",
        }
    }

    /// The standing of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.word() == word)
    }

    /// Whether a decision is awaited.
    #[must_use]
    pub const fn waits(self) -> bool {
        matches!(self, Self::Pending | Self::ChangePending)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f12_f14_f15_every_standing_follows_from_rounds_and_is_asked_for_alike() {
        for published in [false, true] {
            for state in State::ALL {
                if !published && state == State::Approved {
                    // An approval publishes; there is no such row.
                    continue;
                }
                let standing = Standing::after(published, state);
                let (asked, states) = standing.asks();
                assert_eq!((asked, states.contains(&state)), (published, true), "{standing:?}");
            }
        }
        for standing in Standing::ALL {
            assert_eq!(Standing::of(standing.word()), Some(standing));
        }
    }
}
