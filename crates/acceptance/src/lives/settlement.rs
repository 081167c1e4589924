//! Applications to settle in two parks: asked for, taken back, refused, asked for again, landed; tenants leave and ask anew;
//! parks are suspended and let go on; by everybody it concerns and some it does not.

use super::reviewed::{self, Saw};
use super::{Answer, Dice, Life, kept, no, yes};
use chrono::TimeDelta;
use hall::Actor;
use hall::kernel::{Instant, Role, Uuid};
use hall::park::settlement::find::{self, Scope};
use hall::park::settlement::model::{Entity, Model};
use hall::park::settlement::{self, PER_DAY, SettlementForm, Side, Stage, Step};
use hall::park::tenant;
use hall::testing::{Bench, REGION, bench};
use sea_orm::EntityTrait as _;
use std::collections::{HashMap, HashSet};

/// Keys of forms a person may have open.
const KEYS: usize = 40;
/// Applications that commands name.
const NAMED: usize = 8;

/// Who acts. The first two run the parks of the same number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    Keeper,
    OtherKeeper,
    Firm,
    OtherFirm,
    Official,
    Visitor,
}

#[derive(Debug, Clone)]
pub enum Command {
    /// Who, which park, the form's key, whether the form is complete.
    Ask(Who, usize, usize, bool),
    Land(usize, Who, Saw),
    /// Whether with a reason.
    Decline(usize, Who, Saw, bool),
    Withdraw(usize, Who),
    /// Whose firm goes, of which park; whether its row stays in the register.
    Leave(Who, usize, bool),
    /// Which park, whether it may go on.
    Stand(usize, bool),
    Remind,
    /// Hours.
    Pass(i64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Pending,
    Landed,
    Declined,
    Withdrawn,
}

/// What the reference knows of an application.
#[derive(Debug, Clone)]
struct Known {
    who: Who,
    park: usize,
    key: usize,
    state: State,
    round: i32,
    version: i32,
    reason: bool,
    reminded: bool,
}

impl Known {
    /// Why `side` cannot do `step`.
    fn shut(&self, side: Side, step: Step) -> Option<&'static str> {
        match (side, step, self.state) {
            (Side::Park, Step::Land | Step::Decline, State::Pending)
            | (Side::Enterprise, Step::Withdraw, State::Pending)
            | (Side::Enterprise, Step::Again, State::Declined | State::Withdrawn) => None,
            (Side::Enterprise, Step::Again, State::Pending) => Some("out of turn settlement-waits"),
            (_, _, State::Pending) => Some("out of turn settlement-other-side"),
            (_, _, State::Landed) => Some("out of turn settlement-is-landed"),
            (_, _, State::Declined) => Some("out of turn settlement-is-declined"),
            (_, _, State::Withdrawn) => Some("out of turn settlement-is-withdrawn"),
        }
    }

    fn steps(&self, side: Side) -> Vec<Step> {
        Step::ALL.into_iter().filter(|step| self.shut(side, *step).is_none()).collect()
    }

    fn told(&self, stage: Stage) -> String {
        format!(
            "{stage:?} round {} version {} reason {} reminded {}\n",
            self.round, self.version, self.reason, self.reminded
        )
    }
}

pub struct Settlement {
    bench: Bench,
    accounts: HashMap<Who, Uuid>,
    enterprises: HashMap<Who, Uuid>,
    parks: [Uuid; 2],
    keys: Vec<Uuid>,
    ids: Vec<Uuid>,
    /// Until when an answer is promised, as the hall keeps it.
    due: Vec<Instant>,
    known: Vec<Known>,
    tenants: HashSet<(Who, usize)>,
    suspended: [bool; 2],
    times: HashMap<Who, Vec<Instant>>,
}

impl Settlement {
    /// The application somebody may work on for the park.
    fn at_park(&self, at: usize, who: Who) -> Result<usize, &'static str> {
        let park = match who {
            Who::Visitor => return Err("log in first"),
            Who::Official => return Err("not allowed needs-enterprise"),
            Who::Firm | Who::OtherFirm => return Err("not allowed needs-park"),
            Who::Keeper => 0,
            Who::OtherKeeper => 1,
        };
        if self.suspended[park] {
            return Err("not allowed provider-suspended");
        }
        self.known.get(at).filter(|known| known.park == park).map(|_| at).ok_or("not found")
    }

    fn asks(&mut self, who: Who, park: usize, key: usize, complete: bool) -> Answer {
        match who {
            Who::Visitor => return no("log in first"),
            Who::Official => return no("not allowed needs-enterprise"),
            _ => {}
        }
        match self.known.iter().find(|known| known.who == who && known.key == key) {
            Some(made) if made.park == park => return yes(&[]),
            Some(_) => return no("invalid form_key:booking-form-expired"),
            None => {}
        }
        if self.suspended[park] {
            return no("not found");
        }
        if who as usize == park {
            return no("not allowed settlement-own-park");
        }
        if !complete {
            return no("invalid business:field-required");
        }
        if self.tenants.contains(&(who, park)) {
            return no("out of turn settlement-is-tenant");
        }
        let now = self.bench.desk.now();
        let times = self.times.entry(who).or_default();
        if times.iter().filter(|at| **at > now - TimeDelta::days(1)).count() as u64 >= PER_DAY {
            return no("too many settlement-too-many");
        }
        let before = self
            .known
            .iter_mut()
            .find(|known| known.who == who && known.park == park && known.state != State::Landed);
        let wrote = match before {
            None => {
                let (state, reason, reminded) = (State::Pending, false, false);
                self.known.push(Known { who, park, key, state, round: 1, version: 1, reason, reminded });
                "settlement.asked"
            }
            Some(known) => {
                if let Some(why) = known.shut(Side::Enterprise, Step::Again) {
                    return no(why);
                }
                (known.state, known.key, known.reason, known.reminded) = (State::Pending, key, false, false);
                (known.round, known.version) = (known.round + 1, known.version + 1);
                "settlement.asked-again"
            }
        };
        times.push(now);
        yes(&[wrote])
    }

    fn decides(&mut self, at: usize, who: Who, saw: Saw, step: Step, says_why: bool) -> Answer {
        let at = match self.at_park(at, who) {
            Ok(at) => at,
            Err(why) => return no(why),
        };
        let known = &mut self.known[at];
        if let Some(why) = known.shut(Side::Park, step) {
            return no(why);
        }
        if saw == Saw::Before {
            return no("stale");
        }
        if step == Step::Decline && !says_why {
            return no("invalid reason:field-required");
        }
        known.version += 1;
        if step == Step::Decline {
            (known.state, known.reason) = (State::Declined, true);
            return yes(&["settlement.declined"]);
        }
        known.state = State::Landed;
        self.tenants.insert((known.who, known.park));
        yes(&["tenant.entered", "settlement.landed"])
    }

    fn withdraws(&mut self, at: usize, who: Who) -> Answer {
        match who {
            Who::Visitor => return no("log in first"),
            Who::Official => return no("not allowed needs-enterprise"),
            _ => {}
        }
        let Some(known) = self.known.get_mut(at).filter(|known| known.who == who) else {
            return no("not found");
        };
        if let Some(why) = known.shut(Side::Enterprise, Step::Withdraw) {
            return no(why);
        }
        (known.state, known.version) = (State::Withdrawn, known.version + 1);
        yes(&["settlement.withdrawn"])
    }

    /// Who acts, read afresh as at every request.
    async fn actor(&self, who: Who) -> Actor {
        match self.accounts.get(&who) {
            Some(account) => self.bench.acting(*account).await,
            None => self.bench.visitor(),
        }
    }

    fn id(&self, at: usize) -> Uuid {
        self.ids.get(at).copied().unwrap_or_default()
    }

    async fn row(&self, id: Uuid) -> Option<Model> {
        Entity::find_by_id(id).one(self.bench.desk.db()).await.expect("a database")
    }

    /// The version of an application as somebody saw it.
    async fn seen(&self, at: usize, saw: Saw) -> i32 {
        saw.version(self.row(self.id(at)).await.map_or(1, |row| row.version))
    }
}

impl Life for Settlement {
    type Command = Command;

    async fn begin() -> Self {
        let bench = bench().await;
        let (mut accounts, mut enterprises) = (HashMap::new(), HashMap::new());
        for (who, name) in [
            (Who::Keeper, "甲示例园区"),
            (Who::OtherKeeper, "乙示例园区"),
            (Who::Firm, "甲示例贸易"),
            (Who::OtherFirm, "乙示例贸易"),
        ] {
            let (account, firm) = (bench.person("经办人").await, bench.enterprise(name).await);
            bench.represents(account, firm).await;
            accounts.insert(who, account);
            enterprises.insert(who, firm);
        }
        let parks = [
            bench.runs_a_park(enterprises[&Who::Keeper]).await,
            bench.runs_a_park(enterprises[&Who::OtherKeeper]).await,
        ];
        let official = bench.person("工作人员").await;
        bench.appointed(official, Role::Reviewer, REGION).await;
        accounts.insert(Who::Official, official);
        let keys = (0..KEYS).map(|_| bench.desk.id()).collect();
        let (ids, due, known) = (Vec::new(), Vec::new(), Vec::new());
        let (tenants, suspended, times) = (HashSet::new(), [false; 2], HashMap::new());
        Self { bench, accounts, enterprises, parks, keys, ids, due, known, tenants, suspended, times }
    }

    fn draw(dice: &mut Dice) -> Command {
        use Who::*;
        let asks = [Firm, Firm, Firm, OtherFirm, Keeper, OtherKeeper, Official, Visitor];
        let keeps = [Keeper, Keeper, OtherKeeper, OtherKeeper, Keeper, OtherKeeper, Firm, Official, Visitor];
        let (asker, keeper, at) = (dice.of(&asks), dice.of(&keeps), dice.below(NAMED));
        let saw = if dice.once_in(6) { Saw::Before } else { Saw::Now };
        match dice.below(40) {
            0..=11 => Command::Ask(asker, dice.below(2), dice.below(KEYS), !dice.once_in(8)),
            12..=14 => Command::Land(at, keeper, saw),
            15..=19 => Command::Decline(at, keeper, saw, !dice.once_in(4)),
            20..=26 => Command::Withdraw(at, asker),
            27..=30 => Command::Leave(asker, dice.below(2), dice.once_in(2)),
            31 => Command::Stand(dice.below(2), false),
            32 | 33 => Command::Stand(dice.below(2), true),
            34 | 35 => Command::Remind,
            _ => Command::Pass(dice.of(&[1, 5, 30, 100])),
        }
    }

    fn expect(&mut self, command: &Command) -> Answer {
        match *command {
            Command::Ask(who, park, key, complete) => self.asks(who, park, key, complete),
            Command::Land(at, who, saw) => self.decides(at, who, saw, Step::Land, true),
            Command::Decline(at, who, saw, says_why) => self.decides(at, who, saw, Step::Decline, says_why),
            Command::Withdraw(at, who) => self.withdraws(at, who),
            Command::Leave(_, park, _) if self.suspended[park] => no("not allowed provider-suspended"),
            Command::Leave(who, park, stays) => {
                if !self.tenants.remove(&(who, park)) {
                    return no("not found");
                }
                yes(&[if stays { "tenant.left" } else { "tenant.removed" }])
            }
            Command::Stand(park, active) => reviewed::stands(&mut self.suspended[park], active),
            Command::Remind => {
                let now = self.bench.desk.now();
                let mut told = Vec::new();
                for (known, due) in self.known.iter_mut().zip(&self.due) {
                    if known.state == State::Pending && now > *due && !known.reminded {
                        known.reminded = true;
                        told.push("settlement.reminded");
                    }
                }
                yes(&told)
            }
            Command::Pass(_) => yes(&[]),
        }
    }

    async fn perform(&mut self, command: &Command) -> Answer {
        let desk = self.bench.desk.clone();
        match *command {
            Command::Ask(who, park, key, complete) => {
                let form = SettlementForm {
                    business: if complete { "跨境电商仓配" } else { "" }.to_owned(),
                    staff: "25".to_owned(),
                    wanted_on: desk.zone.day(desk.now()).to_string(),
                    contact_name: "乙某".to_owned(),
                    contact_phone: "0000-1234567".to_owned(),
                    ..SettlementForm::default()
                };
                let (park, key, actor) =
                    (self.parks[park], self.keys[key].to_string(), self.actor(who).await);
                let mut asked = None;
                let answer = kept(&desk, &actor, async |work| {
                    asked = Some(settlement::ask(work, park, &key, &form).await?);
                    Ok(())
                })
                .await;
                if let Some(asked) = asked.filter(|asked| asked.fresh && answer.outcome.is_ok()) {
                    let due = self.row(asked.id).await.expect("the application").due_at;
                    match self.ids.iter().position(|id| *id == asked.id) {
                        Some(at) => self.due[at] = due,
                        None => {
                            self.ids.push(asked.id);
                            self.due.push(due);
                        }
                    }
                }
                answer
            }
            Command::Land(at, who, saw) => {
                let (id, seen, actor) = (self.id(at), self.seen(at, saw).await, self.actor(who).await);
                kept(&desk, &actor, async |work| settlement::land(work, id, seen).await).await
            }
            Command::Decline(at, who, saw, says_why) => {
                let (id, seen, actor) = (self.id(at), self.seen(at, saw).await, self.actor(who).await);
                let reason = if says_why { "场地已满" } else { " " };
                kept(&desk, &actor, async |work| settlement::decline(work, id, seen, reason).await).await
            }
            Command::Withdraw(at, who) => {
                let (id, actor) = (self.id(at), self.actor(who).await);
                kept(&desk, &actor, async |work| settlement::withdraw(work, id).await).await
            }
            Command::Leave(who, park, stays) => {
                let keeper = self.actor([Who::Keeper, Who::OtherKeeper][park]).await;
                let firm = self.enterprises.get(&who).copied();
                let there = match firm {
                    Some(firm) => tenant::find::of_enterprise(desk.db(), self.parks[park], firm).await,
                    None => Ok(None),
                };
                let (id, version) =
                    there.expect("a database").map_or((Uuid::nil(), 1), |row| (row.id, row.version));
                kept(&desk, &keeper, async |work| match stays {
                    true => tenant::leave(work, id, version).await,
                    false => tenant::remove(work, id, version).await,
                })
                .await
            }
            Command::Stand(park, active) => {
                let official = self.actor(Who::Official).await;
                reviewed::stand(&desk, &official, self.parks[park], active).await
            }
            Command::Remind => {
                let before = super::answer::end(&desk).await;
                let outcome = settlement::remind(&desk).await;
                super::answer::since(&desk, before, outcome).await
            }
            Command::Pass(hours) => {
                self.bench.clock.pass(TimeDelta::hours(hours));
                yes(&[])
            }
        }
    }

    async fn states(&mut self, command: &Command) -> (String, String) {
        let (desk, mut reference, mut hall) = (&self.bench.desk, String::new(), String::new());
        let (db, now) = (desk.db(), desk.now());
        // What time and reminders change concerns all of them.
        let rows = Entity::find().all(db).await.expect("a database");
        for (known, (id, due)) in self.known.iter().zip(self.ids.iter().zip(&self.due)) {
            let stage = match known.state {
                State::Pending if now > *due => Stage::Overdue,
                State::Pending => Stage::Pending,
                State::Landed => Stage::Landed,
                State::Declined => Stage::Declined,
                State::Withdrawn => Stage::Withdrawn,
            };
            reference += &known.told(stage);
            let row = rows.iter().find(|row| row.id == *id).expect("the application");
            hall += &format!(
                "{:?} round {} version {} reason {} reminded {}\n",
                row.stage(now).expect("a stage"),
                row.round,
                row.version,
                row.reason.is_some(),
                row.reminded_at.is_some()
            );
        }
        let named = match command {
            Command::Land(at, ..) | Command::Decline(at, ..) | Command::Withdraw(at, _) => *at,
            _ => self.known.len().saturating_sub(1),
        };
        let Some(known) = self.known.get(named) else { return (reference, hall) };
        // What is offered to each side is what would be accepted from it.
        let (park, firm) = (self.parks[known.park], self.enterprises[&known.who]);
        for (side, scope) in [(Side::Enterprise, Scope::Enterprise(firm)), (Side::Park, Scope::Park(park))] {
            let dossier = find::one(db, &scope, self.ids[named], now).await.expect("the application");
            reference += &format!("{side:?} {:?} {} over ", known.steps(side), known.round - 1);
            hall += &format!("{side:?} {:?} {} over ", dossier.steps, dossier.past.len());
        }
        let there = tenant::find::of_enterprise(db, park, firm).await.expect("a database").is_some();
        reference += &format!("tenant {}", self.tenants.contains(&(known.who, known.park)));
        hall += &format!("tenant {there}");
        (reference, hall)
    }
}

#[tokio::test]
async fn safety_a17_e04_e05_e06_e10_applications_live_as_the_reference_does() {
    super::proven::<Settlement>("settlement").await;
}
