//! Three firms with everything a firm can have, and every text of theirs marked: whose it is can be read off any page.

use super::World;
use super::deeds::picture;
use super::marks::Mark;
use super::roles::{Role, Side};
use super::scene::Scene;
use hall::engagement::model::{Entity as Engagement, post};
use hall::kernel::{Actor, Uuid};
use hall::review::model as review;
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _};
use std::collections::{BTreeMap, BTreeSet};
use web::testing::Browser;

/// What part a firm plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// An enterprise that books.
    Buyer,
    /// A logistics provider with a product on the shelf.
    Carrier,
    /// What a provider has and does not show: a product off the shelf, and what was said of it in review; news that are blocked.
    Hidden,
    /// What buyer and carrier have between them: bookings and their threads.
    Between,
    /// An enterprise that asked to become a provider.
    Waiting,
    /// A park with news.
    Landlord,
    /// What buyer and landlord have between them: an application to settle and its earlier round.
    Wish,
    /// What a department has for all parks of its region: an assessment and its window.
    Task,
    /// What a landlord files in it.
    Filed,
    /// The ranking that came of it, for every park that stands in it.
    Ranked,
    /// What a landlord objects to it.
    Objected,
}

/// Somebody to whom rows belong.
#[derive(Debug, Clone)]
pub struct Owner {
    /// Which of the three firms, from 0; none for what a department has for all parks of its region.
    pub firm: Option<usize>,
    /// The part.
    pub part: Part,
    /// The region.
    pub side: Side,
    /// Who acts for it; nobody for what is between two or for many.
    pub account: Option<Uuid>,
    /// The marks in its rows.
    pub marks: Vec<Mark>,
    /// The ids of its rows.
    pub ids: BTreeSet<Uuid>,
}

impl std::fmt::Display for Owner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.firm {
            Some(firm) => write!(f, "{:?} {}", self.part, firm + 1),
            None => write!(f, "{:?} of {:?}", self.part, self.side),
        }
    }
}

/// What an owner's rows hold: by its number, the table and the column.
type Word<'a> = &'a dyn Fn(usize, &str, &str) -> String;

/// Somebody who looks: a name, the owner they act for if any, and a browser.
pub type Viewer = (String, Option<Owner>, Browser);

/// The tables whose rows have ids that pages and forms name.
const NAMED: &[&str] = &[
    "account",
    "enterprise",
    "provider",
    "offering",
    "news",
    "engagement",
    "engagement_post",
    "settlement",
    "tenant",
    "tenant_import",
    "assessment",
    "assessment_period",
    "filing",
    "filing_round",
    "ranking",
    "objection",
    "review_round",
    "file",
    "message",
    "session",
];

/// A scene whose rows say whose they are.
pub struct Marked {
    /// The scene, with its officials.
    pub scene: Scene,
    /// Everybody to whom rows belong.
    pub owners: Vec<Owner>,
}

impl Marked {
    /// Sets it; `word(owner, table, column)` is what the owner's rows hold.
    pub async fn new(word: impl Fn(usize, &str, &str) -> String) -> Self {
        Self::set(Some(&word)).await
    }

    /// The same firms with ordinary words.
    pub async fn unmarked() -> Self {
        Self::set(None).await
    }

    /// The first two firms are neighbours in one region.
    async fn set(word: Option<Word<'_>>) -> Self {
        let mut marked = Self { scene: Scene::bare().await, owners: Vec::new() };
        let mut parks = Vec::new();
        for (firm, side) in [Side::A, Side::A, Side::B].into_iter().enumerate() {
            let known = marked.world().keys().await;
            let (account, buyer) = marked.member(side).await;
            marked.owns(Some(firm), side, Part::Buyer, Some(account), &known, word).await;

            let known = marked.world().keys().await;
            let (carrying, carrier) = marked.member(side).await;
            let (provider, product) = marked.sells(carrier, side).await;
            marked.owns(Some(firm), side, Part::Carrier, Some(carrying), &known, word).await;

            let known = marked.world().keys().await;
            marked.hides(carrying, provider).await;
            marked.owns(Some(firm), side, Part::Hidden, Some(carrying), &known, word).await;

            let known = marked.world().keys().await;
            for withdrawn in [false, true] {
                let booking = marked.scene.books(buyer, product).await;
                marked.talks(booking, [account, carrying], withdrawn).await;
            }
            marked.owns(Some(firm), side, Part::Between, None, &known, word).await;

            let known = marked.world().keys().await;
            let account = marked.world().bench.person("waiting").await;
            marked.scene.asks_to_become_a_provider(account, side).await;
            marked.owns(Some(firm), side, Part::Waiting, Some(account), &known, word).await;

            let known = marked.world().keys().await;
            let (managing, landlord) = marked.member(side).await;
            let park = marked.world().bench.runs_a_park(landlord).await;
            marked.world().bench.news(park, "示例新闻").await;
            let keeper = marked.world().bench.acting(managing).await;
            marked.scene.keeps_tenants(&keeper).await;
            marked.owns(Some(firm), side, Part::Landlord, Some(managing), &known, word).await;

            let known = marked.world().keys().await;
            let blocked = marked.world().bench.news(park, "示例新闻").await;
            let block = |news: &mut hall::news::model::Model| news.blocked_reason = Some("示例".to_owned());
            marked.world().bench.turn_news(blocked, block).await;
            marked.owns(Some(firm), side, Part::Hidden, Some(managing), &known, word).await;

            let known = marked.world().keys().await;
            let wish = marked.scene.asks_to_settle(buyer, park).await;
            marked.was_declined_before(wish).await;
            marked.owns(Some(firm), side, Part::Wish, None, &known, word).await;
            parks.push((firm, side, park));
        }
        for side in [Side::A, Side::B] {
            let here = parks.iter().filter(|(_, of, _)| *of == side);
            let here: Vec<(usize, Uuid)> = here.map(|(firm, _, park)| (*firm, *park)).collect();
            for ranked in [true, false] {
                marked.is_assessed(side, &here, ranked, word).await;
            }
        }
        marked.scene.offices().await;
        marked
    }

    /// The hall.
    pub const fn world(&self) -> &World {
        &self.scene.world
    }

    /// The parks of a region are assessed: either their filings wait to be judged, or the ranking is published and each objects to it.
    async fn is_assessed(
        &mut self,
        side: Side,
        parks: &[(usize, Uuid)],
        ranked: bool,
        word: Option<Word<'_>>,
    ) {
        let mut known = self.world().keys().await;
        let (_, period) = self.world().bench.announces(side.region()).await;
        let mut rows = Vec::new();
        for (_, park) in parks {
            let filing = self.world().bench.filing(period, *park).await.id;
            rows.push(self.world().row("filing", filing));
        }
        // What each park is to file is listed with the assessment, and is the park's own.
        known.extend(rows.iter().cloned());
        self.owns(None, side, Part::Task, None, &known, word).await;
        for ((firm, park), row) in parks.iter().zip(rows) {
            let mut known = self.world().keys().await;
            assert!(known.remove(&row), "{row} is no key");
            self.world().bench.files(period, *park).await;
            self.owns(Some(*firm), side, Part::Filed, None, &known, word).await;
        }
        if !ranked {
            return;
        }
        let known = self.world().keys().await;
        let ranking = self.world().bench.ranks(period).await;
        self.owns(None, side, Part::Ranked, None, &known, word).await;
        for (firm, park) in parks {
            let known = self.world().keys().await;
            self.world().bench.objects(ranking, period, *park).await;
            self.owns(Some(*firm), side, Part::Objected, None, &known, word).await;
        }
    }

    /// Everybody who looks.
    pub async fn viewers(&self) -> Vec<Viewer> {
        let mut viewers = Vec::new();
        for role in [
            Role::Visitor,
            Role::Person,
            Role::ReviewerA,
            Role::ReviewerB,
            Role::Assessor,
            Role::System,
            Role::Security,
            Role::Audit,
        ] {
            viewers.push((role.word().to_owned(), None, self.scene.browser(role).await));
        }
        for owner in self.owners.iter().filter(|owner| owner.part != Part::Hidden) {
            let Some(account) = owner.account else { continue };
            let name = owner.to_string();
            viewers.push((name, Some(owner.clone()), self.world().browser_of(account).await));
        }
        viewers
    }

    /// One viewer of each kind: of the first firm, and of the first region's officials.
    pub async fn kinds(&self) -> Vec<Viewer> {
        let other = |name: &str, owner: &Option<Owner>| {
            name == Role::ReviewerB.word() || owner.as_ref().is_some_and(|owner| owner.firm > Some(0))
        };
        let viewers = self.viewers().await.into_iter();
        viewers.filter(|(name, owner, _)| !other(name, owner)).collect()
    }

    async fn owns(
        &mut self,
        firm: Option<usize>,
        side: Side,
        part: Part,
        account: Option<Uuid>,
        known: &super::marks::Keys,
        word: Option<Word<'_>>,
    ) {
        let number = self.owners.len();
        let earlier: BTreeSet<Uuid> =
            self.owners.iter().flat_map(|owner| owner.ids.iter().copied()).collect();
        let marks = match word {
            Some(word) => self.world().mark(known, |table, column| word(number, table, column)).await,
            None => Vec::new(),
        };
        let fresh =
            self.homes().await.into_iter().filter(|(id, table)| {
                !earlier.contains(id) && !known.contains(&self.world().row(table, *id))
            });
        let ids = fresh.map(|(id, _)| id).collect();
        self.owners.push(Owner { firm, part, side, account, marks, ids });
    }

    /// Every id, and the table it stands in.
    pub async fn homes(&self) -> BTreeMap<Uuid, &'static str> {
        let mut homes = BTreeMap::new();
        for table in NAMED {
            homes.extend(self.world().ids(table).await.into_iter().map(|id| (id, *table)));
        }
        homes
    }

    /// The ids of the other firms and of the other region's department, with their tables.
    pub async fn foreign(&self, to: &Owner) -> BTreeMap<Uuid, &'static str> {
        let others = self.owners.iter().filter(|owner| match owner.firm {
            Some(_) => owner.firm != to.firm,
            None => owner.side != to.side,
        });
        let ids: BTreeSet<Uuid> = others.flat_map(|owner| owner.ids.iter().copied()).collect();
        self.homes().await.into_iter().filter(|(id, _)| ids.contains(id)).collect()
    }

    /// A person with an enterprise, a message and a session.
    async fn member(&self, side: Side) -> (Uuid, Uuid) {
        let bench = &self.world().bench;
        let (account, enterprise) = (bench.person("经办人").await, bench.enterprise("示例企业").await);
        bench.represents(account, enterprise).await;
        self.scene.moves_to(enterprise, side).await;
        self.scene.message(account).await;
        bench.session(account).await;
        (account, enterprise)
    }

    /// A provider with a product on the shelf: both.
    async fn sells(&self, enterprise: Uuid, side: Side) -> (Uuid, Uuid) {
        let bench = &self.world().bench;
        let provider = bench.provides(enterprise).await;
        picture(bench, "licence", enterprise, side).await;
        let product = bench.product(provider, "示例航线").await;
        let shown = picture(bench, "detail", enterprise, side).await;
        let work = bench.desk.begin(&Actor::Machine("test")).await.expect("a work");
        let found = review::Entity::find().all(work.db()).await.expect("rounds");
        let mut round = found.into_iter().find(|round| round.subject_id == product).expect("its round");
        round.proposal = round.proposal.replace(r#""pictures":[]"#, &format!(r#""pictures":["{shown}"]"#));
        let changed = review::Entity::update(round.into_active_model().reset_all());
        changed.exec(work.db()).await.expect("a picture of its own");
        work.keep().await.expect("kept");
        (provider, product)
    }

    /// A product taken off the shelf, a change of which was sent back.
    async fn hides(&self, account: Uuid, provider: Uuid) {
        let bench = &self.world().bench;
        let hidden = bench.product(provider, "下架航线").await;
        bench.turn_product(hidden, |row| row.on_shelf = false).await;
        let work = bench.desk.begin(&Actor::Machine("test")).await.expect("a work");
        let found = review::Entity::find().all(work.db()).await.expect("rounds");
        let mut sent_back = found.into_iter().find(|round| round.subject_id == hidden).expect("its round");
        sent_back.id = work.id();
        sent_back.round = 2;
        sent_back.state = "rejected".to_owned();
        sent_back.submitted_by = account;
        sent_back.reason = Some(r#"{"words":"请改"}"#.to_owned());
        sent_back.remarks = r#"[{"field":"title","words":"请改"}]"#.to_owned();
        work.add(sent_back).await.expect("a round that was sent back");
        work.keep().await.expect("kept");
    }

    /// The application is in its second round: the first was refused, with a reason.
    async fn was_declined_before(&self, id: Uuid) {
        use hall::park::settlement::model::{Entity, round};
        let work = self.world().bench.desk.begin(&Actor::Machine("test")).await.expect("a work");
        let found = Entity::find_by_id(id).one(work.db()).await.expect("a database");
        let mut row = found.expect("the application");
        let past = round::Model {
            settlement_id: id,
            round: 1,
            state: "declined".to_owned(),
            asked: serde_json::to_string(&row.asking()).expect("JSON"),
            asked_at: row.asked_at,
            ended_at: row.asked_at,
            reason: Some("示例".to_owned()),
        };
        work.add(past).await.expect("a round that is over");
        row.round = 2;
        Entity::update(row.into_active_model().reset_all()).exec(work.db()).await.expect("the second round");
        work.keep().await.expect("kept");
    }

    /// Both sides say something; a booking that is withdrawn says why.
    async fn talks(&self, booking: Uuid, accounts: [Uuid; 2], withdrawn: bool) {
        let work = self.world().bench.desk.begin(&Actor::Machine("test")).await.expect("a work");
        for (account, side) in accounts.into_iter().zip(["enterprise", "provider"]) {
            let said = post::Model {
                id: work.id(),
                engagement_id: booking,
                side: side.to_owned(),
                account_id: account,
                author: "示例".to_owned(),
                body: "示例".to_owned(),
                form_key: work.id().to_string(),
                at: work.now(),
            };
            work.add(said).await.expect("a post");
        }
        if withdrawn {
            let found = Engagement::find_by_id(booking).one(work.db()).await.expect("a database");
            let mut row = found.expect("the booking");
            row.state = "withdrawn".to_owned();
            row.closed_at = Some(work.now());
            row.closed_side = Some("enterprise".to_owned());
            row.reason = Some("示例".to_owned());
            let changed = Engagement::update(row.into_active_model().reset_all());
            changed.exec(work.db()).await.expect("withdrawn");
        }
        work.keep().await.expect("kept");
    }
}
