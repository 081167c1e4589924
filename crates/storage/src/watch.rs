//! Whether anything was committed since somebody looked: by this program, another machine or a command beside it.
//!
//! The database itself is asked. SQLite counts for each connection what others have committed
//! (`PRAGMA data_version`); PostgreSQL says which transactions a snapshot sees (`pg_current_snapshot()`). Nothing is written
//! for it, so a commit costs what it cost before, and no writer can forget to say that it wrote.

use sea_orm::DbErr;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::sqlx::{
    ConnectOptions as _, Connection as _, Error, PgConnection, SqliteConnection, query_scalar,
};
use std::str::FromStr as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::Mutex;

/// How long a look may wait for a writer that moves its log into the file.
const PATIENCE: Duration = Duration::from_secs(5);

/// Looks at one database; opened at the first look.
#[derive(Debug)]
pub(crate) struct Watch {
    address: Address,
    /// Looks that have begun.
    begun: AtomicU64,
    seen: Mutex<Seen>,
}

#[derive(Debug)]
enum Address {
    Sqlite(Box<SqliteConnectOptions>),
    Postgres(Box<PgConnectOptions>),
}

/// A connection that only looks: what a SQLite connection counts is what others did.
#[derive(Debug)]
enum Eyes {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// What the newest look saw.
#[derive(Debug, Default)]
struct Seen {
    eyes: Option<Eyes>,
    /// Its number among the looks that have begun.
    look: u64,
    /// What the database said.
    stamp: String,
    /// Counts the different things the database said.
    generation: u64,
    /// Why it said nothing, if it did not.
    failure: Option<String>,
}

impl Watch {
    /// Will look at `url`.
    pub(crate) fn new(url: &str) -> Result<Self, DbErr> {
        let broken = |error: Error| DbErr::Custom(error.to_string());
        let address = if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url).map_err(broken)?;
            Address::Sqlite(Box::new(options.busy_timeout(PATIENCE).disable_statement_logging()))
        } else {
            let options = PgConnectOptions::from_str(url).map_err(broken)?;
            Address::Postgres(Box::new(options.disable_statement_logging()))
        };
        Ok(Self { address, begun: AtomicU64::new(0), seen: Mutex::default() })
    }

    /// How many looks have begun.
    #[cfg(test)]
    pub(crate) fn looks(&self) -> u64 {
        self.begun.load(Ordering::Acquire)
    }

    /// A number that is another one after every commit, whoever made it.
    ///
    /// Whoever asks while others do shares their look, as long as it began after they asked: what was committed before
    /// the question is always seen, and a thousand questions at once are a handful of looks.
    pub(crate) async fn generation(&self) -> Result<u64, DbErr> {
        let before = self.begun.load(Ordering::Acquire);
        let mut seen = self.seen.lock().await;
        if seen.look <= before {
            let look = self.begun.fetch_add(1, Ordering::AcqRel) + 1;
            let failure = seen.look_at(&self.address).await.err().map(|error| error.to_string());
            if failure.is_some() {
                // Whatever the next eyes see first is new to them.
                seen.eyes = None;
            }
            seen.failure = failure;
            seen.look = look;
        }
        match &seen.failure {
            None => Ok(seen.generation),
            Some(failure) => Err(DbErr::Custom(failure.clone())),
        }
    }
}

impl Seen {
    async fn look_at(&mut self, address: &Address) -> Result<(), Error> {
        let fresh = self.eyes.is_none();
        if fresh {
            self.eyes = Some(match address {
                Address::Sqlite(options) => Eyes::Sqlite(options.connect().await?),
                Address::Postgres(options) => Eyes::Postgres(PgConnection::connect_with(options).await?),
            });
        }
        let stamp = match &mut self.eyes {
            Some(Eyes::Sqlite(connection)) => {
                query_scalar::<_, i64>("PRAGMA data_version").fetch_one(connection).await?.to_string()
            }
            Some(Eyes::Postgres(connection)) => {
                query_scalar("SELECT pg_current_snapshot()::text").fetch_one(connection).await?
            }
            None => return Err(Error::PoolClosed),
        };
        // Two connections to SQLite count differently: the same number means nothing then.
        if fresh || stamp != self.stamp {
            self.stamp = stamp;
            self.generation += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Watch;
    use crate::Database;
    use sea_orm::ConnectionTrait as _;

    async fn change(database: &Database, statement: &str) {
        database.writer.execute_unprepared(statement).await.unwrap();
    }

    #[tokio::test]
    async fn every_commit_is_seen_whoever_made_it_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("watched.db").display());
        let (one, other) =
            (Database::connect(&url, 2).await.unwrap(), Database::connect(&url, 2).await.unwrap());
        change(&one, "CREATE TABLE note (text TEXT)").await;
        let mut last = one.generation().await.unwrap();
        assert_eq!(one.generation().await.unwrap(), last);
        for database in [&one, &other, &one] {
            change(database, "INSERT INTO note VALUES ('a')").await;
            let now = one.generation().await.unwrap();
            assert_ne!(now, last, "a commit was not seen");
            assert_eq!(one.generation().await.unwrap(), now, "nothing happened, yet something was seen");
            last = now;
        }
        change(&other, "BEGIN; INSERT INTO note VALUES ('b'); ROLLBACK").await;
        assert_eq!(one.generation().await.unwrap(), last, "what was taken back was seen");
        one.reader
            .query_all_raw(sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "SELECT * FROM note"))
            .await
            .unwrap();
        assert_eq!(one.generation().await.unwrap(), last, "reading was seen");
    }

    #[tokio::test]
    async fn all_who_wait_for_a_look_share_the_next_one() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("watched.db").display());
        let database = Database::connect(&url, 2).await.unwrap();
        change(&database, "CREATE TABLE note (text TEXT)").await;
        let watch = Watch::new(&url).unwrap();
        // Somebody looks, and meanwhile many ask.
        let looking = watch.seen.lock().await;
        let asked = futures_util::future::join_all((0..25).map(|_| watch.generation()));
        let (answers, ()) = tokio::join!(asked, async {
            tokio::task::yield_now().await;
            drop(looking);
        });
        assert!(answers.into_iter().all(|answer| answer.unwrap() == 1));
        assert_eq!(watch.looks(), 1);
        // Whoever asks later looks again.
        watch.generation().await.unwrap();
        assert_eq!(watch.looks(), 2);
    }
}
