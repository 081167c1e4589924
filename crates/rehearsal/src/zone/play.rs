//! Who is where, and what they hold: the state of the play.

use super::apart;
use super::cast::{CLERKS, FIRMS, Firm, NEWCOMER, OFFICIALS, PASSWORD, Person, card};
use super::hands::Hands;
use super::time::{At, instant};
use hall::account::session::{self, Opening};
use hall::account::{Browser, find};
use hall::enterprise::uscc;
use hall::kernel::{FixedClock, Instant, Outcome, Refusal, Uuid};
use hall::term::calendar::{self, Calendar};
use hall::{Actor, Desk};
use identity::Identity;
use identity::demo::{Account, Enterprise, Licence};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The state of the play.
pub struct Play {
    /// The hall, at the play's time.
    pub desk: Desk,
    /// Phones and other websites.
    pub hands: Hands,
    /// The identity provider's name in tokens.
    pub issuer: String,
    clock: Arc<FixedClock>,
    calendar: Calendar,
    now: Instant,
    /// Accounts by key.
    pub accounts: HashMap<&'static str, Uuid>,
    /// Subjects at the identity provider by key.
    pub subjects: HashMap<&'static str, Uuid>,
    /// Products by key.
    pub goods: HashMap<&'static str, Uuid>,
    /// The assessments.
    pub assessments: BTreeMap<super::quarter::Which, Uuid>,
    /// The ranking that was published.
    pub ranking: Option<Uuid>,
    tokens: HashMap<&'static str, String>,
}

impl Play {
    /// Sets the play up: working days, legal texts.
    pub async fn new(desk: &Desk, issuer: &str) -> Outcome<Self> {
        let now = desk.now();
        let clock = Arc::new(FixedClock::at(now));
        let hands = Hands::default();
        let desk = apart(desk, &clock, &hands);
        // Before anything that is to come; how long ago exactly, the calendar itself decides.
        clock.set(now - chrono::TimeDelta::days(60));
        let work = desk.begin(&Actor::Machine("start")).await?;
        calendar::fill(&work).await?;
        let calendar = calendar::load(work.db()).await?;
        work.keep().await?;
        let play = Self {
            desk,
            hands,
            issuer: issuer.to_owned(),
            clock,
            calendar,
            now,
            accounts: HashMap::new(),
            subjects: HashMap::new(),
            goods: HashMap::new(),
            assessments: BTreeMap::new(),
            ranking: None,
            tokens: HashMap::new(),
        };
        play.at(At::Day(26, 9, 0));
        hall::account::legal::prepare(&play.desk).await?;
        Ok(play)
    }

    /// It is now this time.
    pub fn at(&self, at: At) {
        self.clock.set(self.instant(at));
    }

    /// When that is.
    pub fn instant(&self, at: At) -> Instant {
        instant(at, self.now, &self.calendar, self.desk.zone.timezone)
    }

    /// Some seconds pass.
    pub fn pass(&self, seconds: i64) {
        self.clock.pass(chrono::TimeDelta::seconds(seconds));
    }

    /// Makes everybody's accounts at the identity provider.
    pub async fn subjects(&mut self, identity: &Identity) -> Outcome<()> {
        let broken =
            |problem: identity::Problem| Refusal::Broken(format!("the identity provider: {problem:?}"));
        for person in CLERKS.iter().chain(std::iter::once(&NEWCOMER.0)) {
            let account = Account {
                login: person.login.to_owned(),
                password: PASSWORD.to_owned(),
                name: person.name.to_owned(),
                phone: format!("+86{}", person.phone()),
                address: "海澜综合试验区".to_owned(),
                level: 3,
                number: card(person.phone),
                valid_from: "2019-03-07".to_owned(),
            };
            let made = match firm(person.key) {
                Some(firm) => identity::demo::legal_person(identity, &account, &enterprise(firm)).await,
                None => identity::demo::person(identity, &account).await,
            };
            self.subjects.insert(person.key, made.map_err(broken)?);
        }
        Ok(())
    }

    /// Somebody, logged in: in the session they had, or a new one in their own browser.
    pub async fn acting(&mut self, key: &'static str) -> Outcome<Actor> {
        let address = address(key);
        if let Some(token) = self.tokens.get(key)
            && let Some(live) = hall::actor::resolve(&self.desk, token, &address).await?
        {
            return Ok(live.actor);
        }
        let id =
            *self.accounts.get(key).ok_or_else(|| Refusal::Broken(format!("{key} has no account yet")))?;
        let account = find::own(self.desk.db(), id).await?;
        let secret = browser(key);
        let work = self.desk.begin(&Actor::Visitor { address: address.clone() }).await?;
        let opening = Opening {
            method: "password",
            enterprise: None,
            browser: Browser { secret: &secret, agent: AGENT },
            id_token: None,
        };
        let begun = session::begin(&work, &account, opening).await?;
        work.keep().await?;
        self.arrived(key, begun.account, begun.token);
        let live = hall::actor::resolve(&self.desk, &self.tokens[key], &address).await?;
        live.map(|live| live.actor).ok_or_else(|| Refusal::Broken(format!("{key} could not log in")))
    }

    /// Somebody has logged in.
    pub fn arrived(&mut self, key: &'static str, account: Uuid, token: String) {
        self.accounts.insert(key, account);
        self.tokens.insert(key, token);
    }

    /// Everybody goes home: sessions that still live end.
    pub async fn everybody_leaves(&mut self) -> Outcome<()> {
        for (key, token) in std::mem::take(&mut self.tokens) {
            if let Some(live) = hall::actor::resolve(&self.desk, &token, &address(key)).await? {
                let work = self.desk.begin(&live.actor).await?;
                session::end(&work).await?;
                work.keep().await?;
            }
        }
        Ok(())
    }
}

/// How everybody's browser calls itself.
pub const AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// The secret of somebody's browser.
pub fn browser(key: &str) -> String {
    format!("the browser of {key} in the demonstration")
}

/// The network address of somebody: one for each, from the block for documentation (RFC 5737).
pub fn address(key: &str) -> String {
    let place = people().position(|person| person.key == key).unwrap_or_default();
    format!("198.51.100.{}", place + 10)
}

/// Everybody.
pub fn people() -> impl Iterator<Item = &'static Person> {
    OFFICIALS.iter().chain(&CLERKS)
}

/// The enterprise somebody acts for.
pub fn firm(key: &str) -> Option<&'static Firm> {
    FIRMS.iter().chain(std::iter::once(&NEWCOMER.1)).find(|firm| firm.key == key)
}

/// Its credit code.
pub fn code(firm: &Firm) -> String {
    let place = FIRMS.iter().position(|other| other.key == firm.key).unwrap_or(FIRMS.len());
    uscc::invented(firm.region, 7_301_144 + 9_173 * place as u64).to_string()
}

fn enterprise(firm: &Firm) -> Enterprise {
    let licence = |name: &str, number: String, authority: &str, until: Option<&str>| Licence {
        name: name.to_owned(),
        number,
        authority: authority.to_owned(),
        valid_from: "2021-05-18".to_owned(),
        valid_until: until.map(str::to_owned),
    };
    let mut licences = vec![licence("营业执照", code(firm), "海澜综合试验区市场监督管理局（示例）", None)];
    if firm.provider.is_some() {
        let number = format!("HL-HD-{}", &code(firm)[8..14]);
        licences.push(licence(
            "国际货运代理企业备案表",
            number,
            "海澜综合试验区商务局（示例）",
            Some("2031-05-17"),
        ));
    }
    Enterprise {
        name: firm.name.to_owned(),
        uscc: code(firm),
        representative: firm.head.to_owned(),
        seat: firm.seat.to_owned(),
        region: Some(firm.region.to_owned()),
        licences,
    }
}
