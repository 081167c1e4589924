//! A program killed while it brings its tables up to date: its next start goes on as if nothing had been. This test binary
//! starts itself again as the program to be killed.

use hall::kernel::{self, Database};
use hall::testing::{Bare, bare_postgres, schema};
use migrations::MigratorTrait as _;
use rand::{Rng as _, SeedableRng as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Kills on every database in a run of all tests.
const CYCLES: u32 = 8;
/// Where the program to be killed finds its orders.
const ORDERS: &str = "TRADEHALL_KILLED";

/// A place for a database that is made and killed.
struct Place {
    folder: tempfile::TempDir,
    server: Option<Bare>,
}

impl Place {
    fn url(&self) -> String {
        let file = || format!("sqlite:{}", self.folder.path().join("hall.db").display());
        self.server.as_ref().map_or_else(file, |server| server.url.clone())
    }

    fn mark(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Starts the program; it says when it begins.
    #[expect(clippy::disallowed_methods, reason = "the program to be killed is this one")]
    fn starts(&self, how: &str) -> Child {
        let orders = format!("{how}\n{}\n{}", self.url(), self.folder.path().display());
        let mut program = Command::new(std::env::current_exe().expect("this program"));
        let program = program.args(["killed::the_program", "--exact", "--ignored"]).env(ORDERS, orders);
        let child = program.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        while !self.mark("begun").exists() {
            std::thread::sleep(Duration::from_millis(1));
        }
        child
    }
}

/// The program that is killed: makes its tables as it is ordered to, and waits for its end.
#[tokio::test]
#[ignore = "started by the other tests of this module"]
async fn the_program() {
    let Ok(orders) = std::env::var(ORDERS) else { return };
    let [how, url, folder] = orders.lines().collect::<Vec<_>>().try_into().expect("three orders");
    let database = kernel::connect(url).await.expect("the database answers");
    std::fs::write(Path::new(folder).join("begun"), "").expect("a mark");
    if how == "at once" {
        kernel::migrate(&database).await.expect("migrations apply");
    } else {
        // As before: every statement counts by itself.
        migrations::Migrator::up(&database.writer, None).await.expect("migrations apply");
    }
    std::fs::write(Path::new(folder).join("done"), "").expect("a mark");
    std::thread::sleep(Duration::from_secs(60));
}

/// What became of a kill.
struct After {
    /// Whether it was killed on the way.
    on_the_way: bool,
    /// What the next start said.
    next: Result<Vec<String>, String>,
}

async fn killed(how: &str, server: Option<Bare>, after: Duration) -> After {
    let place = Place { folder: tempfile::tempdir().expect("a temporary folder"), server };
    let mut child = place.starts(how);
    std::thread::sleep(after);
    child.kill().expect("it is killed");
    child.wait().expect("it ended");
    let on_the_way = !place.mark("done").exists();
    let database = kernel::connect(&place.url()).await.expect("the database answers");
    let next = match kernel::migrate(&database).await {
        Ok(()) => Ok(schema(&database).await),
        Err(refusal) => Err(refusal.to_string()),
    };
    closed(database).await;
    After { on_the_way, next }
}

async fn closed(database: Database) {
    database.reader.close().await.expect("readers close");
    // On PostgreSQL both are one.
    let _ = database.writer.close().await;
}

/// How long the tables take here, from the mark to the end; and what they are then.
async fn whole(server: Option<Bare>) -> (Duration, Vec<String>) {
    let place = Place { folder: tempfile::tempdir().expect("a temporary folder"), server };
    let mut child = place.starts("at once");
    let begun = std::time::Instant::now();
    while !place.mark("done").exists() {
        std::thread::sleep(Duration::from_millis(1));
    }
    let took = begun.elapsed();
    child.kill().expect("it is killed");
    child.wait().expect("it ended");
    let database = kernel::connect(&place.url()).await.expect("the database answers");
    let schema = schema(&database).await;
    closed(database).await;
    (took, schema)
}

#[tokio::test]
async fn a_program_killed_while_it_migrates_comes_up_at_its_next_start() {
    let cycles: u32 = std::env::var("CYCLES").ok().and_then(|many| many.parse().ok()).unwrap_or(CYCLES);
    let mut dice = rand::rngs::StdRng::seed_from_u64(20_261_128);
    let servers: &[bool] =
        if std::env::var_os("TRADEHALL_TEST_POSTGRES_URL").is_some() { &[false, true] } else { &[false] };
    for server in servers.iter().copied() {
        let place = async || if server { bare_postgres().await } else { None };
        let (took, expected) = whole(place().await).await;
        let mut on_the_way = 0;
        for _ in 0..cycles {
            let after = killed("at once", place().await, took.mul_f64(dice.random_range(0.0..1.0))).await;
            on_the_way += u32::from(after.on_the_way);
            assert_eq!(after.next.as_ref(), Ok(&expected));
        }
        println!(
            "killed {cycles} times on {}, {on_the_way} of them on the way",
            if server { "PostgreSQL" } else { "SQLite" }
        );
        assert!(on_the_way * 2 >= cycles, "{on_the_way} of {cycles} were killed on the way");
    }
}

#[tokio::test]
async fn steps_that_count_one_by_one_are_reported() {
    let mut dice = rand::rngs::StdRng::seed_from_u64(7);
    let (took, _) = whole(None).await;
    for _ in 0..60 {
        let after = killed("one by one", None, took.mul_f64(dice.random_range(0.0..1.0))).await;
        if let Err(said) = after.next {
            assert!(said.contains("already exists"), "{said}");
            return;
        }
    }
    panic!("a program that leaves half a step behind came up every time");
}
