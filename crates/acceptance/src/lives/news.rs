//! News of a park: submitted, changed while it waits, decided, public from its moment on, changed again while the approved
//! version stays; taken down and put back by its park, blocked by officials, deleted; its park suspended and let go on.

use super::reviewed::{self, Reviewed, Saw, State};
use super::{Answer, Dice, Life, kept, no, yes};
use crate::world::{Side, picture};
use chrono::TimeDelta;
use hall::kernel::{Instant, Refusal, Role, Uuid};
use hall::news::find::{own, public};
use hall::news::{self, Draft, Showing};
use hall::review::{Seen, Subject};
use hall::testing::{Bench, bench};
use hall::{Actor, file};

/// Items of one hall.
const ITEMS: usize = 6;
/// Hours after the beginning that are further ahead than anything may be put on for.
const FAR: i64 = 9_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Own,
    Other,
    Carrier,
    Person,
    Visitor,
}

/// What an item says, and for how many hours after the beginning it is put on.
type Says = (char, Option<i64>);

#[derive(Debug, Clone)]
pub enum Command {
    Submit(usize, Who, Says),
    Edit(usize, Who, Says, Saw),
    Withdraw(usize, Who, Saw),
    /// Whether it is approved, whether by an official of the park's region.
    Decide(usize, bool, bool, Saw),
    Show(usize, Who, bool, Saw),
    /// Whether by an official of the park's region, whether it is blocked or let go, whether with a reason.
    Block(usize, bool, bool, bool),
    Remove(usize, Who, Saw),
    /// Whether the park may go on.
    Stand(bool),
    /// Hours.
    Wait(i64),
}

/// What the reference knows of an item.
#[derive(Debug, Clone)]
struct Known {
    reviewed: Reviewed<Says>,
    /// In hours after the beginning, once it was approved.
    public_from: i64,
    row: i32,
    down: bool,
    blocked: bool,
    removed: bool,
}

impl Known {
    fn showing(&self, hour: i64) -> Showing {
        match self.reviewed.approved {
            _ if self.blocked => Showing::Blocked,
            _ if self.down => Showing::Down,
            None => Showing::NotYet,
            Some(_) if self.public_from > hour => Showing::Scheduled,
            Some(_) => Showing::Public,
        }
    }

    fn is_open(&self) -> bool {
        self.reviewed.approved.is_some() && !self.down && !self.blocked && !self.removed
    }
}

pub struct News {
    bench: Bench,
    /// Of the park, of another, of a carrier, and of nobody.
    accounts: [Uuid; 4],
    reviewers: [Actor; 2],
    park: Uuid,
    covers: Vec<Uuid>,
    ids: Vec<Uuid>,
    began: Instant,
    hour: i64,
    known: Vec<Option<Known>>,
    suspended: bool,
}

impl News {
    /// Why somebody may not keep news at all.
    fn barred(&self, who: Who) -> Option<&'static str> {
        match who {
            Who::Visitor => Some("log in first"),
            Who::Person => Some("not allowed needs-enterprise"),
            Who::Carrier => Some("not allowed needs-park"),
            Who::Own if self.suspended => Some("not allowed provider-suspended"),
            Who::Own | Who::Other => None,
        }
    }

    /// An item as `who` may act on it.
    fn own(&mut self, at: usize, who: Who) -> Result<&mut Known, &'static str> {
        if let Some(why) = self.barred(who) {
            return Err(why);
        }
        self.known[at].as_mut().filter(|known| who == Who::Own && !known.removed).ok_or("not found")
    }

    fn submits(&mut self, at: usize, who: Who, says: Says) -> Answer {
        let far = says.1 == Some(FAR);
        match (self.barred(who), &self.known[at], who) {
            (Some(why), ..) => no(why),
            (None, Some(_), Who::Own) => yes(&[]),
            (None, Some(_), _) => no("not found"),
            (None, None, Who::Own) if far => no("invalid publish_at:news-moment-far"),
            (None, None, Who::Own) => {
                let (reviewed, public_from, row) = (Reviewed::submitted(says), 0, 1);
                let (down, blocked, removed) = (false, false, false);
                self.known[at] = Some(Known { reviewed, public_from, row, down, blocked, removed });
                yes(&["review.submitted"])
            }
            // The cover is not the other park's.
            (None, None, _) if far => no("invalid cover:file-missing publish_at:news-moment-far"),
            (None, None, _) => no("invalid cover:file-missing"),
        }
    }

    fn edits(&mut self, at: usize, who: Who, says: Says, saw: Saw) -> Answer {
        let known = match self.own(at, who) {
            Ok(known) => known,
            Err(why) => return no(why),
        };
        if saw == Saw::Before {
            return no("stale");
        }
        if says.1 == Some(FAR) {
            return no("invalid publish_at:news-moment-far");
        }
        if known.reviewed.is_approved_as(says) {
            return no("out of turn news-unchanged");
        }
        if known.reviewed.approved.is_none() {
            known.row += 1;
        }
        known.reviewed.says(says)
    }

    fn decides(&mut self, at: usize, approve: bool, here: bool, saw: Saw) -> Answer {
        let hour = self.hour;
        let Some(known) = self.known[at].as_mut().filter(|_| here) else { return no("not found") };
        let was_public = known.reviewed.approved.is_some() && known.public_from <= hour;
        let answer = known.reviewed.decided(approve, saw);
        if approve && answer.outcome.is_ok() {
            known.row += 1;
            if !was_public {
                known.public_from = known.reviewed.said.1.unwrap_or(hour).max(hour);
            }
        }
        answer
    }

    fn shows(&mut self, at: usize, who: Who, on: bool, saw: Saw) -> Answer {
        match self.own(at, who) {
            Err(why) => no(why),
            Ok(_) if saw == Saw::Before => no("stale"),
            Ok(known) if known.reviewed.approved.is_none() => no("out of turn news-not-approved"),
            Ok(known) if known.blocked => no("out of turn news-blocked"),
            Ok(known) if known.down != on => yes(&[]),
            Ok(known) => {
                (known.down, known.row) = (!on, known.row + 1);
                yes(&["news.shown"])
            }
        }
    }

    fn blocks(&mut self, at: usize, here: bool, on: bool, says_why: bool) -> Answer {
        match self.known[at].as_mut().filter(|_| here) {
            None => no("not found"),
            Some(_) if !says_why => no("invalid reason:field-required"),
            Some(known) if known.removed => no("out of turn news-removed"),
            Some(known) if on && known.blocked => no("out of turn news-blocked-already"),
            Some(known) if !on && !known.blocked => no("out of turn news-not-blocked"),
            Some(known) if on && known.reviewed.approved.is_none() => no("out of turn news-not-approved"),
            Some(known) => {
                (known.blocked, known.row) = (on, known.row + 1);
                yes(&[if on { "news.blocked" } else { "news.unblocked" }])
            }
        }
    }

    fn removes(&mut self, at: usize, who: Who, saw: Saw) -> Answer {
        match self.own(at, who) {
            Err(why) => no(why),
            Ok(_) if saw == Saw::Before => no("stale"),
            Ok(known) => {
                (known.removed, known.row) = (true, known.row + 1);
                if !known.reviewed.waits() {
                    return yes(&["news.removed"]);
                }
                known.reviewed.state = State::Withdrawn;
                yes(&["review.withdrawn", "news.removed"])
            }
        }
    }

    fn draft(&self, at: usize, (said, moment): Says) -> Draft {
        let zone = &self.bench.desk.zone;
        let moment = moment.map(|hours| self.began + TimeDelta::hours(hours));
        let local = |at: Instant| at.with_timezone(&zone.timezone).format("%Y-%m-%dT%H:%M").to_string();
        Draft {
            title: format!("消息 {said}"),
            summary: "首批企业入驻".to_owned(),
            cover: Some(self.covers[at]),
            body: format!("<p>正文 {said}</p>"),
            publish_at: moment.map(local).unwrap_or_default(),
        }
    }

    /// Who acts, read afresh as at every request.
    async fn actor(&self, who: Who) -> Actor {
        match who {
            Who::Visitor => self.bench.visitor(),
            _ => self.bench.acting(self.accounts[who as usize]).await,
        }
    }

    /// What a form opened now, or before the last change, would carry.
    async fn seen(&self, at: usize, saw: Saw) -> Seen {
        reviewed::seen(&self.bench.desk, Subject::News, self.ids[at], saw).await
    }

    /// The version of the row now, or one before.
    async fn row(&self, at: usize, saw: Saw) -> i32 {
        use sea_orm::EntityTrait as _;
        let found = news::model::Entity::find_by_id(self.ids[at]).one(self.bench.desk.db()).await;
        saw.version(found.expect("a database").map_or(1, |row| row.version))
    }
}

impl Life for News {
    type Command = Command;

    async fn begin() -> Self {
        let bench = bench().await;
        let (own, firm) = (bench.person("经办人").await, bench.enterprise("甲示例园区").await);
        bench.represents(own, firm).await;
        let park = bench.runs_a_park(firm).await;
        let (other, firm_there) = (bench.person("经办人").await, bench.enterprise("乙示例园区").await);
        bench.represents(other, firm_there).await;
        bench.runs_a_park(firm_there).await;
        let (carrier, carries) = (bench.person("经办人").await, bench.enterprise("示例物流").await);
        bench.represents(carrier, carries).await;
        bench.provides(carries).await;
        let person = bench.person("路人").await;
        let reviewers = [
            bench.official(Role::Reviewer, Side::A.region()).await,
            bench.official(Role::Reviewer, Side::B.region()).await,
        ];
        let mut covers = Vec::new();
        for _ in 0..ITEMS {
            covers.push(picture(&bench, "news", firm, Side::A).await);
        }
        // Forms name moments to the minute.
        bench.clock.pass(TimeDelta::milliseconds(60_000 - bench.desk.now().timestamp_millis() % 60_000));
        let (began, ids) = (bench.desk.now(), (0..ITEMS).map(|_| bench.desk.id()).collect());
        let (accounts, known) = ([own, other, carrier, person], vec![None; ITEMS]);
        Self { bench, accounts, reviewers, park, covers, ids, began, hour: 0, known, suspended: false }
    }

    fn draw(dice: &mut Dice) -> Command {
        let at = dice.below(ITEMS);
        let strange = [Who::Other, Who::Carrier, Who::Person, Who::Visitor];
        let who = if dice.once_in(8) { dice.of(&strange) } else { Who::Own };
        let saw = if dice.once_in(6) { Saw::Before } else { Saw::Now };
        let moment = match dice.below(12) {
            0..=4 => None,
            5 if dice.once_in(3) => Some(FAR),
            _ => Some(dice.below(90) as i64),
        };
        let says = (dice.of(&['a', 'b', 'c']), moment);
        match dice.below(60) {
            _ if dice.once_in(60) => Command::Remove(at, who, saw),
            0..=7 => Command::Submit(at, who, says),
            8..=18 => Command::Edit(at, who, says, saw),
            19..=22 => Command::Withdraw(at, who, saw),
            23..=36 => Command::Decide(at, !dice.once_in(3), !dice.once_in(8), saw),
            37..=44 => Command::Show(at, who, dice.once_in(2), saw),
            45..=51 => Command::Block(at, !dice.once_in(8), dice.once_in(2), !dice.once_in(8)),
            52..=54 => Command::Stand(!dice.once_in(4)),
            _ => Command::Wait(1 + dice.below(8) as i64),
        }
    }

    fn expect(&mut self, command: &Command) -> Answer {
        match *command {
            Command::Submit(at, who, says) => self.submits(at, who, says),
            Command::Edit(at, who, says, saw) => self.edits(at, who, says, saw),
            Command::Withdraw(at, who, saw) => match self.own(at, who) {
                Err(why) => no(why),
                Ok(_) if saw == Saw::Before => no("stale"),
                Ok(known) if !known.reviewed.waits() => no("out of turn news-nothing-waits"),
                Ok(known) => {
                    known.reviewed.state = State::Withdrawn;
                    yes(&["review.withdrawn"])
                }
            },
            Command::Decide(at, approve, here, saw) => self.decides(at, approve, here, saw),
            Command::Show(at, who, on, saw) => self.shows(at, who, on, saw),
            Command::Block(at, here, on, says_why) => self.blocks(at, here, on, says_why),
            Command::Remove(at, who, saw) => self.removes(at, who, saw),
            Command::Stand(active) => reviewed::stands(&mut self.suspended, active),
            Command::Wait(hours) => {
                self.hour += hours;
                yes(&[])
            }
        }
    }

    async fn perform(&mut self, command: &Command) -> Answer {
        let desk = self.bench.desk.clone();
        match *command {
            Command::Submit(at, who, says) => {
                let (id, draft, actor) = (self.ids[at], self.draft(at, says), self.actor(who).await);
                kept(&desk, &actor, async |work| news::submit_once(work, id, &draft).await).await
            }
            Command::Edit(at, who, says, saw) => {
                let (id, draft, actor) = (self.ids[at], self.draft(at, says), self.actor(who).await);
                let seen = self.seen(at, saw).await;
                kept(&desk, &actor, async |work| news::edit(work, id, seen, &draft).await).await
            }
            Command::Withdraw(at, who, saw) => {
                let (id, seen, actor) = (self.ids[at], self.seen(at, saw).await, self.actor(who).await);
                kept(&desk, &actor, async |work| news::withdraw(work, id, seen).await).await
            }
            Command::Decide(at, approve, here, saw) => {
                let (what, reviewer) = ((Subject::News, self.ids[at]), &self.reviewers[usize::from(!here)]);
                reviewed::decision(&desk, reviewer, what, approve, saw).await
            }
            Command::Show(at, who, on, saw) => {
                let (id, seen, actor) = (self.ids[at], self.row(at, saw).await, self.actor(who).await);
                kept(&desk, &actor, async |work| news::show(work, id, seen, on).await).await
            }
            Command::Block(at, here, on, says_why) => {
                let (id, reason) = (self.ids[at], if says_why { "与园区无关" } else { " " });
                kept(&desk, &self.reviewers[usize::from(!here)], async |work| {
                    if on {
                        news::block(work, id, reason).await
                    } else {
                        news::unblock(work, id, reason).await
                    }
                })
                .await
            }
            Command::Remove(at, who, saw) => {
                let (id, seen, actor) = (self.ids[at], self.row(at, saw).await, self.actor(who).await);
                kept(&desk, &actor, async |work| news::remove(work, id, seen).await).await
            }
            Command::Stand(active) => reviewed::stand(&desk, &self.reviewers[0], self.park, active).await,
            Command::Wait(hours) => {
                self.bench.clock.pass(TimeDelta::hours(hours));
                yes(&[])
            }
        }
    }

    async fn states(&mut self, _: &Command) -> (String, String) {
        let (desk, mut reference, mut hall) = (&self.bench.desk, String::new(), String::new());
        let (db, now) = (desk.db(), desk.now());
        // Time and suspension concern all of them.
        for at in 0..ITEMS {
            let Some(known) = &self.known[at] else { continue };
            let Reviewed { round, version, state, said, approved } = known.reviewed;
            let kept = (!known.removed).then(|| {
                let showing = known.showing(self.hour);
                format!("round {round}.{version} 消息 {} {state:?} {showing:?} row {}", said.0, known.row)
            });
            let open = known.is_open() && !self.suspended;
            let seen = approved.filter(|_| open && known.showing(self.hour) == Showing::Public);
            let seen = seen.map(|(said, _)| format!("消息 {said}"));
            reference += &format!("{at}: {kept:?} seen by all {seen:?}, picture {open}\n");

            let kept = match own::one(db, self.park, self.ids[at]).await {
                Ok(kept) => Some(format!(
                    "round {}.{} {} {:?} {:?} row {}",
                    kept.round.round,
                    kept.round.version,
                    kept.proposal.title,
                    kept.round.state().expect("a state"),
                    kept.news.showing(now),
                    kept.news.version
                )),
                Err(Refusal::NotFound) => None,
                Err(other) => panic!("{other}"),
            };
            let seen = match public::show(db, self.ids[at], now).await {
                Ok(shown) => Some(shown.news.title),
                Err(Refusal::NotFound) => None,
                Err(other) => panic!("{other}"),
            };
            let open = file::find(desk, &self.bench.visitor(), self.covers[at]).await.is_ok();
            hall += &format!("{at}: {kept:?} seen by all {seen:?}, picture {open}\n");
        }
        (reference, hall)
    }
}

#[tokio::test]
async fn safety_a17_e02_e03_n08_news_live_as_the_reference_does() {
    super::proven::<News>("news").await;
}
