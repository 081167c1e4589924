//! Sessions of a person and of an official: begun, used, left idle, ended, evicted by a sixth.

use super::{Answer, Dice, Life, kept, no, yes};
use chrono::TimeDelta;
use hall::Actor;
use hall::account::session::{self, IDLE_MINUTES, IDLE_MINUTES_OFFICIAL, LONGEST_HOURS, MOST};
use hall::kernel::{Instant, Role, Uuid};
use hall::testing::{ADDRESS, Bench, REGION, bench};

#[derive(Debug, Clone)]
pub enum Command {
    LogIn(usize),
    Use(usize),
    End(usize, usize),
    EndOthers(usize),
    Pass(i64),
}

/// What the reference knows of a session.
#[derive(Debug, Clone)]
struct Known {
    whose: usize,
    begun: Instant,
    seen: Instant,
    ended: bool,
}

pub struct Session {
    bench: Bench,
    accounts: [Uuid; 2],
    begun: Vec<(Uuid, String)>,
    known: Vec<Known>,
}

impl Session {
    fn lives(&self, known: &Known) -> bool {
        // The second of the two holds an office.
        let idle = if known.whose == 1 { IDLE_MINUTES_OFFICIAL } else { IDLE_MINUTES };
        !known.ended && self.awake(known, idle)
    }

    fn awake(&self, known: &Known, idle: i64) -> bool {
        let now = self.bench.desk.now();
        now < known.begun + TimeDelta::hours(LONGEST_HOURS) && now - known.seen < TimeDelta::minutes(idle)
    }

    /// A request comes in a session: it is noted, at most once a minute.
    fn used(&mut self, at: usize) -> Result<(), &'static str> {
        let now = self.bench.desk.now();
        match self.known.get(at) {
            Some(known) if self.lives(known) => {}
            _ => return Err("log in first"),
        }
        let known = &mut self.known[at];
        if now - known.seen >= TimeDelta::minutes(1) {
            known.seen = now;
        }
        Ok(())
    }

    async fn actor(&self, at: usize) -> Actor {
        let Some((_, token)) = self.begun.get(at) else { return self.bench.visitor() };
        let live = hall::actor::resolve(&self.bench.desk, token, ADDRESS).await.expect("a database");
        live.map_or_else(|| self.bench.visitor(), |live| live.actor)
    }
}

impl Life for Session {
    type Command = Command;

    async fn begin() -> Self {
        let bench = bench().await;
        let accounts = [bench.person("甲").await, bench.person("乙").await];
        bench.appointed(accounts[1], Role::Reviewer, REGION).await;
        Self { bench, accounts, begun: Vec::new(), known: Vec::new() }
    }

    fn draw(dice: &mut Dice) -> Command {
        // The newest are the ones that may live: positions count from the end.
        let at = dice.below(12);
        match dice.below(12) {
            0..=3 => Command::LogIn(dice.below(2)),
            4..=6 => Command::Use(at),
            7 => Command::End(at, dice.below(12)),
            8 if dice.once_in(3) => Command::EndOthers(at),
            _ => Command::Pass(dice.of(&[1, 4, 10, 14, 16, 29, 31, 200])),
        }
    }

    fn expect(&mut self, command: &Command) -> Answer {
        let position = |at: usize, all: usize| all.checked_sub(at + 1).unwrap_or(usize::MAX);
        let all = self.known.len();
        match *command {
            Command::LogIn(whose) => {
                // Whoever is idle for half an hour takes nobody's place, official or not.
                let awake: Vec<usize> = (0..all)
                    .filter(|at| {
                        let known = &self.known[*at];
                        known.whose == whose && !known.ended && self.awake(known, IDLE_MINUTES)
                    })
                    .collect();
                let surplus = (awake.len() + 1).saturating_sub(MOST);
                for at in awake.into_iter().take(surplus) {
                    self.known[at].ended = true;
                }
                let now = self.bench.desk.now();
                self.known.push(Known { whose, begun: now, seen: now, ended: false });
                let mut wrote = vec!["session.begun"];
                wrote.extend(std::iter::repeat_n("session.evicted", surplus));
                yes(&wrote)
            }
            Command::Use(at) => match self.used(position(at, all)) {
                Ok(()) => yes(&[]),
                Err(why) => no(why),
            },
            Command::End(at, target) => {
                let at = position(at, all);
                if let Err(why) = self.used(at) {
                    return no(why);
                }
                let whose = self.known[at].whose;
                match self.known.get_mut(position(target, all)) {
                    Some(target) if target.whose == whose && !target.ended => {
                        target.ended = true;
                        yes(&["session.ended"])
                    }
                    _ => no("not found"),
                }
            }
            Command::EndOthers(at) => {
                let at = position(at, all);
                if let Err(why) = self.used(at) {
                    return no(why);
                }
                let whose = self.known[at].whose;
                let mut ended = 0;
                for (other, known) in self.known.iter_mut().enumerate() {
                    if other != at && known.whose == whose && !known.ended {
                        known.ended = true;
                        ended += 1;
                    }
                }
                yes(if ended > 0 { &["session.ended-others"] } else { &[] })
            }
            Command::Pass(_) => yes(&[]),
        }
    }

    async fn perform(&mut self, command: &Command) -> Answer {
        let desk = self.bench.desk.clone();
        let position = |at: usize| self.begun.len().checked_sub(at + 1).unwrap_or(usize::MAX);
        let answer = match *command {
            Command::LogIn(whose) => {
                let before = super::answer::end(&desk).await;
                let token = self.bench.session(self.accounts[whose]).await;
                let found = session::find(&desk, &token).await.expect("a database").expect("it lives");
                self.begun.push((found.session.id, token));
                super::answer::since(&desk, before, Ok(())).await
            }
            Command::Use(at) => match self.actor(position(at)).await {
                Actor::Member(_) => yes(&[]),
                _ => no("log in first"),
            },
            Command::End(at, target) => {
                let target = self.begun.get(position(target)).map_or(Uuid::nil(), |(id, _)| *id);
                let actor = self.actor(position(at)).await;
                kept(&desk, &actor, async |work| session::end_one(work, target).await).await
            }
            Command::EndOthers(at) => {
                let actor = self.actor(position(at)).await;
                kept(&desk, &actor, async |work| session::end_others(work).await).await
            }
            Command::Pass(minutes) => {
                self.bench.clock.pass(TimeDelta::minutes(minutes));
                yes(&[])
            }
        };
        // No two begin at the same instant: which is the oldest must be clear.
        self.bench.clock.pass(TimeDelta::milliseconds(1));
        answer
    }

    /// Those that live are exactly those that a person is shown.
    async fn states(&mut self, _: &Command) -> (String, String) {
        let (mut expected, mut found) = (Vec::new(), Vec::new());
        for whose in 0..2 {
            let mut shown: Vec<Uuid> = session::of_account(&self.bench.desk, self.accounts[whose])
                .await
                .expect("a database")
                .into_iter()
                .map(|row| row.id)
                .collect();
            shown.sort_by_key(|id| self.begun.iter().position(|(begun, _)| begun == id));
            found.push(shown);
            let live = self
                .known
                .iter()
                .zip(&self.begun)
                .filter(|(known, _)| known.whose == whose && self.lives(known));
            expected.push(live.map(|(_, (id, _))| *id).collect::<Vec<Uuid>>());
        }
        (format!("{expected:?}"), format!("{found:?}"))
    }
}

#[tokio::test]
async fn safety_a17_a67_a68_a69_sessions_live_as_the_reference_does() {
    super::proven::<Session>("session").await;
}
