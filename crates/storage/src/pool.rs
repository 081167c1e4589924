//! What a connection must be before it goes back to its pool: without a transaction.
//!
//! A connection whose transaction ended otherwise than its driver believes would take the next one as a part of it: what
//! is then committed, and acknowledged, ends with the connection. SQLite rolls back by itself when a write or a commit
//! fails (disk full, I/O error); the driver's own rollback fails then, and it goes on counting a transaction that is no
//! more. On PostgreSQL a request that is dropped while it begins leaves one that the driver does not count.

use sea_orm::sqlx::pool::PoolConnectionMetadata;
use sea_orm::sqlx::postgres::PgConnection;
use sea_orm::sqlx::sqlite::SqliteConnection;
use sea_orm::sqlx::{Connection as _, Error, Row as _, raw_sql};
use std::pin::Pin;

/// Whether the pool may keep the connection.
type Verdict<'c> = Pin<Box<dyn Future<Output = Result<bool, Error>> + Send + 'c>>;

/// Keeps a connection of SQLite's that counts no transaction. Closing one that does rolls back what there may be.
pub fn closed_sqlite(connection: &mut SqliteConnection, _: PoolConnectionMetadata) -> Verdict<'_> {
    Box::pin(async move {
        // A rollback is queued when a transaction is dropped; what answers a ping has done it, or failed to.
        connection.ping().await?;
        Ok(!connection.is_in_transaction())
    })
}

/// Keeps a connection of PostgreSQL's that is in no transaction, whatever the driver counts: a statement of its own
/// begins when its transaction does. One in a failed transaction does not answer. It is asked in the simple protocol, where a
/// statement is one message: the extended one begins a transaction with the first of several, each with a time of its own.
pub fn closed_postgres(connection: &mut PgConnection, _: PoolConnectionMetadata) -> Verdict<'_> {
    Box::pin(async move {
        let row = raw_sql("SELECT now() = statement_timestamp()").fetch_one(&mut *connection).await?;
        Ok(row.try_get(0)? && !connection.is_in_transaction())
    })
}

#[cfg(test)]
mod tests {
    use crate::Database;
    use sea_orm::{ConnectionTrait as _, Statement, TransactionTrait as _};

    async fn notes(database: &Database) -> Vec<String> {
        let statement = Statement::from_string(
            database.reader.get_database_backend(),
            "SELECT text FROM note ORDER BY text",
        );
        let rows = database.reader.query_all_raw(statement).await.unwrap();
        rows.into_iter().map(|row| row.try_get("", "text").unwrap()).collect()
    }

    #[tokio::test]
    async fn what_is_committed_after_a_failed_write_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("hall.db").display());
        let database = Database::connect(&url, 1).await.unwrap();
        let writer = &database.writer;
        writer.execute_unprepared("CREATE TABLE note (text TEXT)").await.unwrap();
        // The disk is full: SQLite rolls back by itself.
        writer.execute_unprepared("PRAGMA max_page_count = 4").await.unwrap();
        let full = writer.begin().await.unwrap();
        full.execute_unprepared("INSERT INTO note VALUES (hex(zeroblob(100000)))").await.unwrap_err();
        drop(full);
        // Then somebody is refused, and somebody else is not.
        let refused = writer.begin().await.unwrap();
        refused.execute_unprepared("INSERT INTO note VALUES ('refused')").await.unwrap();
        drop(refused);
        let kept = writer.begin().await.unwrap();
        kept.execute_unprepared("INSERT INTO note VALUES ('kept')").await.unwrap();
        kept.commit().await.unwrap();
        assert_eq!(notes(&database).await, ["kept"]);
    }

    /// Where `TRADEHALL_TEST_POSTGRES_URL` names a server: opening a connection costs more than most questions.
    #[tokio::test]
    async fn a_connection_that_is_in_no_transaction_is_kept() {
        let Ok(url) = std::env::var("TRADEHALL_TEST_POSTGRES_URL") else { return };
        let database = Database::connect(&url, 1).await.unwrap();
        let mut servers = std::collections::BTreeSet::new();
        for _ in 0..20 {
            let work = database.writer.begin().await.unwrap();
            let statement =
                Statement::from_string(work.get_database_backend(), "SELECT pg_backend_pid() AS pid");
            let row = work.query_one_raw(statement).await.unwrap().unwrap();
            servers.insert(row.try_get::<i32>("", "pid").unwrap());
            work.commit().await.unwrap();
            // The connection is looked at after this.
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        // The pool holds a handful and hands them out in turn.
        assert!(servers.len() < 10, "{} connections for twenty works one after another", servers.len());
    }

    /// On SQLite, and on PostgreSQL where `TRADEHALL_TEST_POSTGRES_URL` names a server.
    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_written_after_a_request_was_dropped_while_it_began_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let url = std::env::var("TRADEHALL_TEST_POSTGRES_URL")
            .unwrap_or_else(|_| format!("sqlite:{}", folder.path().join("hall.db").display()));
        let database = Database::connect(&url, 1).await.unwrap();
        database.writer.execute_unprepared("CREATE TABLE note (text TEXT)").await.unwrap();
        let others = Database::connect(&url, 1).await.unwrap();
        let mut written = Vec::new();
        for round in 0..60 {
            // Dropped at whatever await it has come to.
            let a_moment = async {
                for _ in 0..round % 20 {
                    tokio::task::yield_now().await;
                }
            };
            tokio::select! { biased; _ = database.writer.begin() => {}, () = a_moment => {} }
            let text = format!("{round:03}");
            let insert = format!("INSERT INTO note VALUES ('{text}')");
            database.writer.execute_unprepared(&insert).await.unwrap();
            written.push(text);
            assert_eq!(notes(&others).await.len(), written.len(), "after round {round}");
        }
        assert_eq!(notes(&others).await, written);
    }
}
