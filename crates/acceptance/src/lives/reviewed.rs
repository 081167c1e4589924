//! What the references know of a thing that officials look at before it counts: its rounds, what waits, what was approved. And
//! what officials do to any such thing, and to whose it is.

use super::{Answer, kept, no, yes};
use hall::kernel::{Desk, Uuid};
use hall::review::model::Model as Round;
use hall::review::{self, Decision, Said, Seen, Subject};
use hall::{Actor, decide, suspend};

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

/// An official suspends a provider or lets it go on; what the reference answers to one who may.
pub fn stands(suspended: &mut bool, active: bool) -> Answer {
    match (active, *suspended) {
        (true, false) => no("out of turn provider-already-active"),
        (false, true) => no("out of turn provider-already-suspended"),
        _ => {
            *suspended = !active;
            yes(&[if active { "provider.reactivated" } else { "provider.suspended" }])
        }
    }
}

/// The same in earnest.
pub async fn stand(desk: &Desk, official: &Actor, provider: Uuid, active: bool) -> Answer {
    kept(desk, official, async |work| {
        if active {
            suspend::reactivate(work, provider, "已整改").await
        } else {
            suspend::suspend(work, provider, "违规").await
        }
    })
    .await
}

/// The newest round of a thing.
pub async fn newest(desk: &Desk, subject: Subject, id: Uuid) -> Option<Round> {
    review::find::newest(desk.db(), subject, id).await.expect("a database")
}

/// What a form opened now, or before the last change, would carry.
pub async fn seen(desk: &Desk, subject: Subject, id: Uuid, saw: Saw) -> Seen {
    let newest = newest(desk, subject, id).await.filter(|_| saw == Saw::Now);
    let seen = newest.map_or_else(|| "0.1.pending".to_owned(), |round| Seen::of(&round).to_string());
    seen.parse().expect("what a form carries")
}

/// An official decides on the newest round of a thing.
pub async fn decision(
    desk: &Desk,
    official: &Actor,
    (subject, id): (Subject, Uuid),
    approve: bool,
    saw: Saw,
) -> Answer {
    let newest = newest(desk, subject, id).await;
    let (round, version) = newest.map_or((Uuid::nil(), 1), |round| (round.id, round.version));
    let decision = if approve {
        Decision::Approve
    } else {
        Decision::Reject { reason: Said::words("请补充"), remarks: Vec::new() }
    };
    kept(desk, official, async |work| decide::decide(work, round, saw.version(version), decision).await).await
}
