//! Databases for tests: migrated once a process, copied for every test, gone after it; a filled one can be copied, too.

use crate::kernel::{self, Database};
use sea_orm::{ConnectionTrait as _, Statement};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::OnceCell;

/// Where a test's database is; dropping it removes the database.
pub(super) enum Place {
    /// A file of SQLite's in a folder of its own.
    Folder { folder: tempfile::TempDir },
    /// A database of a PostgreSQL server.
    Server { server: String, name: String },
    /// Somebody else's: it stays.
    Elsewhere,
    /// Wherever the caller said; it stays there.
    Kept { url: String },
}

impl Place {
    /// A database of its own that holds what this one holds, to which nobody may be connected meanwhile.
    pub(super) async fn copy(&self) -> (Database, Self) {
        match self {
            Self::Folder { folder } => {
                sqlite(&std::fs::read(folder.path().join("hall.db")).expect("a file is there")).await
            }
            Self::Server { server, name } => postgres(server.clone(), name).await,
            Self::Elsewhere | Self::Kept { .. } => panic!("what a bench does not own it does not copy"),
        }
    }

    /// The database's address.
    pub(super) fn url(&self) -> String {
        match self {
            Self::Folder { folder } => file(folder.path()),
            Self::Server { server, name } => within(server, name),
            Self::Kept { url } => url.clone(),
            Self::Elsewhere => panic!("a bench at somebody else's desk does not know where that stands"),
        }
    }
}

/// The address of the file in a folder.
fn file(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("hall.db").display())
}

/// The database of an address, with its tables.
pub(super) async fn at(url: &str) -> (Database, Place) {
    let database = kernel::connect(url).await.expect("the database answers");
    kernel::migrate(&database).await.expect("migrations apply");
    (database, Place::Kept { url: url.to_owned() })
}

/// A database of the test server without any tables; gone when this is dropped.
pub struct Bare {
    /// Its address.
    pub url: String,
    _place: Place,
}

/// A database without tables, where the tests have a PostgreSQL server.
///
/// # Panics
/// When the server does not answer.
pub async fn bare_postgres() -> Option<Bare> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let server = std::env::var("TRADEHALL_TEST_POSTGRES_URL").ok()?;
    let name = format!("bare_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    run(&server, format!("CREATE DATABASE {name}")).await;
    Some(Bare { url: within(&server, &name), _place: Place::Server { server, name } })
}

/// Runs statements as they are: for what a test lays out or spoils.
///
/// # Panics
/// When the database refuses one.
pub async fn run_sql(url: &str, statements: &str) {
    run(url, statements.to_owned()).await;
}

/// Everything a database says of its tables, indexes and rules, in an order of its own: equal for equal schemas.
///
/// # Panics
/// When the database does not answer.
pub async fn schema(database: &Database) -> Vec<String> {
    let queries: &[&str] = if database.is_sqlite() {
        &["SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS value FROM sqlite_master ORDER BY 1"]
    } else {
        &[
            "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || \
             coalesce(column_default, '') AS value FROM information_schema.columns \
             WHERE table_schema = 'public' ORDER BY 1",
            "SELECT conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS value \
             FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1",
            "SELECT indexdef AS value FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
        ]
    };
    let mut said = Vec::new();
    for query in queries {
        let statement = Statement::from_string(database.reader.get_database_backend(), *query);
        let rows = database.reader.query_all_raw(statement).await.expect("the database answers");
        said.extend(rows.iter().map(|row| row.try_get::<String>("", "value").expect("a text")));
    }
    said
}

/// A migrated, empty database.
pub(super) async fn fresh() -> (Database, Place) {
    match std::env::var("TRADEHALL_TEST_POSTGRES_URL") {
        Ok(server) => {
            static TEMPLATE: OnceCell<String> = OnceCell::const_new();
            let template = TEMPLATE.get_or_init(async || {
                let name = format!("template_{}", std::process::id());
                run(&server, format!("CREATE DATABASE {name}")).await;
                migrated(&within(&server, &name)).await;
                name
            });
            let template = template.await;
            postgres(server, template).await
        }
        Err(_) => {
            static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
            let template = TEMPLATE.get_or_init(async || {
                let folder = tempfile::tempdir().expect("a temporary folder");
                migrated(&file(folder.path())).await;
                std::fs::read(folder.path().join("hall.db")).expect("the template is there")
            });
            sqlite(template.await).await
        }
    }
}

/// Lays out the tables at an address where nothing is yet.
async fn migrated(url: &str) {
    let database = kernel::connect(url).await.expect("a new database");
    kernel::migrate(&database).await.expect("migrations apply");
    close(&database).await;
}

/// Ends every connection: the last one of SQLite's moves everything from the log into the file.
pub(super) async fn close(database: &Database) {
    database.reader.close_by_ref().await.expect("readers close");
    database.writer.close_by_ref().await.expect("the writer closes");
}

/// A database of its own from the bytes of one.
async fn sqlite(template: &[u8]) -> (Database, Place) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("hall.db"), template).expect("the template is copied");
    let database = kernel::connect(&file(folder.path())).await.expect("the copy opens");
    (database, Place::Folder { folder })
}

/// A database of its own from another of the server's.
async fn postgres(server: String, template: &str) -> (Database, Place) {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let name = format!("test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    run(&server, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    let database = kernel::connect(&within(&server, &name)).await.expect("the copy answers");
    (database, Place::Server { server, name })
}

/// The address of a new, empty database of the PostgreSQL server that `TRADEHALL_TEST_POSTGRES_URL` names. It stays until the
/// server goes.
///
/// # Panics
/// When no server is named or it does not answer.
pub async fn new_database() -> String {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let server = std::env::var("TRADEHALL_TEST_POSTGRES_URL");
    let server = server.expect("TRADEHALL_TEST_POSTGRES_URL names a server; tools/with-postgres starts one");
    let name = format!("hall_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    run(&server, format!("CREATE DATABASE {name}")).await;
    within(&server, &name)
}

/// The address of a database of the same server.
fn within(server: &str, name: &str) -> String {
    let (base, options) = server.split_once('?').unwrap_or((server, ""));
    let root = base.rsplit_once('/').map_or(base, |(root, _)| root);
    format!("{root}/{name}?{options}")
}

async fn run(server: &str, statement: String) {
    let admin = sea_orm::Database::connect(server).await.expect("the test server answers");
    admin.execute_unprepared(&statement).await.expect("the test server does as it is told");
    admin.close().await.expect("a connection closes");
}

impl Drop for Place {
    fn drop(&mut self) {
        let Self::Server { server, name } = self else { return };
        let (server, name) = (std::mem::take(server), std::mem::take(name));
        // The test's own runtime is busy with dropping; a few hundred databases of 8 MB would fill a disk.
        let removal = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(run(&server, format!("DROP DATABASE {name} WITH (FORCE)")));
        });
        // A database that stays behind goes with the server.
        let _ = removal.join();
    }
}
