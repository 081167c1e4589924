//! Connecting: SQLite embedded, or PostgreSQL. What safety depends on is set and then read back; a database that
//! does not answer as it must is not used.

use crate::watch::Watch;
use crate::{Error, pool};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};
use std::sync::Arc;
use std::time::Duration;

/// The oldest SQLite without the WAL-reset race that can lose acknowledged commits.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// How long to wait for a free connection.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long a connection to a server may have been idle before it is asked whether it still lives.
const IDLE: Duration = Duration::from_secs(2);

/// A database: one way to write, many to read.
#[derive(Debug, Clone)]
pub struct Database {
    /// Where is written. On SQLite a pool of exactly one.
    pub writer: DatabaseConnection,
    /// Where finders read.
    pub reader: DatabaseConnection,
    watch: Arc<Watch>,
}

/// What the system page shows of a database.
#[derive(Debug, Clone)]
pub struct Health {
    /// `SQLite` or `PostgreSQL`.
    pub kind: &'static str,
    /// Its version.
    pub version: String,
}

impl Database {
    /// Connects, sets what must be set and checks that it holds. `readers` is how many connections read at once.
    ///
    /// `url` is `sqlite:/path/to/file.db` or `postgres://…`.
    ///
    /// # Errors
    /// When the database cannot be reached or one of its settings is not what safety needs.
    pub async fn connect(url: &str, readers: u32) -> Result<Self, Error> {
        if url.starts_with("sqlite:") { sqlite(url, readers).await } else { postgres(url, readers).await }
    }

    /// Whether this is SQLite.
    #[must_use]
    pub fn is_sqlite(&self) -> bool {
        self.writer.get_database_backend() == DbBackend::Sqlite
    }

    /// A number that is another one after every commit, by whatever program or machine: what was read under one number
    /// and is asked for under the same is still true. Whoever asks sees every commit made before they asked.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn generation(&self) -> Result<u64, DbErr> {
        self.watch.generation().await
    }

    /// Asks both ends whether they answer.
    ///
    /// # Errors
    /// When they do not.
    pub async fn health(&self) -> Result<Health, DbErr> {
        text_of(&self.writer, "SELECT '1' AS value").await?;
        let (kind, query) = if self.is_sqlite() {
            ("SQLite", "SELECT sqlite_version() AS value")
        } else {
            ("PostgreSQL", "SELECT current_setting('server_version') AS value")
        };
        Ok(Health { kind, version: text_of(&self.reader, query).await? })
    }
}

async fn sqlite(url: &str, readers: u32) -> Result<Database, Error> {
    let options = |connections: u32| {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(connections)
            .min_connections(1)
            .acquire_timeout(PATIENCE)
            // Nothing between us and a file of our own can have gone away.
            .test_before_acquire(false)
            .sqlx_logging(false)
            .map_sqlx_sqlite_opts(|sqlite| {
                sqlite
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full)
                    .foreign_keys(true)
                    .busy_timeout(Duration::from_secs(10))
                    .pragma("secure_delete", "ON")
                    .pragma("trusted_schema", "OFF")
            });
        options
    };
    let mut writing = options(1);
    // Readers are asked one query at a time and begin nothing: to look at them too would double every query's way.
    writing.map_sqlx_sqlite_pool_opts(|pool| pool.after_release(pool::closed_sqlite));
    let writer = sea_orm::Database::connect(writing).await?;
    let reader = sea_orm::Database::connect(options(readers)).await?;
    let version = text_of(&writer, "SELECT sqlite_version() AS value").await?;
    if parse_version(&version) < OLDEST_SQLITE {
        return Err(Error::Unsafe(format!("SQLite {version} can lose commits; 3.51.3 or newer is needed")));
    }
    for (pragma, wanted) in
        [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"), ("secure_delete", "1")]
    {
        for connection in [&writer, &reader] {
            let query = format!("SELECT CAST({pragma} AS TEXT) AS value FROM pragma_{pragma}");
            let found = text_of(connection, &query).await?;
            if found != wanted {
                return Err(Error::Unsafe(format!("PRAGMA {pragma} is {found}, not {wanted}")));
            }
        }
    }
    Ok(Database { writer, reader, watch: Arc::new(Watch::new(url)?) })
}

async fn postgres(url: &str, readers: u32) -> Result<Database, Error> {
    let mut options = ConnectOptions::new(url);
    // One writes at a time; a few more hold transactions open for a moment.
    options
        .max_connections(readers + 6)
        .acquire_timeout(PATIENCE)
        // A connection just used need not be asked whether it lives: that would double every query's way.
        .test_before_acquire_if_idle_for(IDLE)
        .sqlx_logging(false)
        .map_sqlx_postgres_pool_opts(|pool| pool.after_release(pool::closed_postgres));
    let pool = sea_orm::Database::connect(options).await?;
    for (setting, wanted) in [("synchronous_commit", "on"), ("fsync", "on"), ("server_encoding", "UTF8")] {
        let found = text_of(&pool, &format!("SELECT current_setting('{setting}') AS value")).await?;
        // A test server may run without fsync; whoever starts it so says so in the URL's application name.
        if found != wanted && !(setting != "server_encoding" && url.contains("application_name=unsafe-test"))
        {
            return Err(Error::Unsafe(format!("PostgreSQL {setting} is {found}, not {wanted}")));
        }
    }
    Ok(Database { writer: pool.clone(), reader: pool, watch: Arc::new(Watch::new(url)?) })
}

async fn text_of(connection: &impl ConnectionTrait, query: &str) -> Result<String, DbErr> {
    let statement = Statement::from_string(connection.get_database_backend(), query);
    let row = connection.query_one_raw(statement).await?;
    row.ok_or_else(|| DbErr::RecordNotFound(query.to_owned()))?.try_get("", "value")
}

fn parse_version(version: &str) -> (u32, u32, u32) {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    (next(), next(), next())
}
