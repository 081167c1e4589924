//! What a form was opened on: the newest round, its version, and whether it waited. Whoever submits says it again, so
//! that two windows, or a decision in between, are noticed (Q6).

use super::model::Model as Round;
use crate::kernel::{Outcome, Refusal};
use std::fmt;
use std::str::FromStr;

/// The state of a subject's newest round as somebody saw it; written `2.3.pending`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    round: i32,
    version: i32,
    state: String,
}

impl Seen {
    /// What is seen now.
    #[must_use]
    pub fn of(newest: &Round) -> Self {
        Self { round: newest.round, version: newest.version, state: newest.state.clone() }
    }

    /// Whether it is seen still.
    ///
    /// # Errors
    /// `Stale` when the newest round is not what was seen.
    pub fn still(&self, newest: &Round) -> Outcome<()> {
        if *self == Self::of(newest) { Ok(()) } else { Err(Refusal::Stale { now: newest.version }) }
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.round, self.version, self.state)
    }
}

impl FromStr for Seen {
    type Err = Refusal;

    /// Reads back what a form carried; anything else is stale.
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let mut parts = text.splitn(3, '.');
        let mut next = || parts.next().unwrap_or_default();
        match (next().parse(), next().parse(), next().to_owned()) {
            (Ok(round), Ok(version), state) => Ok(Self { round, version, state }),
            _ => Err(Refusal::Stale { now: 0 }),
        }
    }
}
