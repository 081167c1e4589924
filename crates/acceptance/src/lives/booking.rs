//! A booking: asked, answered, talked about, taken back, done; by its two sides and by people it does not concern.

use super::{Answer, Dice, Life, kept, no, yes};
use chrono::TimeDelta;
use hall::Actor;
use hall::engagement::find::{self, Scope};
use hall::engagement::model::{Column, Entity};
use hall::engagement::{self, BookingForm, PER_DAY, POST_LIMIT, Saying, Side, Step};
use hall::kernel::{Instant, Role, Uuid};
use hall::testing::{Bench, REGION, bench};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use std::collections::HashMap;

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    Shipper,
    Carrier,
    OtherShipper,
    OtherCarrier,
    Official,
    Visitor,
}

#[derive(Debug, Clone)]
pub enum Command {
    Book(Who, usize),
    Say(Who, Side, usize, usize, Text),
    Withdraw(usize, Who, bool),
    Fulfil(usize, Who, Side),
    Seen(usize, Who),
    Remind,
    Pass(i64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    Good,
    Empty,
    Long,
}

/// What the reference knows of a booking.
#[derive(Debug, Clone, Default)]
struct Known {
    answers: u32,
    unread: bool,
    closed: Option<(&'static str, Side)>,
    version: i32,
    reminded: bool,
    reason: bool,
}

impl Known {
    fn can(&self, side: Side, step: Step) -> Result<(), &'static str> {
        match (self.closed, step) {
            (Some(("withdrawn", _)), _) => Err("out of turn booking-is-withdrawn"),
            (Some(_), _) => Err("out of turn booking-is-fulfilled"),
            (None, Step::Withdraw) if self.answers > 0 => Err("out of turn booking-already-answered"),
            (None, Step::Fulfil) if self.answers == 0 => Err("out of turn booking-not-answered"),
            (None, Step::Reply) if side == Side::Enterprise => Err("not this side"),
            (None, Step::Ask | Step::Withdraw) if side == Side::Provider => Err("not this side"),
            (None, _) => Ok(()),
        }
    }

    fn told(&self) -> String {
        let state = match self.closed {
            Some((state, _)) => state,
            None if self.answers > 0 => "answered",
            None => "pending",
        };
        let side = self.closed.map(|(_, side)| side.word());
        format!(
            "{state} version {} answered {} unread {} closed by {side:?} reason {} reminded {}",
            self.version,
            self.answers > 0,
            self.unread,
            self.reason,
            self.reminded
        )
    }
}

pub struct Booking {
    bench: Bench,
    people: HashMap<Who, Actor>,
    enterprise: Uuid,
    provider: Uuid,
    product: Uuid,
    keys: Vec<Uuid>,
    ids: Vec<Uuid>,
    known: Vec<Known>,
    due: Vec<Instant>,
    /// Until when an answer to the bookings of others is promised; told of once.
    others: Vec<Instant>,
    booked: HashMap<(Who, usize), usize>,
    said: HashMap<(Who, usize), (usize, Side)>,
    times: HashMap<Who, Vec<Instant>>,
}

impl Booking {
    /// Why somebody may not act on a side of the booking at all.
    fn barred(&self, who: Who, side: Side, at: usize) -> Result<usize, &'static str> {
        match (who, side) {
            (Who::Visitor, _) => Err("log in first"),
            (Who::Official, _) => Err("not allowed needs-enterprise"),
            (Who::Shipper | Who::OtherShipper, Side::Provider) => Err("not allowed needs-logistics-provider"),
            (Who::Shipper, Side::Enterprise) | (Who::Carrier, Side::Provider) if at < self.known.len() => {
                Ok(at)
            }
            _ => Err("not found"),
        }
    }

    fn id(&self, at: usize) -> Uuid {
        self.ids.get(at).copied().unwrap_or_default()
    }

    fn books(&mut self, who: Who, key: usize) -> Answer {
        match who {
            Who::Visitor => return no("log in first"),
            Who::Official => return no("not allowed needs-enterprise"),
            _ => {}
        }
        if self.booked.contains_key(&(who, key)) {
            return yes(&[]);
        }
        if who == Who::Carrier {
            return no("not allowed booking-own-product");
        }
        let now = self.bench.desk.now();
        let recent = self.times.entry(who).or_default();
        if recent.iter().filter(|at| **at > now - TimeDelta::days(1)).count() as u64 >= PER_DAY {
            return no("too many booking-too-many");
        }
        recent.push(now);
        self.booked.insert((who, key), self.known.len());
        if who == Who::Shipper {
            self.known.push(Known { version: 1, ..Known::default() });
        }
        yes(&["booking.made"])
    }

    fn says(&mut self, who: Who, side: Side, at: usize, key: usize, text: Text) -> Answer {
        let at = match self.barred(who, side, at) {
            Ok(at) => at,
            Err(why) => return no(why),
        };
        match self.said.get(&(who, key)) {
            Some(before) if *before == (at, side) => return yes(&[]),
            Some(_) => return no("invalid form_key:booking-form-expired"),
            None => {}
        }
        let step = if side == Side::Provider { Step::Reply } else { Step::Ask };
        if let Err(why) = self.known[at].can(side, step) {
            return no(why);
        }
        match text {
            Text::Good => {}
            Text::Empty => return no("invalid text:field-required"),
            Text::Long => return no("invalid text:field-too-long"),
        }
        self.said.insert((who, key), (at, side));
        let known = &mut self.known[at];
        known.version += 1;
        if side == Side::Enterprise {
            return yes(&["booking.asked"]);
        }
        known.answers += 1;
        known.unread = true;
        yes(&["booking.answered"])
    }

    fn closes(&mut self, who: Who, side: Side, at: usize, step: Step, long: bool) -> Answer {
        let at = match self.barred(who, side, at) {
            Ok(at) => at,
            Err(why) => return no(why),
        };
        let known = &mut self.known[at];
        if let Err(why) = known.can(side, step) {
            return no(why);
        }
        if long {
            return no("invalid reason:field-too-long");
        }
        known.version += 1;
        let (state, action) = if step == Step::Withdraw {
            known.reason = true;
            ("withdrawn", "booking.withdrawn")
        } else {
            ("fulfilled", "booking.fulfilled")
        };
        known.closed = Some((state, side));
        yes(&[action])
    }
}

impl Life for Booking {
    type Command = Command;

    async fn begin() -> Self {
        let bench = bench().await;
        let (shipper, enterprise) = bench.clerk("甲示例贸易").await;
        let (carrier, provider) = bench.logistics("甲示例物流").await;
        let product = bench.product(provider, "航线").await;
        let (other_shipper, _) = bench.clerk("乙示例贸易").await;
        let (other_carrier, _) = bench.logistics("乙示例物流").await;
        let official = bench.official(Role::Reviewer, REGION).await;
        let visitor = bench.visitor();
        let people = HashMap::from([
            (Who::Shipper, shipper),
            (Who::Carrier, carrier),
            (Who::OtherShipper, other_shipper),
            (Who::OtherCarrier, other_carrier),
            (Who::Official, official),
            (Who::Visitor, visitor),
        ]);
        let keys = (0..120).map(|_| bench.desk.id()).collect();
        let (known, due, others, ids) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (booked, said, times) = (HashMap::new(), HashMap::new(), HashMap::new());
        Self {
            bench,
            people,
            enterprise,
            provider,
            product,
            keys,
            ids,
            known,
            due,
            others,
            booked,
            said,
            times,
        }
    }

    fn draw(dice: &mut Dice) -> Command {
        use Who::*;
        let insiders = [Shipper, Carrier, Shipper, Carrier, OtherShipper, OtherCarrier, Official, Visitor];
        let (who, at) = (dice.of(&insiders), dice.below(6));
        let side = match who {
            _ if dice.once_in(6) => dice.of(&[Side::Enterprise, Side::Provider]),
            Carrier | OtherCarrier => Side::Provider,
            _ => Side::Enterprise,
        };
        match dice.below(20) {
            0..=2 => Command::Book(who, dice.below(120)),
            3..=9 => {
                let text = dice.of(&[Text::Good, Text::Good, Text::Good, Text::Empty, Text::Long]);
                Command::Say(who, side, at, dice.below(120), text)
            }
            10 | 11 => Command::Withdraw(at, who, dice.once_in(4)),
            12 | 13 => Command::Fulfil(at, who, side),
            14..=16 => Command::Seen(at, who),
            17 => Command::Remind,
            _ => Command::Pass(dice.of(&[1, 5, 30])),
        }
    }

    fn expect(&mut self, command: &Command) -> Answer {
        match *command {
            Command::Book(who, key) => self.books(who, key),
            Command::Say(who, side, at, key, text) => self.says(who, side, at, key, text),
            Command::Withdraw(at, who, long) => self.closes(who, Side::Enterprise, at, Step::Withdraw, long),
            Command::Fulfil(at, who, side) => self.closes(who, side, at, Step::Fulfil, false),
            Command::Seen(at, who) => match self.barred(who, Side::Enterprise, at) {
                Ok(at) if self.known[at].unread => {
                    self.known[at].unread = false;
                    yes(&["booking.seen"])
                }
                Ok(_) => yes(&[]),
                Err(why) => no(why),
            },
            Command::Remind => {
                let now = self.bench.desk.now();
                let mut told = Vec::new();
                for (known, due) in self.known.iter_mut().zip(&self.due) {
                    if known.closed.is_none() && known.answers == 0 && now > *due && !known.reminded {
                        known.reminded = true;
                        told.push("booking.reminded");
                    }
                }
                let waiting = self.others.len();
                self.others.retain(|due| now <= *due);
                told.extend(std::iter::repeat_n("booking.reminded", waiting - self.others.len()));
                yes(&told)
            }
            Command::Pass(_) => yes(&[]),
        }
    }

    async fn perform(&mut self, command: &Command) -> Answer {
        let desk = self.bench.desk.clone();
        let saying = |key: usize, text: Text| Saying {
            form_key: self.keys[key].to_string(),
            text: match text {
                Text::Good => "可以".to_owned(),
                Text::Empty => " \n".to_owned(),
                Text::Long => "字".repeat(POST_LIMIT + 1),
            },
        };
        match *command {
            Command::Book(who, key) => {
                let form = BookingForm {
                    cargo: "日用陶瓷".to_owned(),
                    quantity: "2×40HQ".to_owned(),
                    ready_on: desk.zone.day(desk.now()).to_string(),
                    origin: "示例仓库".to_owned(),
                    contact_name: "乙某".to_owned(),
                    contact_phone: "0000-1234567".to_owned(),
                    ..BookingForm::default()
                };
                let (product, key) = (self.product, self.keys[key].to_string());
                let mut made = None;
                let answer = kept(&desk, &self.people[&who], async |work| {
                    made = Some(engagement::book(work, product, &key, &form).await?);
                    Ok(())
                })
                .await;
                if let Some(made) = made.filter(|made| made.fresh && answer.outcome.is_ok()) {
                    let row = Entity::find_by_id(made.id).one(desk.db()).await.expect("a database");
                    let due = row.expect("the booking").due_at;
                    if who == Who::Shipper {
                        self.ids.push(made.id);
                        self.due.push(due);
                    } else {
                        self.others.push(due);
                    }
                }
                answer
            }
            Command::Say(who, side, at, key, text) => {
                let (id, saying) = (self.id(at), saying(key, text));
                kept(&desk, &self.people[&who], async |work| match side {
                    Side::Provider => engagement::reply(work, id, &saying).await,
                    Side::Enterprise => engagement::ask(work, id, &saying).await,
                })
                .await
            }
            Command::Withdraw(at, who, long) => {
                let (id, reason) = (self.id(at), "因".repeat(if long { 101 } else { 3 }));
                kept(&desk, &self.people[&who], async |work| engagement::withdraw(work, id, &reason).await)
                    .await
            }
            Command::Fulfil(at, who, side) => {
                let id = self.id(at);
                kept(&desk, &self.people[&who], async |work| engagement::fulfil(work, side, id).await).await
            }
            Command::Seen(at, who) => {
                let id = self.id(at);
                kept(&desk, &self.people[&who], async |work| engagement::seen(work, id).await).await
            }
            Command::Remind => {
                let before = super::answer::end(&desk).await;
                let outcome = engagement::remind(&desk).await;
                super::answer::since(&desk, before, outcome).await
            }
            Command::Pass(hours) => {
                self.bench.clock.pass(TimeDelta::hours(hours));
                yes(&[])
            }
        }
    }

    async fn states(&mut self, command: &Command) -> (String, String) {
        let at = match command {
            Command::Say(_, _, at, _, _)
            | Command::Withdraw(at, ..)
            | Command::Fulfil(at, ..)
            | Command::Seen(at, _) => *at,
            Command::Book(..) => self.known.len().saturating_sub(1),
            Command::Remind => 0,
            Command::Pass(_) => return Default::default(),
        };
        let (desk, Some(known)) = (&self.bench.desk, self.known.get(at)) else { return Default::default() };
        let row = Entity::find_by_id(self.ids[at]).filter(Column::EnterpriseId.eq(self.enterprise));
        let row = row.one(desk.db()).await.expect("a database").expect("the booking");
        let found = format!(
            "{} version {} answered {} unread {} closed by {:?} reason {} reminded {}",
            row.state,
            row.version,
            row.answered_at.is_some(),
            row.answered_at.is_some() && row.answer_seen_at.is_none(),
            row.closed_side.as_deref(),
            row.reason.is_some(),
            row.reminded_at.is_some()
        );
        // What is offered to each side is what would be accepted from it.
        let mut offered = (String::new(), String::new());
        for (side, scope) in [
            (Side::Enterprise, Scope::Enterprise(self.enterprise)),
            (Side::Provider, Scope::Provider(self.provider)),
        ] {
            let can: Vec<Step> =
                Step::ALL.into_iter().filter(|step| known.can(side, *step).is_ok()).collect();
            offered.0 += &format!(" {side:?} {can:?}");
            let steps =
                find::one(desk.db(), &scope, self.ids[at], desk.now()).await.expect("the booking").steps;
            offered.1 += &format!(" {side:?} {steps:?}");
        }
        (known.told() + &offered.0, found + &offered.1)
    }
}

#[tokio::test]
async fn safety_a17_f22_bookings_live_as_the_reference_does() {
    super::proven::<Booking>("booking").await;
}
