//! The state machine of an application (1.15.9 (3)): pure, consuming transitions. What is not written here cannot happen.

use super::model::{Model, round};
use super::{Asking, Side, Stage, State, Step};
use crate::kernel::{Instant, Outcome, Refusal, Uuid};

/// Who asks again, with what form, and until when an answer is promised.
#[derive(Debug, Clone)]
pub struct Again {
    /// What is asked for now.
    pub asking: Asking,
    /// The park's name now.
    pub park_name: String,
    /// The person.
    pub by: Uuid,
    /// The form's key.
    pub form_key: String,
    /// When.
    pub at: Instant,
    /// Until when an answer is promised.
    pub due: Instant,
}

impl Model {
    /// What people see of it at `now`.
    ///
    /// # Errors
    /// As [`Model::state`].
    pub fn stage(&self, now: Instant) -> Outcome<Stage> {
        Ok(Stage::at(self.state()?, self.due_at, now))
    }

    /// What `side` can do next.
    #[must_use]
    pub fn steps(&self, side: Side) -> Vec<Step> {
        Step::ALL.into_iter().filter(|step| self.allows(side, *step).is_ok()).collect()
    }

    /// Whether `side` can do `step` now.
    ///
    /// # Errors
    /// [`Refusal::OutOfTurn`] with the sentence that says why not.
    pub fn allows(&self, side: Side, step: Step) -> Outcome<()> {
        match (step, side, self.state()?) {
            (Step::Land | Step::Decline, Side::Park, State::Pending)
            | (Step::Withdraw, Side::Enterprise, State::Pending)
            | (Step::Again, Side::Enterprise, State::Declined | State::Withdrawn) => Ok(()),
            (Step::Again, Side::Enterprise, State::Pending) => Err(Refusal::OutOfTurn("settlement-waits")),
            (_, _, State::Landed) => Err(Refusal::OutOfTurn("settlement-is-landed")),
            (_, _, State::Declined) => Err(Refusal::OutOfTurn("settlement-is-declined")),
            (_, _, State::Withdrawn) => Err(Refusal::OutOfTurn("settlement-is-withdrawn")),
            (_, _, State::Pending) => Err(Refusal::OutOfTurn("settlement-other-side")),
        }
    }

    /// 已落地.
    ///
    /// # Errors
    /// [`Refusal::OutOfTurn`] unless it waits, [`Refusal::Stale`] when it waits in another version than was seen.
    pub fn landed(self, seen: i32, by: Uuid, at: Instant) -> Outcome<Self> {
        self.allows(Side::Park, Step::Land)?;
        self.decided(State::Landed, seen, None, by, at)
    }

    /// 未落地, with its reason.
    ///
    /// # Errors
    /// As [`Model::landed`].
    pub fn declined(self, seen: i32, reason: String, by: Uuid, at: Instant) -> Outcome<Self> {
        self.allows(Side::Park, Step::Decline)?;
        self.decided(State::Declined, seen, Some(reason), by, at)
    }

    /// The enterprise takes it back.
    ///
    /// # Errors
    /// [`Refusal::OutOfTurn`] unless it waits.
    pub fn withdrawn(self, at: Instant) -> Outcome<Self> {
        self.allows(Side::Enterprise, Step::Withdraw)?;
        let mut next = self.moved(at);
        State::Withdrawn.word().clone_into(&mut next.state);
        Ok(next)
    }

    /// The enterprise asks again: the round that is over, and the application in its next round.
    ///
    /// # Errors
    /// [`Refusal::OutOfTurn`] while it waits, and once it landed.
    pub fn again(self, again: Again) -> Outcome<(round::Model, Self)> {
        self.allows(Side::Enterprise, Step::Again)?;
        let over = round::Model {
            settlement_id: self.id,
            round: self.round,
            state: self.state.clone(),
            asked: serde_json::to_string(&self.asking())?,
            asked_at: self.asked_at,
            ended_at: self.decided_at.unwrap_or(self.updated_at),
            reason: self.reason.clone(),
        };
        let mut next = self.moved(again.at).asks(again.asking);
        State::Pending.word().clone_into(&mut next.state);
        next.round += 1;
        next.park_name = again.park_name;
        next.account_id = again.by;
        next.form_key = again.form_key;
        next.asked_at = again.at;
        next.due_at = again.due;
        (next.decided_at, next.decided_by, next.reason, next.reminded_at) = (None, None, None, None);
        Ok((over, next))
    }

    /// Both sides are told that the promise passed; `None` when there is nothing to tell, or it was told.
    #[must_use]
    pub fn reminded(self, at: Instant) -> Option<Self> {
        let overdue = self.stage(at).is_ok_and(|stage| stage == Stage::Overdue);
        (overdue && self.reminded_at.is_none()).then_some(Self { reminded_at: Some(at), ..self })
    }

    /// The same with another wish.
    fn asks(self, asking: Asking) -> Self {
        Self {
            business: asking.business,
            staff: asking.staff,
            investment: asking.investment,
            area: asking.area,
            wanted_on: asking.wanted_on,
            remarks: asking.remarks,
            contact_name: asking.contact_name,
            contact_phone: asking.contact_phone,
            ..self
        }
    }

    fn decided(
        self,
        state: State,
        seen: i32,
        reason: Option<String>,
        by: Uuid,
        at: Instant,
    ) -> Outcome<Self> {
        if self.version != seen {
            return Err(Refusal::Stale { now: self.version });
        }
        let mut next = self.moved(at);
        state.word().clone_into(&mut next.state);
        (next.decided_at, next.decided_by, next.reason) = (Some(at), Some(by), reason);
        Ok(next)
    }

    fn moved(self, at: Instant) -> Self {
        Self { version: self.version + 1, updated_at: at, ..self }
    }
}
