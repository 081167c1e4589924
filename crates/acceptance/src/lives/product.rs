//! A logistics product: submitted, changed while it waits, decided, changed again while the approved one is public, put
//! on and off the shelf, pinned, deleted; its provider suspended and let go on.

use super::reviewed::{self, Reviewed, Saw, State};
use super::{Answer, Dice, Life, kept, no, yes};
use crate::world::{Side, picture};
use chrono::TimeDelta;
use hall::kernel::{Refusal, Role, Uuid};
use hall::offering::find::{own, public};
use hall::offering::{self, Draft, Seen};
use hall::review::Subject;
use hall::testing::{ADDRESS, Bench, bench_in, zone};
use hall::{Actor, Desk};

/// Pins a provider of this zone may have.
const PINS: usize = 2;
/// Products of one hall.
const PRODUCTS: usize = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Own,
    Other,
    Person,
    Visitor,
}

#[derive(Debug, Clone)]
pub enum Command {
    Submit(usize, Who, char),
    Edit(usize, Who, char, Saw),
    Withdraw(usize, Who, Saw),
    Decide(usize, bool, bool, Saw),
    Shelf(usize, Who, bool, Saw),
    Pin(usize, Who, bool, Saw),
    Remove(usize, Who, Saw),
    Stand(bool),
}

/// What the reference knows of a product.
#[derive(Debug, Clone)]
struct Known {
    reviewed: Reviewed<char>,
    row: i32,
    on_shelf: bool,
    pinned: bool,
    removed: bool,
}

pub struct Product {
    bench: Bench,
    tokens: [String; 3],
    reviewers: [Actor; 2],
    provider: Uuid,
    cover: Uuid,
    ids: Vec<Uuid>,
    known: Vec<Option<Known>>,
    suspended: bool,
}

impl Product {
    /// Why somebody may not keep products at all.
    fn barred(&self, who: Who) -> Option<&'static str> {
        match who {
            Who::Visitor => Some("log in first"),
            Who::Person => Some("not allowed needs-enterprise"),
            Who::Own if self.suspended => Some("not allowed provider-suspended"),
            Who::Own | Who::Other => None,
        }
    }

    /// A product as `who` may act on it.
    fn own(&mut self, at: usize, who: Who) -> Result<&mut Known, &'static str> {
        if let Some(why) = self.barred(who) {
            return Err(why);
        }
        match self.known[at].as_mut().filter(|known| who == Who::Own && !known.removed) {
            Some(known) => Ok(known),
            None => Err("not found"),
        }
    }

    fn submits(&mut self, at: usize, who: Who, said: char) -> Answer {
        match (self.barred(who), &self.known[at], who) {
            (Some(why), ..) => no(why),
            (None, Some(_), Who::Own) => yes(&[]),
            (None, Some(_), _) => no("not found"),
            (None, None, Who::Own) => {
                let (reviewed, row) = (Reviewed::submitted(said), 1);
                let (on_shelf, pinned, removed) = (false, false, false);
                self.known[at] = Some(Known { reviewed, row, on_shelf, pinned, removed });
                yes(&["review.submitted"])
            }
            // The cover is not the other provider's.
            (None, None, _) => no("invalid cover:file-missing"),
        }
    }

    fn edits(&mut self, at: usize, who: Who, said: char, saw: Saw) -> Answer {
        let known = match self.own(at, who) {
            Ok(known) => known,
            Err(why) => return no(why),
        };
        if saw == Saw::Before {
            return no("stale");
        }
        if known.reviewed.is_approved_as(said) {
            return no("out of turn product-unchanged");
        }
        if known.reviewed.approved.is_none() {
            known.row += 1;
        }
        known.reviewed.says(said)
    }

    fn decides(&mut self, at: usize, approve: bool, here: bool, saw: Saw) -> Answer {
        let Some(known) = self.known[at].as_mut().filter(|_| here) else { return no("not found") };
        let first = known.reviewed.approved.is_none();
        let answer = known.reviewed.decided(approve, saw);
        if approve && answer.outcome.is_ok() {
            known.row += 1;
            known.on_shelf |= first;
        }
        answer
    }

    fn switches(&mut self, at: usize, who: Who, on: bool, saw: Saw, pin: bool) -> Answer {
        let pins = self.known.iter().flatten().filter(|known| known.pinned && !known.removed).count();
        let known = match self.own(at, who) {
            Ok(known) => known,
            Err(why) => return no(why),
        };
        if saw == Saw::Before {
            return no("stale");
        }
        if known.reviewed.approved.is_none() {
            return no("out of turn product-not-approved");
        }
        let switch = if pin { &mut known.pinned } else { &mut known.on_shelf };
        if *switch == on {
            return yes(&[]);
        }
        if pin && on && pins >= PINS {
            return no("out of turn product-pins-used-up");
        }
        *switch = on;
        known.row += 1;
        yes(&[if pin { "product.pinned" } else { "product.shelved" }])
    }

    fn draft(&self, said: char) -> Draft {
        Draft {
            title: format!("航线 {said}"),
            summary: "每周两班".to_owned(),
            cover: Some(self.cover),
            mode: "sea".to_owned(),
            country: "SG".to_owned(),
            city: "新加坡".to_owned(),
            ..Draft::default()
        }
    }

    /// Who acts, read afresh as at every request.
    async fn actor(&self, who: Who) -> Actor {
        let token = match who {
            Who::Own => &self.tokens[0],
            Who::Other => &self.tokens[1],
            Who::Person => &self.tokens[2],
            Who::Visitor => return self.bench.visitor(),
        };
        let live = hall::actor::resolve(&self.bench.desk, token, ADDRESS).await.expect("a database");
        live.expect("a live session").actor
    }

    /// What a form opened now, or before the last change, would carry.
    async fn seen(&self, at: usize, saw: Saw) -> Seen {
        reviewed::seen(&self.bench.desk, Subject::Product, self.ids[at], saw).await
    }

    /// The version of the row now, or one before.
    async fn row(&self, at: usize, saw: Saw) -> i32 {
        use sea_orm::EntityTrait as _;
        let found = offering::model::Entity::find_by_id(self.ids[at]).one(self.bench.desk.db()).await;
        let version = found.expect("a database").map_or(1, |row| row.version);
        saw.version(version)
    }
}

impl Life for Product {
    type Command = Command;

    async fn begin() -> Self {
        let mut zone = zone();
        zone.limits.pins_per_provider = PINS as u32;
        let bench = bench_in(zone).await;
        let mut tokens = Vec::new();
        let (mut firms, mut providers) = (Vec::new(), Vec::new());
        for name in ["甲示例物流", "乙示例物流"] {
            let (account, firm) = (bench.person("经办人").await, bench.enterprise(name).await);
            bench.represents(account, firm).await;
            providers.push(bench.provides(firm).await);
            firms.push(firm);
            tokens.push(bench.session(account).await);
        }
        let person = bench.person("路人").await;
        tokens.push(bench.session(person).await);
        let tokens = tokens.try_into().expect("three people");
        let cover = picture(&bench, "cover", firms[0], Side::A).await;
        let reviewers = [
            bench.official(Role::Reviewer, Side::A.region()).await,
            bench.official(Role::Reviewer, Side::B.region()).await,
        ];
        let ids: Vec<Uuid> = (0..PRODUCTS).map(|_| bench.desk.id()).collect();
        let known = vec![None; ids.len()];
        Self { bench, tokens, reviewers, provider: providers[0], cover, ids, known, suspended: false }
    }

    fn draw(dice: &mut Dice) -> Command {
        let at = dice.below(PRODUCTS);
        let who = if dice.once_in(8) { dice.of(&[Who::Other, Who::Person, Who::Visitor]) } else { Who::Own };
        let saw = if dice.once_in(6) { Saw::Before } else { Saw::Now };
        let said = dice.of(&['a', 'b', 'c']);
        match dice.below(60) {
            _ if dice.once_in(60) => Command::Remove(at, who, saw),
            0..=7 => Command::Submit(at, who, said),
            8..=19 => Command::Edit(at, who, said, saw),
            20..=24 => Command::Withdraw(at, who, saw),
            25..=39 => Command::Decide(at, !dice.once_in(3), !dice.once_in(8), saw),
            40..=46 => Command::Shelf(at, who, dice.once_in(2), saw),
            47..=55 => Command::Pin(at, who, dice.once_in(2), saw),
            _ => Command::Stand(!dice.once_in(4)),
        }
    }

    fn expect(&mut self, command: &Command) -> Answer {
        match *command {
            Command::Submit(at, who, said) => self.submits(at, who, said),
            Command::Edit(at, who, said, saw) => self.edits(at, who, said, saw),
            Command::Withdraw(at, who, saw) => match self.own(at, who) {
                Err(why) => no(why),
                Ok(_) if saw == Saw::Before => no("stale"),
                Ok(known) if !known.reviewed.waits() => no("out of turn product-nothing-waits"),
                Ok(known) => {
                    known.reviewed.state = State::Withdrawn;
                    yes(&["review.withdrawn"])
                }
            },
            Command::Decide(at, approve, here, saw) => self.decides(at, approve, here, saw),
            Command::Shelf(at, who, on, saw) => self.switches(at, who, on, saw, false),
            Command::Pin(at, who, on, saw) => self.switches(at, who, on, saw, true),
            Command::Remove(at, who, saw) => match self.own(at, who) {
                Err(why) => no(why),
                Ok(_) if saw == Saw::Before => no("stale"),
                Ok(known) => {
                    let waited = known.reviewed.waits();
                    (known.removed, known.on_shelf, known.pinned) = (true, false, false);
                    known.row += 1;
                    if !waited {
                        return yes(&["product.removed"]);
                    }
                    known.reviewed.state = State::Withdrawn;
                    yes(&["review.withdrawn", "product.removed"])
                }
            },
            Command::Stand(active) => reviewed::stands(&mut self.suspended, active),
        }
    }

    async fn perform(&mut self, command: &Command) -> Answer {
        self.bench.clock.pass(TimeDelta::seconds(1));
        let desk: Desk = self.bench.desk.clone();
        match *command {
            Command::Submit(at, who, said) => {
                let (id, draft) = (self.ids[at], self.draft(said));
                kept(&desk, &self.actor(who).await, async |work| {
                    offering::submit_once(work, id, &draft).await
                })
                .await
            }
            Command::Edit(at, who, said, saw) => {
                let (id, draft, seen) = (self.ids[at], self.draft(said), self.seen(at, saw).await);
                let actor = self.actor(who).await;
                kept(&desk, &actor, async |work| offering::edit(work, id, seen, &draft).await).await
            }
            Command::Withdraw(at, who, saw) => {
                let (id, seen) = (self.ids[at], self.seen(at, saw).await);
                kept(&desk, &self.actor(who).await, async |work| offering::withdraw(work, id, seen).await)
                    .await
            }
            Command::Decide(at, approve, here, saw) => {
                let (what, reviewer) =
                    ((Subject::Product, self.ids[at]), &self.reviewers[usize::from(!here)]);
                reviewed::decision(&desk, reviewer, what, approve, saw).await
            }
            Command::Shelf(at, who, on, saw) => {
                let (id, seen) = (self.ids[at], self.row(at, saw).await);
                kept(&desk, &self.actor(who).await, async |work| offering::shelf(work, id, seen, on).await)
                    .await
            }
            Command::Pin(at, who, on, saw) => {
                let (id, seen) = (self.ids[at], self.row(at, saw).await);
                kept(&desk, &self.actor(who).await, async |work| offering::pin(work, id, seen, on).await)
                    .await
            }
            Command::Remove(at, who, saw) => {
                let (id, seen) = (self.ids[at], self.row(at, saw).await);
                kept(&desk, &self.actor(who).await, async |work| offering::remove(work, id, seen).await).await
            }
            Command::Stand(active) => reviewed::stand(&desk, &self.reviewers[0], self.provider, active).await,
        }
    }

    async fn states(&mut self, command: &Command) -> (String, String) {
        let at = match command {
            Command::Submit(at, ..)
            | Command::Edit(at, ..)
            | Command::Withdraw(at, ..)
            | Command::Decide(at, ..)
            | Command::Shelf(at, ..)
            | Command::Pin(at, ..)
            | Command::Remove(at, ..) => *at,
            Command::Stand(_) => 0,
        };
        let seen = |known: &Known| {
            known.reviewed.approved.filter(|_| known.on_shelf && !known.removed && !self.suspended)
        };
        let reference = self.known[at].as_ref().map(|known| {
            let desk = (!known.removed).then(|| {
                format!(
                    "round {} version {} waits {} published {} shelf {} pinned {} row {}",
                    known.reviewed.round,
                    known.reviewed.version,
                    known.reviewed.waits(),
                    known.reviewed.approved.is_some(),
                    known.on_shelf,
                    known.pinned,
                    known.row
                )
            });
            format!(
                "{desk:?} {:?} seen by all {:?}",
                known.reviewed.state,
                seen(known).map(|said| format!("航线 {said}"))
            )
        });
        let db = self.bench.desk.db();
        let found = reviewed::newest(&self.bench.desk, Subject::Product, self.ids[at]).await;
        let found = match found {
            None => None,
            Some(round) => {
                let desk = match own::one(db, self.provider, self.ids[at]).await {
                    Ok(kept) => Some(format!(
                        "round {} version {} waits {} published {} shelf {} pinned {} row {}",
                        kept.round.round,
                        kept.round.version,
                        kept.standing.waits(),
                        kept.header.published_at.is_some(),
                        kept.header.on_shelf,
                        kept.header.pinned_at.is_some(),
                        kept.header.version
                    )),
                    Err(Refusal::NotFound) => None,
                    Err(other) => panic!("{other}"),
                };
                let seen = match public::show(db, self.ids[at]).await {
                    Ok(shown) => Some(shown.header.title),
                    Err(Refusal::NotFound) => None,
                    Err(other) => panic!("{other}"),
                };
                Some(format!("{desk:?} {:?} seen by all {seen:?}", round.state().expect("a state")))
            }
        };
        (format!("{reference:?}"), format!("{found:?}"))
    }
}

#[tokio::test]
async fn safety_a17_f11_f12_f14_f15_f16_f17_f18_products_live_as_the_reference_does() {
    super::proven::<Product>("product").await;
}
