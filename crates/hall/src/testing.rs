//! A desk whose clock, randomness and gateways a test holds. On SQLite unless `TRADEHALL_TEST_POSTGRES_URL` names
//! a PostgreSQL server. Every desk gets a database of its own, copied from one that was migrated once.

mod actors;
mod assess;
mod database;
mod goods;
mod people;

pub use crate::kernel::effort::{Effort, effort};
pub use actors::{enterprise, logistics, official, park, person, png, visitor};
pub use database::{Bare, bare_postgres, new_database, run_sql, schema};
pub use people::{ADDRESS, REGION};

use crate::kernel::{
    self, Chance, Clock as _, Database, Desk, FixedClock, Instant, Keys, OsChance, Parts, SeededChance,
    SystemClock, Zone,
};
use gateways::mail::RecordedMail;
use gateways::oidc::RecordedOidc;
use gateways::sms::RecordedSms;
use gateways::store::Store;
use gateways::wechat::RecordedWechat;
use std::sync::Arc;

/// A desk and the hands that move what it stands on.
pub struct Bench {
    /// The desk.
    pub desk: Desk,
    /// Its clock; stands at a Wednesday morning, 2026-03-04 09:00 in Shanghai.
    pub clock: Arc<FixedClock>,
    /// What was sent by SMS.
    pub sms: RecordedSms,
    /// What was sent by mail.
    pub mail: RecordedMail,
    /// WeChat as the test plays it.
    pub wechat: RecordedWechat,
    /// The identity provider as the test plays it.
    pub oidc: RecordedOidc,
    place: database::Place,
}

impl std::ops::Deref for Bench {
    type Target = Desk;
    fn deref(&self) -> &Desk {
        &self.desk
    }
}

/// Changes what the journal says in one entry, as nobody may; whether there was one.
///
/// # Panics
/// When the database does not answer.
pub async fn tamper(desk: &Desk, seq: i64) -> bool {
    use crate::journal::model::{Column, Entity};
    use sea_orm::sea_query::Expr;
    use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
    let change = Entity::update_many().col_expr(Column::ActorName, Expr::value("somebody else"));
    let changed =
        change.filter(Column::Seq.eq(seq)).exec(&desk.database.writer).await.expect("the database answers");
    changed.rows_affected == 1
}

/// Whether a token names a captcha these keys would show; for fuzzing.
#[must_use]
pub fn is_captcha(keys: &Keys, token: &str, now: Instant) -> bool {
    crate::account::captcha::is_one(keys, token, now)
}

/// The instant at which every bench begins.
#[must_use]
pub fn beginning() -> Instant {
    "2026-03-04T01:00:00Z".parse().expect("a well formed instant")
}

/// The zone every bench serves.
#[must_use]
pub fn zone() -> Zone {
    Zone::read(include_str!("../../../zones/default.toml")).expect("the default zone reads")
}

/// Puts a bench together, migrated and empty.
///
/// # Panics
/// When the database cannot be made: a test cannot go on then.
pub async fn bench() -> Bench {
    bench_in(zone()).await
}

/// The same for a zone of the test's own.
///
/// # Panics
/// When the database cannot be made: a test cannot go on then.
pub async fn bench_in(zone: Zone) -> Bench {
    let (mut database, place) = database::fresh().await;
    kernel::effort::watch(&mut database);
    put_together(database, place, Around::a_test(zone))
}

/// A bench on the database of an address (`sqlite:…`, `postgres://…`), which gets its tables and outlives the bench.
///
/// # Panics
/// When the database does not answer.
pub async fn bench_at(url: &str) -> Bench {
    let (database, place) = database::at(url).await;
    put_together(database, place, Around::a_test(zone()))
}

/// A bench onto the database and the files of a hall that another program serves, or will: to fill it, and to look what
/// it kept. Its clock stands at the present.
///
/// # Panics
/// When the database does not answer or the folder cannot be made.
pub async fn bench_beside(url: &str, secret: &[u8], files: &std::path::Path) -> Bench {
    let database = kernel::connect(url).await.expect("the database answers");
    let around = Around {
        zone: zone(),
        keys: Keys::new(secret),
        store: Store::local(files).expect("a folder for files"),
        clock: FixedClock::at(SystemClock.now()),
        chance: Arc::new(OsChance),
    };
    put_together(database, database::Place::Elsewhere, around)
}

/// What a desk has besides its database.
struct Around {
    zone: Zone,
    keys: Keys,
    store: Store,
    clock: FixedClock,
    chance: Arc<dyn Chance>,
}

impl Around {
    /// The same in every run.
    fn a_test(zone: Zone) -> Self {
        Self {
            zone,
            keys: Keys::new(b"a secret for tests, as long as one in earnest"),
            store: Store::memory(),
            clock: FixedClock::at(beginning()),
            chance: Arc::new(SeededChance::new(1)),
        }
    }
}

fn put_together(database: Database, place: database::Place, around: Around) -> Bench {
    let Around { zone, keys, store, clock, chance } = around;
    let clock = Arc::new(clock);
    let (sms, mail) = (RecordedSms::default(), RecordedMail::default());
    let (wechat, oidc) = (RecordedWechat::default(), RecordedOidc::default());
    let desk = Desk::new(Parts {
        database,
        zone,
        clock: Arc::<FixedClock>::clone(&clock),
        chance,
        keys,
        store,
        sms: Arc::new(sms.clone()),
        wechat: Some(Arc::new(wechat.clone())),
        oidc: Some(Arc::new(oidc.clone())),
        mail: Some(Arc::new(mail.clone())),
    });
    Bench { desk, clock, sms, mail, wechat, oidc, place }
}

impl Bench {
    /// Ends every connection to the database: nothing can be asked of this bench any more, but it can be copied.
    pub async fn freeze(&self) {
        database::close(&self.database).await;
    }

    /// A bench of its own that begins where this one was frozen: the same rows, files and instant. Nothing that was sent
    /// comes with it.
    ///
    /// # Panics
    /// When the bench is not frozen, or stands at a database it does not own.
    pub async fn copy(&self) -> Self {
        let (mut database, place) = self.place.copy().await;
        kernel::effort::watch(&mut database);
        let store = Store::memory();
        for key in self.store.list("").await.expect("keys of files") {
            let bytes = self.store.get(&key).await.expect("a file").expect("it is there");
            store.put(&key, bytes).await.expect("kept");
        }
        let around = Around {
            zone: self.zone.clone(),
            keys: self.keys.clone(),
            store,
            clock: FixedClock::at(self.clock.now()),
            // What was drawn to fill this bench is not drawn a second time.
            chance: Arc::new(SeededChance::new(3)),
        };
        put_together(database, place, around)
    }

    /// The desk of another machine: the same database by connections of its own, the same outside world.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn elsewhere(&self) -> Desk {
        Desk::new(Parts {
            database: kernel::connect(&self.place.url()).await.expect("the database answers"),
            zone: self.zone.clone(),
            clock: Arc::<FixedClock>::clone(&self.clock),
            // Two machines do not throw the same dice.
            chance: Arc::new(SeededChance::new(2)),
            keys: self.keys.clone(),
            store: self.store.clone(),
            sms: Arc::new(self.sms.clone()),
            wechat: Some(Arc::new(self.wechat.clone())),
            oidc: Some(Arc::new(self.oidc.clone())),
            mail: Some(Arc::new(self.mail.clone())),
        })
    }
}

/// The hands of a bench at a desk that stands elsewhere, on a clock and gateways of its own: those of the bench move
/// nothing.
#[must_use]
pub fn hands_at(desk: Desk) -> Bench {
    Bench {
        desk,
        clock: Arc::new(FixedClock::at(beginning())),
        sms: RecordedSms::default(),
        mail: RecordedMail::default(),
        wechat: RecordedWechat::default(),
        oidc: RecordedOidc::default(),
        place: database::Place::Elsewhere,
    }
}
