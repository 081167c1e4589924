//! The state machine of a round (1.15.9 (1)): pure, consuming transitions. What is not written here cannot happen.

use super::model::Model;
use super::{Remark, Said, State};
use crate::kernel::{Instant, Outcome, Refusal, Uuid};

/// What a submission is, given the newest round of its subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// A new round with this number: the first, or the one after a refusal, a withdrawal or an approval (then it is
    /// a change request).
    Round(i32),
    /// Another version of the round that waits (F12: it may be edited many times).
    Version(Box<Model>),
}

/// What a submission would be.
#[must_use]
pub fn turn(newest: Option<Model>) -> Turn {
    match newest {
        Some(round) if round.is_pending() => Turn::Version(Box::new(round)),
        Some(round) => Turn::Round(round.round + 1),
        None => Turn::Round(1),
    }
}

/// A decision of an official.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It counts from now on.
    Approve,
    /// It does not; the applicant is told why.
    Reject {
        /// Why (1.15.6: every refusal has a reason).
        reason: Said,
        /// What is wrong with single fields.
        remarks: Vec<Remark>,
    },
}

/// What a new version brings.
#[derive(Debug, Clone)]
pub struct Edit {
    /// What the queue calls it now.
    pub title: String,
    /// JSON of the proposal.
    pub proposal: String,
    /// JSON of the flags.
    pub flags: String,
    /// Who submitted it.
    pub by: Uuid,
    /// When.
    pub at: Instant,
}

impl Model {
    /// The proposal changed while it waits: the next version. The promise stays as it was given.
    ///
    /// # Errors
    /// [`Refusal::OutOfTurn`] when the round does not wait any more.
    pub fn edited(mut self, edit: Edit) -> Outcome<Self> {
        self.must_wait()?;
        self.version += 1;
        self.title = edit.title;
        self.proposal = edit.proposal;
        self.flags = edit.flags;
        self.submitted_by = edit.by;
        self.updated_at = edit.at;
        Ok(self)
    }

    /// The applicant takes it back.
    ///
    /// # Errors
    /// [`Refusal::OutOfTurn`] when the round does not wait any more.
    pub fn withdrawn(mut self, at: Instant) -> Outcome<Self> {
        self.must_wait()?;
        State::Withdrawn.word().clone_into(&mut self.state);
        self.updated_at = at;
        Ok(self)
    }

    /// An official decides on the version they saw.
    ///
    /// # Errors
    /// [`Refusal::OutOfTurn`] when the round does not wait any more, [`Refusal::Stale`] when it waits with another
    /// version than the one that was seen (Q6).
    pub fn decided(mut self, seen: i32, decision: &Decision, by: Uuid, at: Instant) -> Outcome<Self> {
        self.must_wait()?;
        if self.version != seen {
            return Err(Refusal::Stale { now: self.version });
        }
        match decision {
            Decision::Approve => State::Approved.word().clone_into(&mut self.state),
            Decision::Reject { reason, remarks } => {
                State::Rejected.word().clone_into(&mut self.state);
                self.reason = Some(serde_json::to_string(reason)?);
                self.remarks = serde_json::to_string(remarks)?;
            }
        }
        self.decided_by = Some(by);
        self.decided_at = Some(at);
        Ok(self)
    }

    fn must_wait(&self) -> Outcome<()> {
        match self.state()? {
            State::Pending => Ok(()),
            State::Approved | State::Rejected => Err(Refusal::OutOfTurn("review-already-decided")),
            State::Withdrawn => Err(Refusal::OutOfTurn("review-withdrawn")),
        }
    }
}

#[cfg(test)]
mod tests;
