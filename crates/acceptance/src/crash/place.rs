//! Where a hall to be killed lives: its folder, its database, its settings, and the program itself.

use super::client;
use super::gateway::Gateway;
use super::shim::Shim;
use axum::http::StatusCode;
use hall::testing::{Bench, bench_beside};
use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use web::testing::{Browser, HERE};

/// Keys sessions, codes and the journal of these halls.
const SECRET: &str = "0123456789abcdef0123456789abcdef0123456789abcdef";

/// Which database a hall is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// The embedded one.
    Sqlite,
    /// The server that `TRADEHALL_TEST_POSTGRES_URL` names.
    Postgres,
}

/// A hall's home on this machine.
pub struct Place {
    folder: tempfile::TempDir,
    /// Where the program listens.
    pub at: SocketAddr,
    /// Where its text messages go.
    pub gateway: Gateway,
    /// The hand on its disk.
    pub shim: Shim,
    url: Option<String>,
}

impl Place {
    /// An empty, migrated hall.
    pub async fn new(on: On) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(folder.path().join("data")).expect("a data folder");
        let gateway = Gateway::open().await;
        let at = free();
        let shim = Shim::new(folder.path());
        let url = match on {
            On::Sqlite => None,
            On::Postgres => Some(hall::testing::new_database().await),
        };
        let place = Self { folder, at, gateway, shim, url };
        let zone = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../zones/default.toml");
        let settings = format!(
            "base_url = \"{HERE}\"\nlisten = \"{at}\"\ndata = {:?}\nzone = {zone:?}\nsecret = \"{SECRET}\"\n\
             trusted_proxies = [\"127.0.0.1\"]\n[sms]\nkind = \"post\"\nurl = \"{}\"\n",
            place.data(),
            place.gateway.url(),
        );
        std::fs::write(place.settings(), settings).expect("settings are written");
        let bench = place.bench().await;
        hall::kernel::migrate(&bench.database).await.expect("migrations apply");
        hall::system::prepare(&bench.desk).await.expect("a hall to begin with");
        close(bench).await;
        place
    }

    /// The same database and files, seen without the program: to fill them before it starts, and to look what it kept.
    pub async fn bench(&self) -> Bench {
        let url = self.url.clone();
        let url = url.unwrap_or_else(|| format!("sqlite:{}", self.data().join("hall.db").display()));
        bench_beside(&url, SECRET.as_bytes(), &self.data().join("files")).await
    }

    /// A browser onto the program, at an address of its own.
    pub fn browser(&self, address: &str, session: Option<&str>) -> Browser {
        let router = client::router(self.at);
        let mut browser = match session {
            Some(token) => Browser::with_session(&router, token),
            None => Browser::new(&router),
        };
        browser.extra.insert("x-forwarded-for", address.parse().expect("an address"));
        browser
    }

    /// Starts the program and waits until it answers.
    pub async fn start(&self) -> Program {
        self.shim.rest();
        let program = self.launch();
        let mut visitor = self.browser("10.255.0.1", None);
        for _ in 0..2_000 {
            if visitor.get("/login").await.status == StatusCode::OK {
                return program;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("the program does not answer:\n{}", self.log());
    }

    #[expect(clippy::disallowed_methods, reason = "the program itself is what is tried")]
    fn launch(&self) -> Program {
        let log = File::options().create(true).append(true).open(self.folder.path().join("log"));
        let mut command = Command::new(program());
        command.arg("serve").arg("--config").arg(self.settings());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log.expect("a log"));
        command.env_remove("TRADEHALL_SECRET").env_remove("TRADEHALL_DATABASE_URL");
        command.envs(self.url.iter().map(|url| ("TRADEHALL_DATABASE_URL", url)));
        command.envs(self.shim.environment());
        Program { child: command.spawn().expect("the program starts; `cargo build` makes it") }
    }

    /// `tradehall verify`: what an operator runs. Panics with its words when it finds anything.
    pub fn verify(&self) {
        let mut environment = Vec::new();
        environment.extend(self.url.iter().map(|url| ("TRADEHALL_DATABASE_URL", url.as_str())));
        let settings = self.settings().display().to_string();
        super::run_in(&program().display().to_string(), &["verify", "--config", &settings], &environment);
    }

    /// What the program wrote to its log.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// The hall's data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A file beside it.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn settings(&self) -> PathBuf {
        self.folder.path().join("tradehall.toml")
    }
}

/// Lets go of a database, so that the program's next start finds it as the last one left it.
pub async fn close(bench: Bench) {
    let _ = bench.database.reader.clone().close().await;
    let _ = bench.database.writer.clone().close().await;
}

/// A running program.
pub struct Program {
    child: Child,
}

impl Program {
    /// Ends it as a power cut or the kernel would: at once.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Waits until it has ended by itself; whether it did.
    pub async fn ended(&mut self, within: Duration) -> bool {
        let patient = async {
            while self.is_running() {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        tokio::time::timeout(within, patient).await.is_ok()
    }

    /// Whether it still runs.
    pub fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The program as cargo built it; `TRADEHALL` names another, such as the one that is shipped.
fn program() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = target.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"));
    std::env::var_os("TRADEHALL").map_or_else(|| target.join("debug/tradehall"), PathBuf::from)
}

fn free() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address")
}
