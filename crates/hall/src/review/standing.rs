//! How something published by review stands with the reviewers, as its owner sees it (1.15.3, 1.15.9(1)).

use super::State;
use crate::kernel::words;

words! {
    /// Where a thing stands. Whether it is shown (on the shelf, taken down) is another matter.
    Standing {
        /// 待审核: submitted for the first time, or again after a refusal (F12).
        Pending = "pending",
        /// 已通过 (F14).
        Approved = "approved",
        /// 已拒绝 (F15).
        Rejected = "rejected",
        /// 变更待审: the approved version is public while a change waits.
        ChangePending = "change_pending",
        /// 变更已拒绝: the approved version stays public.
        ChangeRejected = "change_rejected",
        /// 已撤回 before it was ever approved.
        Withdrawn = "withdrawn",
    }
}

impl Standing {
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
