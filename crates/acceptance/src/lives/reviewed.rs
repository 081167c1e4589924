//! What the references know of a thing that officials look at before it counts: its rounds, what waits, what was approved.

use super::{Answer, no, yes};

/// Whether somebody acts on what is there now, or on what was there before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saw {
    Now,
    Before,
}

impl Saw {
    /// The version somebody saw of a thing that has this one now.
    pub const fn version(self, now: i32) -> i32 {
        match self {
            Self::Now => now,
            Self::Before => now - 1,
        }
    }
}

/// How the newest round stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Pending,
    Approved,
    Rejected,
    Withdrawn,
}

/// A thing with rounds of review, each of which says a `T`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed<T> {
    pub round: i32,
    pub version: i32,
    pub state: State,
    pub said: T,
    /// What counts.
    pub approved: Option<T>,
}

impl<T: Copy + PartialEq> Reviewed<T> {
    /// In its first round.
    pub const fn submitted(said: T) -> Self {
        Self { round: 1, version: 1, state: State::Pending, said, approved: None }
    }

    pub fn waits(&self) -> bool {
        self.state == State::Pending
    }

    /// Whether nothing waits and this counts already.
    pub fn is_approved_as(&self, said: T) -> bool {
        !self.waits() && self.approved == Some(said)
    }

    /// A new version of what waits, or the next round.
    pub fn says(&mut self, said: T) -> Answer {
        let waits = self.waits();
        if waits && self.said == said {
            return yes(&[]);
        }
        self.said = said;
        if waits {
            self.version += 1;
            return yes(&["review.edited"]);
        }
        (self.round, self.version, self.state) = (self.round + 1, 1, State::Pending);
        yes(&["review.submitted"])
    }

    /// Why nothing can be done to the newest round, if so.
    pub const fn closed(&self) -> Option<&'static str> {
        match self.state {
            State::Pending => None,
            State::Withdrawn => Some("out of turn review-withdrawn"),
            State::Approved | State::Rejected => Some("out of turn review-already-decided"),
        }
    }

    /// An official who may decides.
    pub fn decided(&mut self, approve: bool, saw: Saw) -> Answer {
        match self.closed() {
            Some(why) => no(why),
            None if saw == Saw::Before => no("stale"),
            None if approve => {
                (self.state, self.approved) = (State::Approved, Some(self.said));
                yes(&["review.approved"])
            }
            None => {
                self.state = State::Rejected;
                yes(&["review.rejected"])
            }
        }
    }
}
