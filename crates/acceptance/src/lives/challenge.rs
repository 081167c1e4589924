//! SMS codes: sent within their budgets, replaced, typed rightly, wrongly, too late, elsewhere, for something else.

use super::{Answer, Dice, Life, no, yes};
use chrono::TimeDelta;
use hall::account::Browser;
use hall::account::code::{Ask, MINUTES, Purpose, RESEND_SECONDS, TRIES, send};
use hall::account::login::{ByCode, by_code};
use hall::account::model::challenge::{Column, Entity};
use hall::kernel::Instant;
use hall::message::deliver::Wording;
use hall::testing::{Bench, bench};
use sea_orm::{EntityTrait as _, QueryOrder as _};
use serde_json::Value;

const PHONES: [&str; 2] = ["+8613900001111", "+8613900002222"];
const BROWSERS: [Browser<'static>; 2] =
    [Browser { secret: "one browser", agent: "test" }, Browser { secret: "another browser", agent: "test" }];
const PURPOSES: [Purpose; 2] = [Purpose::Login, Purpose::Password];

/// Words for a test.
struct Plain;

impl Wording for Plain {
    fn title(&self, kind: &str, _: &Value, _: &str) -> String {
        kind.to_owned()
    }
    fn sentence(&self, kind: &str, _: &Value, _: &str) -> String {
        kind.to_owned()
    }
}

#[derive(Debug, Clone)]
pub enum Command {
    /// Phone, purpose, browser.
    Send(usize, usize, usize),
    /// Phone, browser, and the code so many before the newest; or one that is none.
    Type(usize, usize, Typed),
    Pass(i64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    Sent(usize),
    Wrong,
    Short,
}

/// What the reference knows of a code.
#[derive(Debug, Clone)]
struct Known {
    phone: usize,
    purpose: usize,
    browser: usize,
    at: Instant,
    tries: i32,
    used: bool,
}

pub struct Challenge {
    bench: Bench,
    codes: Vec<String>,
    known: Vec<Known>,
    registered: [bool; 2],
    /// Browsers in which the owner of a number has logged in, by phone and browser: they have budgets of their own.
    owners: [[bool; 2]; 2],
}

impl Challenge {
    /// Which budget is used up; the zone's limits, as an hour's and a day's sum.
    fn over(&self, phone: usize, browser: usize) -> Option<&'static str> {
        let (now, limits) = (self.bench.desk.now(), &self.bench.desk.zone.limits);
        let own = self.owners[phone][browser];
        let to = |known: &Known| known.phone == phone && (!own || known.browser == browser);
        let within = |span: TimeDelta, phone: Option<usize>| {
            let counts = |known: &&Known| known.at > now - span && (phone.is_none() || to(known));
            u32::try_from(self.known.iter().filter(counts).count()).expect("a small number")
        };
        let (hour, day) = (TimeDelta::hours(1), TimeDelta::days(1));
        if within(TimeDelta::seconds(RESEND_SECONDS), Some(phone)) >= 1 {
            Some("too many sms-wait")
        } else if within(hour, Some(phone)) >= limits.sms_per_phone_hour {
            Some("too many sms-phone-hour")
        } else if within(day, Some(phone)) >= limits.sms_per_phone_day {
            Some("too many sms-phone-day")
        } else if within(hour, None) >= limits.sms_per_address_hour {
            Some("too many sms-address-hour")
        } else {
            (within(hour, None) >= 5).then_some("invalid captcha:captcha-needed")
        }
    }

    /// The code that counts here, by position.
    fn counts(&self, phone: usize, browser: usize) -> Option<usize> {
        let now = self.bench.desk.now();
        self.known.iter().rposition(|known| {
            let here = known.phone == phone && known.purpose == 0 && known.browser == browser;
            here && !known.used && now < known.at + TimeDelta::minutes(MINUTES)
        })
    }

    /// Which sent code is meant.
    fn meant(&self, typed: Typed, all: usize) -> Option<usize> {
        match typed {
            Typed::Sent(before) => all.checked_sub(before + 1),
            Typed::Wrong | Typed::Short => None,
        }
    }
}

impl Life for Challenge {
    type Command = Command;

    async fn begin() -> Self {
        let bench = bench().await;
        bench.legal().await;
        Self { bench, codes: Vec::new(), known: Vec::new(), registered: [false; 2], owners: [[false; 2]; 2] }
    }

    fn draw(dice: &mut Dice) -> Command {
        match dice.below(10) {
            0..=2 => Command::Send(dice.below(2), usize::from(dice.once_in(4)), dice.below(2)),
            3..=6 => {
                let typed = match dice.below(8) {
                    0 => Typed::Short,
                    1..=3 => Typed::Wrong,
                    _ => Typed::Sent(dice.of(&[0, 0, 0, 1, 2])),
                };
                Command::Type(dice.below(2), dice.below(2), typed)
            }
            _ => Command::Pass(dice.of(&[10, 59, 61, 299, 301, 1_200, 3_601, 86_401])),
        }
    }

    fn expect(&mut self, command: &Command) -> Answer {
        match *command {
            Command::Send(phone, purpose, browser) => {
                if let Some(why) = self.over(phone, browser) {
                    return no(why);
                }
                for known in &mut self.known {
                    let same = known.phone == phone && known.purpose == purpose && known.browser == browser;
                    known.used |= same;
                }
                let at = self.bench.desk.now();
                self.known.push(Known { phone, purpose, browser, at, tries: 0, used: false });
                yes(&["code.sent"])
            }
            Command::Type(_, _, Typed::Short) => no("invalid code:code-form"),
            Command::Type(phone, browser, typed) => {
                let meant = self.meant(typed, self.known.len());
                let Some(at) = self.counts(phone, browser) else { return no("invalid code:code-wrong") };
                let known = &mut self.known[at];
                if meant != Some(at) {
                    known.tries += 1;
                    known.used = known.tries >= TRIES;
                    return no("invalid code:code-wrong");
                }
                known.used = true;
                self.owners[phone][browser] = true;
                let new = !std::mem::replace(&mut self.registered[phone], true);
                yes(if new {
                    &["account.registered", "consent.given", "session.begun"]
                } else {
                    &["session.begun"]
                })
            }
            Command::Pass(_) => yes(&[]),
        }
    }

    async fn perform(&mut self, command: &Command) -> Answer {
        let desk = self.bench.desk.clone();
        let visitor = self.bench.visitor();
        let before = super::answer::end(&desk).await;
        match *command {
            Command::Send(phone, purpose, browser) => {
                let ask =
                    Ask { phone: PHONES[phone], purpose: PURPOSES[purpose], captcha: None, locale: "zh-CN" };
                let outcome = send(&desk, &visitor, BROWSERS[browser], ask, &Plain).await;
                if outcome.is_ok() {
                    let text = self.bench.sms.last_to(PHONES[phone]).expect("a text message").text;
                    self.codes
                        .push(text.params.into_iter().find(|(name, _)| name == "code").expect("a code").1);
                }
                super::answer::since(&desk, before, outcome).await
            }
            Command::Type(phone, browser, typed) => {
                // One that was never sent: no two neighbours of six digits are the same.
                let none = || {
                    let taken = |code: &String| self.codes.contains(code);
                    (0..).map(|number| format!("{number:06}")).find(|code| !taken(code)).expect("a free one")
                };
                let code = match typed {
                    Typed::Short => "12345".to_owned(),
                    _ => self.meant(typed, self.codes.len()).map_or_else(none, |at| self.codes[at].clone()),
                };
                let typed = ByCode { phone: PHONES[phone], code: &code, consent: true, locale: "zh-CN" };
                let outcome = by_code(&desk, &visitor, BROWSERS[browser], typed).await;
                let mut answer = super::answer::since(&desk, before, outcome).await;
                // How many sessions live at once is proven with sessions.
                answer.wrote.retain(|action| action != "session.evicted");
                answer
            }
            Command::Pass(seconds) => {
                self.bench.clock.pass(TimeDelta::seconds(seconds));
                yes(&[])
            }
        }
    }

    async fn states(&mut self, _: &Command) -> (String, String) {
        let rows = Entity::find().order_by_asc(Column::CreatedAt).order_by_asc(Column::Id);
        let rows = rows.all(self.bench.desk.db()).await.expect("a database");
        let mut found: Vec<String> = rows
            .iter()
            .map(|row| format!("{} {} {} {}", row.phone, row.purpose, row.tries, row.used_at.is_some()))
            .collect();
        let mut known: Vec<String> = self
            .known
            .iter()
            .map(|known| {
                let purpose = PURPOSES[known.purpose].word();
                format!("{} {purpose} {} {}", PHONES[known.phone], known.tries, known.used)
            })
            .collect();
        found.sort();
        known.sort();
        (format!("{known:?}"), format!("{found:?}"))
    }
}

#[tokio::test]
async fn safety_a17_a63_codes_live_as_the_reference_does() {
    super::proven::<Challenge>("code").await;
}
