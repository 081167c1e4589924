//! The state machine of a booking (1.15.9 (4)): pure, consuming transitions. What is not written here cannot happen.

use super::model::Model;
use super::{Side, Stage, State, Step};
use crate::kernel::{Instant, Outcome, Refusal};

impl Model {
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
        let state = State::kept(&self.state)?;
        match (step, side, state) {
            (Step::Reply, Side::Provider, State::Pending | State::Answered)
            | (Step::Ask, Side::Enterprise, State::Pending | State::Answered)
            | (Step::Withdraw, Side::Enterprise, State::Pending)
            | (Step::Fulfil, _, State::Answered) => Ok(()),
            (Step::Withdraw, Side::Enterprise, State::Answered) => {
                Err(Refusal::OutOfTurn("booking-already-answered"))
            }
            (Step::Fulfil, _, State::Pending) => Err(Refusal::OutOfTurn("booking-not-answered")),
            (_, _, State::Fulfilled) => Err(Refusal::OutOfTurn("booking-is-fulfilled")),
            (_, _, State::Withdrawn) => Err(Refusal::OutOfTurn("booking-is-withdrawn")),
            (Step::Reply | Step::Ask | Step::Withdraw, _, _) => Err(Refusal::OutOfTurn("booking-other-side")),
        }
    }

    /// The provider says something: the first time it is the answer, and each time something new to read.
    ///
    /// # Errors
    /// [`Refusal::OutOfTurn`] once it is closed.
    pub fn replied(self, at: Instant) -> Outcome<Self> {
        self.allows(Side::Provider, Step::Reply)?;
        let mut next = self.moved(at);
        State::Answered.word().clone_into(&mut next.state);
        next.answered_at = next.answered_at.or(Some(at));
        next.answer_seen_at = None;
        Ok(next)
    }

    /// The enterprise says something.
    ///
    /// # Errors
    /// [`Refusal::OutOfTurn`] once it is closed.
    pub fn asked(self, at: Instant) -> Outcome<Self> {
        self.allows(Side::Enterprise, Step::Ask)?;
        Ok(self.moved(at))
    }

    /// The enterprise has read the newest answer (Q5); `None` when there is nothing new to read.
    #[must_use]
    pub fn read(self, at: Instant) -> Option<Self> {
        (self.answered_at.is_some() && self.answer_seen_at.is_none()).then(|| {
            let mut next = self;
            next.answer_seen_at = Some(at);
            next
        })
    }

    /// The enterprise takes it back, with a reason or without.
    ///
    /// # Errors
    /// [`Refusal::OutOfTurn`] once it is answered or closed.
    pub fn withdrawn(self, reason: Option<String>, at: Instant) -> Outcome<Self> {
        self.allows(Side::Enterprise, Step::Withdraw)?;
        let mut next = self.closed(State::Withdrawn, Side::Enterprise, at);
        next.reason = reason;
        Ok(next)
    }

    /// One side says that it is done.
    ///
    /// # Errors
    /// [`Refusal::OutOfTurn`] unless it is answered and open.
    pub fn fulfilled(self, by: Side, at: Instant) -> Outcome<Self> {
        self.allows(by, Step::Fulfil)?;
        Ok(self.closed(State::Fulfilled, by, at))
    }

    /// Both sides are told that the promise passed; `None` when there is nothing to tell, or it was told.
    #[must_use]
    pub fn reminded(self, at: Instant) -> Option<Self> {
        let overdue = self.stage(at).is_ok_and(|stage| stage == Stage::Overdue);
        (overdue && self.reminded_at.is_none()).then(|| {
            let mut next = self;
            next.reminded_at = Some(at);
            next
        })
    }

    fn closed(self, state: State, by: Side, at: Instant) -> Self {
        let mut next = self.moved(at);
        state.word().clone_into(&mut next.state);
        next.closed_at = Some(at);
        next.closed_side = Some(by.word().to_owned());
        next
    }

    fn moved(mut self, at: Instant) -> Self {
        self.version += 1;
        self.updated_at = at;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engagement::tests::row;
    use chrono::TimeDelta;

    /// The reference: as little as tells right from wrong.
    #[derive(Debug, Default)]
    struct Reference {
        answers: u32,
        unread: bool,
        closed: Option<(State, Side)>,
    }

    impl Reference {
        fn can(&self, side: Side, step: Step) -> bool {
            let open = self.closed.is_none();
            match step {
                Step::Reply => open && side == Side::Provider,
                Step::Ask => open && side == Side::Enterprise,
                Step::Withdraw => open && side == Side::Enterprise && self.answers == 0,
                Step::Fulfil => open && self.answers > 0,
            }
        }

        fn does(&mut self, side: Side, step: Step) {
            match step {
                Step::Reply => {
                    self.answers += 1;
                    self.unread = true;
                }
                Step::Ask => {}
                Step::Withdraw => self.closed = Some((State::Withdrawn, side)),
                Step::Fulfil => self.closed = Some((State::Fulfilled, side)),
            }
        }

        fn state(&self) -> State {
            match self.closed {
                Some((state, _)) => state,
                None if self.answers > 0 => State::Answered,
                None => State::Pending,
            }
        }
    }

    fn apply(model: Model, side: Side, step: Step, at: Instant) -> Outcome<Model> {
        match (side, step) {
            (Side::Provider, Step::Reply) => model.replied(at),
            (Side::Enterprise, Step::Ask) => model.asked(at),
            (Side::Enterprise, Step::Withdraw) => model.withdrawn(Some("改期".to_owned()), at),
            (side, Step::Fulfil) => model.fulfilled(side, at),
            (side, step) => model.allows(side, step).map(|()| unreachable!("{side:?} cannot {step:?}")),
        }
    }

    #[test]
    fn f22_random_commands_agree_with_the_reference_and_what_is_offered_is_what_works() {
        // A small generator of our own: the sequence is the same at every run.
        let mut seed = 20_260_304_u64;
        let mut next = |n: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % n
        };
        let begin: Instant = "2026-03-04T01:00:00Z".parse().unwrap();
        for _ in 0..8_400 {
            let (mut model, mut reference, mut at) = (row(begin), Reference::default(), begin);
            for _ in 0..12 {
                at += TimeDelta::hours(3);
                let side = [Side::Enterprise, Side::Provider][next(2)];
                let step = Step::ALL[next(4)];
                for side in [Side::Enterprise, Side::Provider] {
                    let expected: Vec<Step> =
                        Step::ALL.into_iter().filter(|step| reference.can(side, *step)).collect();
                    assert_eq!(model.steps(side), expected, "{reference:?}");
                }
                if next(4) == 0 {
                    let read = model.clone().read(at);
                    assert_eq!(read.is_some(), reference.unread);
                    reference.unread = false;
                    model = read.unwrap_or(model);
                }
                match apply(model.clone(), side, step, at) {
                    Ok(moved) => {
                        assert!(reference.can(side, step), "{side:?} {step:?} {reference:?}");
                        reference.does(side, step);
                        assert_eq!(moved.version, model.version + 1);
                        model = moved;
                    }
                    Err(refusal) => {
                        assert!(!reference.can(side, step), "{side:?} {step:?} {reference:?}");
                        assert!(matches!(refusal, Refusal::OutOfTurn(_)));
                    }
                }
                assert_eq!(State::of(&model.state).unwrap(), reference.state());
                // What the database repeats as CHECK.
                assert_eq!(model.answered_at.is_some(), reference.answers > 0);
                assert_eq!(model.closed_at.is_some(), reference.closed.is_some());
                assert_eq!(model.closed_side.as_deref(), reference.closed.map(|(_, side)| side.word()));
                assert!(model.answer_seen_at.is_none() || model.answered_at.is_some());
                assert!(model.reason.is_none() || reference.state() == State::Withdrawn);
            }
        }
    }

    #[test]
    fn f22_the_first_answer_keeps_its_time_and_a_further_one_is_unread_again() {
        let begin: Instant = "2026-03-04T01:00:00Z".parse().unwrap();
        let (one, two) = (begin + TimeDelta::hours(1), begin + TimeDelta::hours(2));
        let answered = row(begin).replied(one).unwrap().read(one).unwrap();
        assert_eq!(answered.answer_seen_at, Some(one));
        let again = answered.replied(two).unwrap();
        assert_eq!((again.answered_at, again.answer_seen_at), (Some(one), None));
    }

    #[test]
    fn f19_overdue_is_derived_and_told_once() {
        let begin: Instant = "2026-03-04T01:00:00Z".parse().unwrap();
        let pending = row(begin);
        let (due, late) = (pending.due_at, pending.due_at + TimeDelta::seconds(1));
        assert_eq!(pending.stage(due).unwrap(), Stage::Pending);
        assert!(pending.clone().reminded(due).is_none());
        assert_eq!(pending.stage(late).unwrap(), Stage::Overdue);
        let told = pending.clone().reminded(late).unwrap();
        assert!(told.clone().reminded(late).is_none());
        assert_eq!(told.replied(late).unwrap().stage(late).unwrap(), Stage::Answered);
        assert!(pending.replied(begin).unwrap().reminded(late).is_none());
    }
}
