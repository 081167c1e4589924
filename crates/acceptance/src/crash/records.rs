//! Everything that is written down in a hall, read at one go: what acts left behind is looked for in it.

use hall::kernel::{Instant, Uuid};
use hall::park::tenant;
use hall::testing::Bench;
use hall::{account, assessment, engagement, file, journal, message, offering, provider, review};
use sea_orm::{EntityTrait as _, QueryOrder as _};
use std::collections::HashMap;

/// The rows of every table an act writes into.
pub struct Records {
    pub engagements: Vec<engagement::model::Model>,
    pub bookings: Vec<engagement::model::booking::Model>,
    pub posts: Vec<engagement::model::post::Model>,
    pub offerings: Vec<offering::model::Model>,
    pub providers: Vec<provider::model::Model>,
    pub rounds: Vec<review::model::Model>,
    pub versions: Vec<review::version::Model>,
    pub files: Vec<file::model::Model>,
    pub messages: Vec<message::model::Model>,
    pub outbox: Vec<message::dispatch::Model>,
    pub accounts: Vec<account::model::account::Model>,
    pub sessions: Vec<account::model::session::Model>,
    pub devices: Vec<account::model::device::Model>,
    pub codes: Vec<account::model::challenge::Model>,
    pub tenants: Vec<tenant::model::Model>,
    pub imports: Vec<tenant::model::import::Model>,
    pub changes: Vec<tenant::model::change::Model>,
    pub filings: Vec<assessment::model::filing::Model>,
    pub submissions: Vec<assessment::model::round::Model>,
    pub journal: Vec<journal::model::Model>,
    uses: HashMap<(String, Uuid), usize>,
    entries: HashMap<(String, String), Vec<Instant>>,
}

macro_rules! all {
    ($bench:expr, $entity:ty) => {
        <$entity>::find().all($bench.db()).await.expect("rows are read")
    };
}

impl Records {
    /// Reads them.
    pub async fn of(bench: &Bench) -> Self {
        let mut uses = HashMap::new();
        for used in all!(bench, file::model::file_use::Entity) {
            *uses.entry((used.subject_kind, used.subject_id)).or_default() += 1;
        }
        let entries = journal::model::Entity::find().order_by_asc(journal::model::Column::Seq);
        let journal = entries.all(bench.db()).await.expect("the journal is read");
        let mut entries: HashMap<(String, String), Vec<Instant>> = HashMap::new();
        for entry in &journal {
            entries.entry((entry.action.clone(), entry.subject_id.clone())).or_default().push(entry.at);
        }
        Self {
            engagements: all!(bench, engagement::model::Entity),
            bookings: all!(bench, engagement::model::booking::Entity),
            posts: all!(bench, engagement::model::post::Entity),
            offerings: all!(bench, offering::model::Entity),
            providers: all!(bench, provider::model::Entity),
            rounds: all!(bench, review::model::Entity),
            versions: all!(bench, review::version::Entity),
            files: all!(bench, file::model::Entity),
            messages: all!(bench, message::model::Entity),
            outbox: all!(bench, message::dispatch::Entity),
            accounts: all!(bench, account::model::account::Entity),
            sessions: all!(bench, account::model::session::Entity),
            devices: all!(bench, account::model::device::Entity),
            codes: all!(bench, account::model::challenge::Entity),
            tenants: all!(bench, tenant::model::Entity),
            imports: all!(bench, tenant::model::import::Entity),
            changes: all!(bench, tenant::model::change::Entity),
            filings: all!(bench, assessment::model::filing::Entity),
            submissions: all!(bench, assessment::model::round::Entity),
            journal,
            uses,
            entries,
        }
    }

    /// How many entries tell of an action on a thing (at an instant).
    pub fn entries(&self, action: &str, subject: &str, at: Option<Instant>) -> usize {
        let found = self.entries.get(&(action.to_owned(), subject.to_owned()));
        found.map_or(0, |times| times.iter().filter(|time| at.is_none_or(|at| at == **time)).count())
    }

    /// How many entries tell of an action at an instant.
    pub fn at(&self, action: &str, at: Instant) -> usize {
        self.journal.iter().filter(|entry| entry.action == action && entry.at == at).count()
    }

    /// How many files a thing uses.
    pub fn uses(&self, kind: &str, subject: Uuid) -> usize {
        self.uses.get(&(kind.to_owned(), subject)).copied().unwrap_or(0)
    }
}
