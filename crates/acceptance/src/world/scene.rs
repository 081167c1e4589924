//! The scene of the permission matrix: every role, and of every kind of thing one on each side.

use super::World;
use super::roles::{Role, Side};
use hall::kernel::{Actor, Role as Office, Uuid};
use hall::message::Note;
use sea_orm::{ActiveModelTrait as _, Set};
use serde_json::json;
use std::collections::BTreeMap;
use web::testing::Browser;

/// What a parameter of a path stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A message in somebody's inbox.
    Message,
    /// An enterprise.
    Enterprise,
    /// A provider.
    Provider,
    /// A provider that is a park.
    Park,
    /// One of somebody's sessions.
    Session,
    /// A public product.
    Offering,
    /// A public news item of a park.
    News,
    /// A booking of it, by the enterprise of its side.
    Booking,
    /// An application to settle in a park, by the enterprise of its side.
    Settlement,
    /// An enterprise in a park's register.
    Tenant,
    /// What was imported into a park's register.
    Import,
    /// What waits for review: an enterprise asks to become a provider.
    Round,
    /// A picture only its owner and the reviewers of its region may see: a licence.
    File,
    /// Somebody's account, as officials look at it.
    Account,
    /// An office somebody was proposed for.
    Appointment,
    /// A message that could not be sent.
    Dispatch,
    /// An assessment that is announced.
    Assessment,
    /// Its window, which is open.
    Period,
    /// The park's filing in it, which waits to be judged.
    Filing,
    /// A published ranking the park stands in.
    Ranking,
    /// What the park objects to it.
    Objection,
}

/// Whose thing is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// One's own, or in one's care.
    Own,
    /// Somebody else's of the other region.
    Foreign,
    /// Nobody's: it does not exist.
    Missing,
}

impl Whose {
    /// In the order of the matrix.
    pub const ALL: [Self; 3] = [Self::Own, Self::Foreign, Self::Missing];

    /// The word of the golden file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Foreign => "foreign",
            Self::Missing => "missing",
        }
    }
}

/// A world in which everybody and everything is there.
pub struct Scene {
    /// The world.
    pub world: World,
    accounts: BTreeMap<Role, Uuid>,
    pub(super) stranger: Uuid,
    pub(super) shared: BTreeMap<(Thing, Side), Uuid>,
}

impl Scene {
    /// Sets it.
    pub async fn new() -> Self {
        let mut scene = Self::bare().await;
        for side in [Side::A, Side::B] {
            scene.firms(side).await;
        }
        scene.offices().await;
        scene
    }

    /// A world with nobody but a stranger in it.
    pub(super) async fn bare() -> Self {
        let world = World::new().await;
        let stranger = world.bench.person("旁人").await;
        Self { world, accounts: BTreeMap::new(), stranger, shared: BTreeMap::new() }
    }

    /// The same once more, of a scene whose bench is frozen: much less work than to set it.
    pub async fn copy(&self) -> Self {
        Self {
            world: self.world.copy().await,
            accounts: self.accounts.clone(),
            stranger: self.stranger,
            shared: self.shared.clone(),
        }
    }

    async fn firms(&mut self, side: Side) {
        let bench = &self.world.bench;
        let (buyer, carrier) =
            (bench.enterprise("宁波锚泊示例贸易").await, bench.enterprise("云桥示例物流").await);
        let landlord = bench.enterprise("东港示例园区运营").await;
        for enterprise in [buyer, carrier, landlord] {
            self.moves_to(enterprise, side).await;
        }
        let provider = self.world.bench.provides(carrier).await;
        let park = self.world.bench.runs_a_park(landlord).await;
        self.shared.insert((Thing::Park, side), park);
        let news = self.world.bench.news(park, "示例新闻").await;
        self.shared.insert((Thing::News, side), news);
        self.shared.insert((Thing::Enterprise, side), buyer);
        self.shared.insert((Thing::Provider, side), provider);
        let product = self.world.bench.product(provider, "示例航线").await;
        self.shared.insert((Thing::Offering, side), product);
        let booking = self.books(buyer, product).await;
        self.shared.insert((Thing::Booking, side), booking);
        let settlement = self.asks_to_settle(buyer, park).await;
        self.shared.insert((Thing::Settlement, side), settlement);
        let keeper = self.world.bench.person("园区登记员").await;
        self.world.bench.represents(keeper, landlord).await;
        let keeper = self.world.bench.acting(keeper).await;
        let (tenant, import) = self.keeps_tenants(&keeper).await;
        self.shared.insert((Thing::Tenant, side), tenant);
        self.shared.insert((Thing::Import, side), import);
        self.is_assessed(park, side).await;
        let bench = &self.world.bench;
        if side == Side::A {
            for (role, enterprise) in
                [(Role::Enterprise, buyer), (Role::Logistics, carrier), (Role::Park, landlord)]
            {
                let account = bench.person(role.word()).await;
                bench.represents(account, enterprise).await;
                self.accounts.insert(role, account);
            }
        }
        let account = bench.person("waiting").await;
        if side == Side::A {
            self.accounts.insert(Role::Waiting, account);
        }
        self.asks_to_become_a_provider(account, side).await;
    }

    /// A park is assessed twice: once the ranking is published and objected to, once it waits to be judged.
    async fn is_assessed(&mut self, park: Uuid, side: Side) {
        let bench = &self.world.bench;
        let (_, ranked) = bench.announces(side.region()).await;
        bench.files(ranked, park).await;
        let ranking = bench.ranks(ranked).await;
        let objection = bench.objects(ranking, ranked, park).await;
        let (assessment, period) = bench.announces(side.region()).await;
        let filing = bench.files(period, park).await;
        for (thing, id) in [
            (Thing::Assessment, assessment),
            (Thing::Period, period),
            (Thing::Filing, filing),
            (Thing::Ranking, ranking),
            (Thing::Objection, objection),
        ] {
            self.shared.insert((thing, side), id);
        }
    }

    pub(super) async fn offices(&mut self) {
        let bench = &self.world.bench;
        self.accounts.insert(Role::Person, bench.person("person").await);
        for (role, office, region) in [
            (Role::ReviewerA, Office::Reviewer, Side::A.region()),
            (Role::ReviewerB, Office::Reviewer, Side::B.region()),
            (Role::Assessor, Office::Assessor, Side::A.region()),
            (Role::System, Office::SystemAdmin, "*"),
            (Role::Security, Office::SecurityAdmin, "*"),
            (Role::Audit, Office::AuditAdmin, "*"),
        ] {
            let account = bench.person(role.word()).await;
            bench.appointed(account, office, region).await;
            self.accounts.insert(role, account);
        }
        let bench = &self.world.bench;
        let (proposer, stranger) = (self.accounts[&Role::ReviewerA], self.stranger);
        let work = bench.desk.begin(&Actor::Machine("test")).await.expect("a work");
        let (appointment, dispatch) = (work.id(), work.id());
        let proposed = hall::account::model::appointment::Model {
            id: appointment,
            account_id: stranger,
            role: Office::Reviewer.word().to_owned(),
            region: Side::A.region().to_owned(),
            source: "office".to_owned(),
            proposed_by: Some(proposer),
            proposed_at: work.now(),
            confirmed_by: None,
            confirmed_at: None,
            ended_by: None,
            ended_at: None,
        };
        let dead = hall::message::dispatch::Model {
            id: dispatch,
            message_id: None,
            channel: "sms".to_owned(),
            address: "+8613900000000".to_owned(),
            kind: "session-evicted".to_owned(),
            args: "{}".to_owned(),
            locale: "zh-CN".to_owned(),
            state: "dead".to_owned(),
            attempts: 10,
            next_at: work.now(),
            last_error: Some("refused".to_owned()),
            created_at: work.now(),
            sent_at: None,
        };
        work.add(proposed).await.expect("a proposal");
        work.add(dead).await.expect("a dispatch");
        work.keep().await.expect("kept");
        for side in [Side::A, Side::B] {
            self.shared.insert((Thing::Account, side), stranger);
            self.shared.insert((Thing::Appointment, side), appointment);
            self.shared.insert((Thing::Dispatch, side), dispatch);
        }
    }

    pub(super) async fn moves_to(&self, enterprise: Uuid, side: Side) {
        let work = self.world.bench.desk.begin(&Actor::Machine("test")).await.expect("a work");
        let row = hall::enterprise::model::enterprise::ActiveModel {
            id: Set(enterprise),
            region: Set(side.region().to_owned()),
            ..Default::default()
        };
        row.update(work.db()).await.expect("moved");
        work.keep().await.expect("kept");
    }

    /// A browser in which `role` has logged in just now.
    pub async fn browser(&self, role: Role) -> Browser {
        // Only so many sessions of one account live at once; which is the oldest must be clear.
        self.world.bench.clock.pass(chrono::TimeDelta::seconds(1));
        match self.accounts.get(&role) {
            Some(account) => self.world.browser_of(*account).await,
            None => self.world.browser(),
        }
    }

    /// The id of a thing as seen by `role`. Things that belong to a person are made when they are asked for.
    pub async fn id(&self, thing: Thing, whose: Whose, role: Role) -> Uuid {
        let side = match whose {
            Whose::Own => role.side(),
            Whose::Foreign => role.side().other(),
            // Of the same length and form as all others.
            Whose::Missing => return self.world.bench.desk.id(),
        };
        let owner = match whose {
            Whose::Own => self.accounts.get(&role).copied().unwrap_or(self.stranger),
            _ => self.stranger,
        };
        match thing {
            Thing::Message => self.message(owner).await,
            Thing::Session => self.session(owner).await,
            _ => self.shared[&(thing, side)],
        }
    }

    pub(super) async fn message(&self, account: Uuid) -> Uuid {
        let desk = &self.world.bench.desk;
        let work = desk.begin(&Actor::Machine("test")).await.expect("a work");
        let recipients = hall::account::recipients(work.db(), &[account]).await.expect("recipients");
        let note = Note::new("session-evicted", json!({ "most": 5 }));
        work.tell(&recipients, &note).await.expect("told");
        work.keep().await.expect("kept");
        let newest =
            hall::message::find::inbox(desk.db(), account, true, hall::kernel::Paging::of(None, None)).await;
        newest.expect("an inbox").rows.first().expect("a message").id
    }

    async fn session(&self, account: Uuid) -> Uuid {
        let token = self.world.bench.session(account).await;
        let live = self.world.bench.resolved(&token).await.expect("a live session");
        live.actor.member().expect("a member").session
    }
}
