//! Random sequences of everything that can happen to an item, beside a reference of a few lines: the answer, what its park
//! sees and what everybody sees agree after every step.

use super::{House, done, house};
use crate::kernel::{Instant, Outcome, Uuid};
use crate::news::find::public;
use crate::news::{Showing, block, edit, remove, show, unblock, withdraw};
use crate::review::Standing;
use chrono::TimeDelta;

/// What an item is, without rounds, rows or times of day.
#[derive(Debug, Clone, Default)]
struct Reference {
    /// What waits: its title, and hours from the beginning until it shall be public.
    waits: Option<(u32, i64)>,
    /// What was approved.
    approved: Option<u32>,
    public_from: i64,
    refused: bool,
    down: bool,
    blocked: bool,
    removed: bool,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Edit(u32, i64),
    Withdraw,
    Approve,
    Reject,
    Show(bool),
    Block(bool),
    Pass(i64),
    Remove,
}

impl Reference {
    /// Does a step at an hour; whether it was allowed.
    fn does(&mut self, step: Step, hour: i64) -> bool {
        if self.removed && !matches!(step, Step::Pass(_)) {
            return false;
        }
        match step {
            Step::Edit(title, at) => {
                self.waits = Some((title, at));
                self.refused = false;
                return true;
            }
            Step::Withdraw => return self.waits.take().is_some(),
            Step::Approve => {
                let Some((title, at)) = self.waits.take() else { return false };
                if self.approved.is_none() || self.public_from > hour {
                    self.public_from = at.max(hour);
                }
                self.approved = Some(title);
            }
            Step::Reject => {
                let waited = self.waits.take().is_some();
                self.refused |= waited;
                return waited;
            }
            Step::Show(on) => {
                if self.approved.is_none() || self.blocked {
                    return false;
                }
                self.down = !on;
            }
            Step::Block(on) => {
                if on == self.blocked || self.approved.is_none() {
                    return false;
                }
                self.blocked = on;
            }
            Step::Pass(_) => {}
            Step::Remove => *self = Self { removed: true, ..Self::default() },
        }
        true
    }

    fn showing(&self, hour: i64) -> Showing {
        match self.approved {
            _ if self.blocked => Showing::Blocked,
            _ if self.down => Showing::Down,
            None => Showing::NotYet,
            Some(_) if self.public_from > hour => Showing::Scheduled,
            Some(_) => Showing::Public,
        }
    }

    fn seen_by_all(&self, hour: i64) -> Option<u32> {
        self.approved.filter(|_| !self.removed && self.showing(hour) == Showing::Public)
    }
}

/// Does a step in earnest.
async fn does(house: &House, id: Uuid, step: Step, beginning: Instant) -> Outcome<()> {
    let kept = crate::news::find::own::one(house.db(), house.park, id).await;
    let (seen, version) = match &kept {
        Ok(kept) => (kept.seen(), kept.news.version),
        Err(_) => (crate::review::Seen::of(&house.round(id).await), 0),
    };
    match step {
        Step::Edit(title, at) => {
            let draft = house.draft_for(&format!("{title}"), beginning + TimeDelta::hours(at));
            done!(house, &house.actor, |work| edit(&work, id, seen, &draft))
        }
        Step::Withdraw => done!(house, &house.actor, |work| withdraw(&work, id, seen)),
        Step::Approve => house.approve(id).await,
        Step::Reject => house.reject(id).await,
        Step::Show(on) => done!(house, &house.actor, |work| show(&work, id, version, on)),
        Step::Block(on) if on => done!(house, &house.reviewer, |work| block(&work, id, "原因")),
        Step::Block(_) => done!(house, &house.reviewer, |work| unblock(&work, id, "原因")),
        Step::Pass(hours) => {
            house.bench.clock.pass(TimeDelta::hours(hours));
            Ok(())
        }
        Step::Remove => done!(house, &house.actor, |work| remove(&work, id, version)),
    }
}

#[tokio::test]
async fn e02_e03_n08_random_sequences_agree_with_a_small_reference() {
    let house = house().await;
    // Titles are numbers that never come twice, and every moment is a whole minute.
    house.bench.clock.pass(TimeDelta::milliseconds(60_000 - house.now().timestamp_millis() % 60_000));
    let beginning = house.now();
    let mut seed = 0x0e02_u64;
    let mut next = move |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let (mut hour, mut title, mut allowed, mut refused) = (0_i64, 0_u32, 0, 0);
    for _ in 0..25 {
        title += 1;
        let id = house.submitted(&house.draft(&format!("{title}"))).await;
        let mut reference = Reference { waits: Some((title, hour)), ..Reference::default() };
        for _ in 0..24 {
            title += 1;
            let step = match next(16) {
                0..=3 => Step::Edit(title, hour + next(12) as i64 - 4),
                4 => Step::Withdraw,
                5..=8 => Step::Approve,
                9 => Step::Reject,
                10 | 11 => Step::Show(next(2) == 0),
                12 => Step::Block(next(2) == 0),
                13 | 14 => Step::Pass(1 + next(5) as i64),
                _ if next(4) == 0 => Step::Remove,
                _ => Step::Pass(1),
            };
            if let Step::Pass(hours) = step {
                hour += hours;
            }
            let expected = reference.does(step, hour);
            let outcome = does(&house, id, step, beginning).await;
            assert_eq!(outcome.is_ok(), expected, "{step:?} {outcome:?} {reference:?}");
            if expected {
                allowed += 1
            } else {
                refused += 1
            }
            let public = public::show(house.db(), id, house.now()).await.ok();
            let public = public.map(|shown| shown.news.title.parse::<u32>().unwrap());
            assert_eq!(public, reference.seen_by_all(hour), "{step:?} {reference:?}");
            let picture = house.is_public(house.pictures[0]).await;
            assert!(picture || public.is_none(), "{step:?}: a public item shows its pictures");
            let Ok(kept) = crate::news::find::own::one(house.db(), house.park, id).await else {
                assert!(reference.removed);
                continue;
            };
            assert_eq!(kept.news.showing(house.now()), reference.showing(hour), "{step:?} {reference:?}");
            let standing = match (reference.approved, reference.waits, reference.refused) {
                (None, Some(_), _) => Standing::Pending,
                (Some(_), Some(_), _) => Standing::ChangePending,
                _ => kept.standing,
            };
            assert_eq!(kept.standing, standing);
            assert_eq!(kept.standing.waits(), reference.waits.is_some());
        }
        // Whatever is left does not stand in the way of the next.
        if !reference.removed {
            does(&house, id, Step::Remove, beginning).await.unwrap();
        }
    }
    assert!(allowed > 300 && refused > 60, "{allowed} allowed, {refused} refused");
}
