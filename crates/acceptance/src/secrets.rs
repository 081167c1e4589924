//! Secrets stay where they belong (safety A97): a password, a code, the tokens of a session and a bank account go through the
//! hall, right ones and wrong ones; none stands in a log, in the journal, or in any row as it was typed.

use crate::world::{World, cookie, token};
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;

/// What was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("a log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("a log")).into_owned()
    }
}

const PASSWORD: &str = "Kanarie!Vogel7";
const WRONG: &str = "Falscher!Vogel8";
const BANK: &str = "6222020200112233445";
const PHONE: &str = "13900000077";

/// The code last sent to a number.
fn code(world: &World) -> String {
    let sent = world.bench.sms.last_to(&format!("+86{PHONE}")).expect("a text message").text;
    sent.params.into_iter().find(|(name, _)| name == "code").expect("a code").1
}

#[tokio::test]
async fn a97_secrets_are_in_no_log_no_journal_and_no_row() {
    let log = Log::default();
    let listener =
        tracing_subscriber::fmt().with_max_level(tracing::Level::DEBUG).with_writer(log.clone()).finish();
    let _listening = tracing::subscriber::set_default(listener);
    tracing::info!(secret = WRONG, "the log is heard");
    assert!(log.text().contains(WRONG), "the deliberately broken case: what is logged is found");
    log.0.lock().expect("a log").clear();

    let world = World::new().await;
    let mut browser = world.browser();
    token(&mut browser).await;
    browser.post("/login/code", &[("phone", PHONE), ("purpose", "login"), ("consent", "1")]).await;
    let first = code(&world);
    browser.post("/login", &[("phone", PHONE), ("code", &first), ("consent", "1")]).await;
    let session = cookie(&browser, "session").expect("logged in");
    let account =
        world.bench.resolved(&session).await.expect("a session").actor.member().expect("somebody").account;
    let enterprise = world.bench.enterprise("金丝雀示例").await;
    world.bench.represents(account, enterprise).await;

    world.bench.clock.pass(chrono::TimeDelta::minutes(2));
    browser.get("/my/security").await;
    browser.post("/my/security/password/code", &[]).await;
    let second = code(&world);
    let fields = [("code", second.as_str()), ("new", PASSWORD), ("again", PASSWORD)];
    let set = browser.post("/my/security/password", &fields).await;
    assert!(set.status.is_redirection(), "{} {}", set.status, set.body);
    browser.post("/my/enterprises/switch", &[("id", &enterprise.to_string())]).await;
    browser.get("/my").await;
    let bank = [("holder", "金丝雀示例"), ("bank", "示例银行"), ("number", BANK), ("version", "1")];
    let kept = browser.post("/my/bank", &bank).await;
    assert!(kept.status.is_redirection(), "{} {}", kept.status, kept.body);
    let mut other = world.browser();
    for password in [WRONG, PASSWORD] {
        other.get("/login").await;
        other.post("/login/password", &[("login", PHONE), ("password", password), ("consent", "1")]).await;
    }
    let csrf = browser.token().to_owned();

    let (logged, records) = (log.text(), world.records().await);
    for (what, secret) in [
        ("password", PASSWORD),
        ("wrong password", WRONG),
        ("first code", first.as_str()),
        ("second code", second.as_str()),
        ("session", session.as_str()),
        ("form token", csrf.as_str()),
        ("bank account", BANK),
    ] {
        assert!(!logged.contains(secret), "the {what} was logged");
        for (table, rows) in &records {
            let holds = |row: &String| {
                row.split(|c: char| !c.is_alphanumeric() && !"!-_.".contains(c)).any(|word| word == secret)
            };
            assert!(!rows.iter().any(holds), "the {what} stands in {table}");
        }
    }
    world.done_with_messages("codes and news of the new password");
}
