//! Time and randomness as things one is given. The only two places where the program looks at the machine's
//! clock and entropy are here; clippy refuses them everywhere else.

use super::Instant;
use chrono::{DurationRound, TimeDelta};
use std::sync::Mutex;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present instant, in whole milliseconds, so that both databases keep it exactly.
    fn now(&self) -> Instant;
}

/// Gives bytes nobody can foresee.
pub trait Chance: Send + Sync {
    /// Fills the slice.
    fn fill(&self, bytes: &mut [u8]);
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> Instant {
        whole_milliseconds(chrono::Utc::now())
    }
}

/// A clock that moves only when told: for tests and rehearsals.
pub struct FixedClock(Mutex<Instant>);

impl FixedClock {
    /// Stands still at `instant`.
    #[must_use]
    pub fn at(instant: Instant) -> Self {
        Self(Mutex::new(whole_milliseconds(instant)))
    }

    /// Moves forward.
    pub fn pass(&self, span: TimeDelta) {
        let mut now = self.0.lock().expect("no holder of this lock panics");
        *now += span;
    }

    /// Jumps to `instant`.
    pub fn set(&self, instant: Instant) {
        *self.0.lock().expect("no holder of this lock panics") = whole_milliseconds(instant);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Instant {
        *self.0.lock().expect("no holder of this lock panics")
    }
}

fn whole_milliseconds(instant: Instant) -> Instant {
    instant.duration_trunc(TimeDelta::milliseconds(1)).unwrap_or(instant)
}

/// The operating system's entropy.
pub struct OsChance;

impl Chance for OsChance {
    fn fill(&self, bytes: &mut [u8]) {
        use rand::TryRngCore as _;
        rand::rngs::OsRng.try_fill_bytes(bytes).expect("the operating system gives entropy");
    }
}

/// The same bytes for the same seed: for tests and the demo zone, never where secrets are made.
pub struct SeededChance(Mutex<rand::rngs::StdRng>);

impl SeededChance {
    /// Starts a sequence.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        use rand::SeedableRng as _;
        Self(Mutex::new(rand::rngs::StdRng::seed_from_u64(seed)))
    }
}

impl Chance for SeededChance {
    fn fill(&self, bytes: &mut [u8]) {
        use rand::RngCore as _;
        self.0.lock().expect("no holder of this lock panics").fill_bytes(bytes);
    }
}
