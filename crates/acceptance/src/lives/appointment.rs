//! Appointments of officials: proposed by one, confirmed by another, ended; and what an invitation is worth.

use super::{Answer, Dice, Life, no, yes};
use chrono::TimeDelta;
use hall::account::appoint::{self, Standing, confirm, dismiss, propose};
use hall::account::invitation::{accept, invite};
use hall::account::model::appointment::{Column, Entity, Model};
use hall::kernel::{Role, Uuid};
use hall::testing::{ADDRESS, Bench, bench};
use hall::{Actor, Desk};
use sea_orm::{EntityTrait as _, QueryOrder as _};

/// People of this life; one more number stands for a visitor.
const PEOPLE: usize = 5;
/// The first two begin as security administrators.
const BEGIN: usize = 2;

#[derive(Debug, Clone)]
pub enum Command {
    Propose(usize, usize, Role, &'static str),
    Confirm(usize, usize),
    Dismiss(usize, usize, bool),
    Accept(usize, Role),
}

/// What the reference knows of an appointment.
#[derive(Debug, Clone)]
struct Known {
    whose: usize,
    role: Role,
    region: &'static str,
    by: Option<usize>,
    standing: Standing,
}

pub struct Appointment {
    bench: Bench,
    accounts: Vec<Uuid>,
    tokens: Vec<String>,
    known: Vec<Known>,
}

impl Appointment {
    fn active(&self, role: Role) -> usize {
        let counts = |known: &&Known| known.role == role && known.standing == Standing::Active;
        self.known.iter().filter(counts).count()
    }

    /// Why somebody may not appoint at all.
    fn barred(&self, who: usize) -> Option<&'static str> {
        let holds = |known: &Known| {
            known.whose == who && known.role == Role::SecurityAdmin && known.standing == Standing::Active
        };
        if who == PEOPLE {
            Some("log in first")
        } else {
            (!self.known.iter().any(holds)).then_some("not allowed needs-office")
        }
    }

    /// What forbids an office beside those somebody has or awaits; `but` does not count.
    fn rules(&self, whose: usize, role: Role, region: &str, but: Option<usize>) -> Option<String> {
        let mut broken = Vec::new();
        let of_a_region = |role: Role| matches!(role, Role::Reviewer | Role::Assessor);
        if !of_a_region(role) && region != "*" {
            broken.push("region:appoint-whole-zone");
        }
        if of_a_region(role) && region == "110000" {
            broken.push("region:field-choice");
        }
        for (at, held) in self.known.iter().enumerate() {
            if held.whose != whose || held.standing == Standing::Ended || Some(at) == but {
                continue;
            }
            if held.role != role && !of_a_region(held.role) && !of_a_region(role) {
                broken.push("role:appoint-excluded");
            } else if held.role == role && held.region == region {
                broken.push("role:appoint-twice");
            }
        }
        broken.sort_unstable();
        (!broken.is_empty()).then(|| format!("invalid {}", broken.join(" ")))
    }

    async fn actor(&self, who: usize) -> Actor {
        if who == PEOPLE {
            return self.bench.visitor();
        }
        let live = hall::actor::resolve(&self.bench.desk, &self.tokens[who], ADDRESS).await;
        live.expect("a database").expect("a live session").actor
    }

    /// All of them, in the order they came.
    async fn rows(&self) -> Vec<Model> {
        let rows = Entity::find().order_by_asc(Column::ProposedAt).all(self.bench.desk.db()).await;
        rows.expect("a database")
    }

    /// Positions count from the newest: those are what happens is about.
    async fn id(&self, at: usize) -> Uuid {
        self.rows().await.iter().rev().nth(at).map_or(Uuid::nil(), |row| row.id)
    }
}

impl Life for Appointment {
    type Command = Command;

    async fn begin() -> Self {
        let bench = bench().await;
        let (mut accounts, mut tokens, mut known) = (Vec::new(), Vec::new(), Vec::new());
        for whose in 0..PEOPLE {
            let account = bench.person("人").await;
            if whose < BEGIN {
                bench.clock.pass(TimeDelta::seconds(1));
                bench.appointed(account, Role::SecurityAdmin, "*").await;
                let (role, region, standing) = (Role::SecurityAdmin, "*", Standing::Active);
                known.push(Known { whose, role, region, by: None, standing });
            }
            accounts.push(account);
            tokens.push(bench.session(account).await);
        }
        Self { bench, accounts, tokens, known }
    }

    fn draw(dice: &mut Dice) -> Command {
        let who = if dice.once_in(3) { dice.below(PEOPLE + 1) } else { dice.below(BEGIN) };
        let role = dice.of(&Role::ALL);
        match dice.below(10) {
            0..=2 => {
                let region = match role {
                    _ if dice.once_in(5) => dice.of(&["990102", "110000"]),
                    Role::Reviewer | Role::Assessor => dice.of(&["*", "990101"]),
                    _ => "*",
                };
                Command::Propose(who, dice.below(PEOPLE), role, region)
            }
            3..=5 => Command::Confirm(who, dice.below(4)),
            6 | 7 => Command::Dismiss(who, dice.below(7), dice.once_in(5)),
            _ => Command::Accept(dice.below(PEOPLE + 1), role),
        }
    }

    fn expect(&mut self, command: &Command) -> Answer {
        match *command {
            Command::Propose(who, whose, role, region) => {
                if let Some(why) = self.barred(who) {
                    return no(why);
                }
                if who == whose {
                    return no("not allowed appoint-oneself");
                }
                if let Some(why) = self.rules(whose, role, region, None) {
                    return no(&why);
                }
                self.known.push(Known { whose, role, region, by: Some(who), standing: Standing::Proposed });
                yes(&["office.proposed"])
            }
            Command::Confirm(who, at) => {
                if let Some(why) = self.barred(who) {
                    return no(why);
                }
                let Some(at) = self.known.len().checked_sub(at + 1) else { return no("not found") };
                let known = self.known[at].clone();
                if known.standing != Standing::Proposed {
                    return no("out of turn appoint-not-waiting");
                }
                if known.whose == who {
                    return no("not allowed appoint-oneself");
                }
                if known.by == Some(who) {
                    return no("not allowed appoint-second-person");
                }
                if let Some(why) = self.rules(known.whose, known.role, known.region, Some(at)) {
                    return no(&why);
                }
                self.known[at].standing = Standing::Active;
                yes(&["office.confirmed"])
            }
            Command::Dismiss(who, at, silent) => {
                if let Some(why) = self.barred(who) {
                    return no(why);
                }
                let Some(at) = self.known.len().checked_sub(at + 1) else { return no("not found") };
                let known = self.known[at].clone();
                let active = known.standing == Standing::Active;
                if known.standing == Standing::Ended {
                    return no("out of turn appoint-ended");
                }
                if active && known.role == Role::SecurityAdmin && self.active(Role::SecurityAdmin) == 1 {
                    return no("out of turn appoint-last-security");
                }
                if silent {
                    return no("invalid reason:field-required");
                }
                self.known[at].standing = Standing::Ended;
                yes(&[if active { "office.dismissed" } else { "office.withdrawn" }])
            }
            Command::Accept(who, role) => {
                let invited = |answer: Answer| Answer {
                    wrote: std::iter::once("office.invited".to_owned()).chain(answer.wrote).collect(),
                    ..answer
                };
                if who == PEOPLE {
                    return invited(no("log in first"));
                }
                if let Some(why) = self.rules(who, role, "*", None) {
                    return invited(no(&why));
                }
                let active = self.active(Role::SecurityAdmin) < 2;
                let standing = if active { Standing::Active } else { Standing::Proposed };
                self.known.push(Known { whose: who, role, region: "*", by: None, standing });
                invited(yes(&["office.accepted"]))
            }
        }
    }

    async fn perform(&mut self, command: &Command) -> Answer {
        self.bench.clock.pass(TimeDelta::seconds(1));
        let desk: Desk = self.bench.desk.clone();
        match *command {
            Command::Propose(who, whose, role, region) => {
                let whose = self.accounts[whose];
                let actor = self.actor(who).await;
                super::kept(&desk, &actor, async |work| propose(work, whose, role, region).await).await
            }
            Command::Confirm(who, at) => {
                let (actor, id) = (self.actor(who).await, self.id(at).await);
                super::kept(&desk, &actor, async |work| confirm(work, id).await).await
            }
            Command::Dismiss(who, at, silent) => {
                let (actor, id) = (self.actor(who).await, self.id(at).await);
                let reason = if silent { " " } else { "调离岗位" };
                super::kept(&desk, &actor, async |work| dismiss(work, id, reason).await).await
            }
            Command::Accept(who, role) => {
                let before = super::answer::end(&desk).await;
                let mut token = String::new();
                let machine = Actor::Machine("command line");
                super::kept(&desk, &machine, async |work| {
                    token = invite(work, role).await?.0;
                    Ok(())
                })
                .await;
                let actor = self.actor(who).await;
                let accepted = super::kept(&desk, &actor, async |work| accept(work, &token).await).await;
                let wrote = super::answer::since(&desk, before, Ok(())).await.wrote;
                Answer { wrote, ..accepted }
            }
        }
    }

    async fn states(&mut self, _: &Command) -> (String, String) {
        let rows = self.rows().await;
        let found: Vec<(Standing, &str)> =
            rows.iter().map(|row| (row.standing(), row.role.as_str())).collect();
        let known: Vec<(Standing, &str)> =
            self.known.iter().map(|known| (known.standing, known.role.word())).collect();
        // What counts at the next request of one of them.
        let who = rows.len() % PEOPLE;
        let seats = self.actor(who).await.member().expect("a member").offices.clone();
        let mut seats: Vec<(Role, String)> = seats.into_iter().map(|seat| (seat.role, seat.region)).collect();
        let counts =
            self.known.iter().filter(|known| known.whose == who && known.standing == Standing::Active);
        let mut expected: Vec<(Role, String)> =
            counts.map(|known| (known.role, known.region.to_owned())).collect();
        seats.sort();
        expected.sort();
        let bootstrap = appoint::is_bootstrap(self.bench.desk.db()).await.expect("a database");
        (
            format!("{known:?} {expected:?} {}", self.active(Role::SecurityAdmin) < 2),
            format!("{found:?} {seats:?} {bootstrap}"),
        )
    }
}

#[tokio::test]
async fn safety_a17_a21_n07_appointments_live_as_the_reference_does() {
    super::proven::<Appointment>("appointment").await;
}
