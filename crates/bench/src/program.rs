//! The program itself, as an operator starts it.

use anyhow::Context as _;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running `tradehall serve`; dropping it ends it.
pub(crate) struct Program {
    /// Where it is.
    pub(crate) at: SocketAddr,
    /// From its start to the first page.
    pub(crate) first_page: Duration,
    child: Child,
}

impl Program {
    /// Starts it on a data folder and waits for its first page.
    pub(crate) async fn start(data: &Path) -> anyhow::Result<Self> {
        let at = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
        let settings = data.join("tradehall.toml");
        std::fs::write(
            &settings,
            format!(
                "base_url = \"http://localhost:{}\"\nlisten = \"{at}\"\ndata = \"{}\"\nzone = \"{}\"\n\
                 secret = \"{}\"\n[sms]\nkind = \"post\"\nurl = \"http://127.0.0.1:9/sms\"\n",
                at.port(),
                data.display(),
                root.join("zones/default.toml").display(),
                "0123456789abcdef".repeat(4),
            ),
        )?;
        let program = std::env::current_exe()?.with_file_name("tradehall");
        let began = Instant::now();
        #[expect(clippy::disallowed_methods, reason = "the hall starts no program; this measures one")]
        let child = Command::new(&program)
            .args(["serve", "--config"])
            .arg(&settings)
            .env_remove("TRADEHALL_DATABASE_URL")
            .stdout(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let mut program = Self { at, first_page: Duration::ZERO, child };
        let home = crate::load::Ask::new(at, |_| "/".to_owned());
        loop {
            if matches!(crate::load::one(&home, 0).await, Ok((status, _)) if status.is_success()) {
                program.first_page = began.elapsed();
                return Ok(program);
            }
            anyhow::ensure!(began.elapsed() < Duration::from_secs(60), "no first page within a minute");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// Memory it holds, in MB.
    pub(crate) fn memory(&self) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(kilobytes / 1024.0)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
