//! The desk and the work done at it.
//!
//! A [`Desk`] is what the program has. [`Desk::begin`] opens a [`Work`]: one write transaction, one instant, one
//! actor. Dropping a work rolls it back; only [`Work::keep`] makes it true. On both databases one work is open
//! at a time: SQLite has one writer by nature, on PostgreSQL a transaction-scoped advisory lock gives the same
//! order. So the journal's chain, the one pending round and every count read inside a work are exact, and a
//! test that passes on one database means the same on the other.

use super::{Action, Actor, Chance, Clock, Database, Instant, Keys, Outcome, Uuid, Whose, Zone, may};
use gateways::mail::Mail;
use gateways::oidc::UnifiedIdentity;
use gateways::sms::Sms;
use gateways::store::Store;
use gateways::wechat::Wechat;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};
use std::sync::Arc;

/// What the program has.
#[derive(Clone)]
pub struct Desk(Arc<Parts>);

/// The parts of a desk; put together once, by the program or by a test.
pub struct Parts {
    /// Where everything is kept.
    pub database: Database,
    /// The zone this hall serves.
    pub zone: Zone,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub chance: Arc<dyn Chance>,
    /// Derived keys.
    pub keys: Keys,
    /// Where files are kept.
    pub store: Store,
    /// The SMS gateway.
    pub sms: Arc<dyn Sms>,
    /// The WeChat open platform, where the zone uses it.
    pub wechat: Option<Arc<dyn Wechat>>,
    /// The unified identity provider, where the zone has one.
    pub oidc: Option<Arc<dyn UnifiedIdentity>>,
    /// Mail, where the zone sends it.
    pub mail: Option<Arc<dyn Mail>>,
}

impl std::ops::Deref for Desk {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// Any number no other program uses with this database.
const WRITERS_LOCK: i64 = 0x7472_6164_6568_616c;

impl Desk {
    /// Puts a desk together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Where finders read.
    #[must_use]
    pub fn db(&self) -> &DatabaseConnection {
        &self.database.reader
    }

    /// A fresh UUIDv7.
    #[must_use]
    pub fn id(&self) -> Uuid {
        let mut random = [0; 10];
        self.chance.fill(&mut random);
        let millis = u64::try_from(self.now().timestamp_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// A secret of 256 bits in base64url: session tokens, states, invitations.
    #[must_use]
    pub fn token(&self) -> String {
        use base64::Engine as _;
        let mut random = [0; 32];
        self.chance.fill(&mut random);
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(random)
    }

    /// The instant and fresh bytes of one call to an outside system.
    #[must_use]
    pub fn moment(&self) -> gateways::Moment {
        let mut nonce = [0; 16];
        self.chance.fill(&mut nonce);
        gateways::Moment::new(self.now(), nonce)
    }

    /// Whether `actor` may do `action` to what is `whose`; for reads. A [`Work`] has its own.
    ///
    /// # Errors
    /// As [`may`].
    pub fn may(&self, actor: &Actor, action: Action, whose: &Whose) -> Outcome<()> {
        may(actor, action, whose)
    }

    /// Opens a piece of work.
    ///
    /// # Errors
    /// When the database cannot be reached or stays busy.
    pub async fn begin(&self, actor: &Actor) -> Outcome<Work> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = self.database.writer.begin_with_options(options).await?;
        if !self.database.is_sqlite() {
            let lock = format!("SELECT pg_advisory_xact_lock({WRITERS_LOCK})");
            transaction.execute_raw(Statement::from_string(transaction.get_database_backend(), lock)).await?;
        }
        Ok(Work { desk: self.clone(), transaction, actor: actor.clone(), now: self.now() })
    }
}

/// One write transaction, one instant, one actor.
pub struct Work {
    desk: Desk,
    transaction: DatabaseTransaction,
    actor: Actor,
    now: Instant,
}

impl Work {
    /// The desk it is done at.
    #[must_use]
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Where it reads and writes.
    #[must_use]
    pub fn db(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// Who does it.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// When it is done: the same instant for every row it writes.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.now
    }

    /// A fresh UUIDv7.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.desk.id()
    }

    /// Whether its actor may do `action` to what is `whose`.
    ///
    /// # Errors
    /// As [`may`].
    pub fn may(&self, action: Action, whose: &Whose) -> Outcome<()> {
        may(&self.actor, action, whose)
    }

    /// The next number of a named sequence, without gaps: it is given back when the work is dropped.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_up(&self, name: &str) -> Outcome<i64> {
        let backend = self.transaction.get_database_backend();
        let mark = |n: u8| if self.desk.database.is_sqlite() { "?".to_owned() } else { format!("${n}") };
        let query = format!(
            "INSERT INTO counter (name, value) VALUES ({}, 1) \
             ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value",
            mark(1)
        );
        let statement = Statement::from_sql_and_values(backend, query, [name.into()]);
        let row = self.transaction.query_one_raw(statement).await?;
        let row = row.ok_or_else(|| super::Refusal::Broken("the counter gave no number".to_owned()))?;
        Ok(row.try_get::<i64>("", "value")?)
    }

    /// Makes it true.
    ///
    /// # Errors
    /// When the database cannot commit; nothing of the work is kept then.
    pub async fn keep(self) -> Outcome<()> {
        Ok(self.transaction.commit().await?)
    }
}
