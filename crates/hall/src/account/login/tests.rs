use super::*;
use crate::account::code::tests::{HERE, Plain, ask, last};
use crate::testing::{Bench, bench};
use chrono::TimeDelta;

const PHONE: &str = "13800001234";
const PASSWORD: &str = "Teal-Harbour-42";
const STRANGER: Browser<'static> = Browser { secret: "a stranger's browser", agent: "curl" };

async fn hall() -> Bench {
    let hall = bench().await;
    legal::prepare(&hall.desk).await.unwrap();
    hall
}

async fn code(hall: &Bench) -> String {
    code::send(&hall.desk, &hall.visitor(), HERE, ask(PHONE, Purpose::Login), &Plain).await.unwrap();
    last(hall, PHONE)
}

async fn log_in(hall: &Bench, code: &str, consent: bool) -> Outcome<Begun> {
    by_code(&hall.desk, &hall.visitor(), HERE, ByCode { phone: PHONE, code, consent, locale: "zh-CN" }).await
}

/// Somebody with a login name and a password who has used the browser `HERE`.
async fn owner(hall: &Bench) -> Uuid {
    let code = code(hall).await;
    let id = log_in(hall, &code, true).await.unwrap().account;
    let hashed = password::hash(&hall.desk, PASSWORD.to_owned()).await.unwrap();
    let work = hall.desk.begin(&Actor::Machine("test")).await.unwrap();
    let mut row = find::own(work.db(), id).await.unwrap().into_active_model();
    row.password = Set(Some(hashed));
    row.login_name = Set(Some("anchor88".to_owned()));
    row.update(work.db()).await.unwrap();
    work.keep().await.unwrap();
    id
}

async fn try_from(
    hall: &Bench,
    browser: Browser<'_>,
    address: &str,
    account: &str,
    password: &str,
) -> Outcome<Begun> {
    let actor = Actor::Visitor { address: address.to_owned() };
    let shown = captcha::fresh(&hall.desk);
    let typed = shown.question.answer().to_string();
    let captcha = Some(Answer { token: &shown.token, typed: &typed });
    by_password(&hall.desk, &actor, browser, ByPassword { account, password, captcha, consent: true }).await
}

fn key(refused: Outcome<Begun>) -> &'static str {
    match refused.expect_err("refused") {
        Refusal::Invalid(errors) => errors[0].key,
        Refusal::TooMany { key, .. } => key,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a02_an_unknown_number_registers_itself_and_is_known_the_next_time() {
    let hall = hall().await;
    let code_1 = code(&hall).await;
    let first = log_in(&hall, &code_1, true).await.unwrap();
    hall.clock.pass(TimeDelta::minutes(2));
    let code_2 = code(&hall).await;
    let second = log_in(&hall, &code_2, true).await.unwrap();
    assert_eq!(first.account, second.account);
    assert_ne!(first.token, second.token);
    assert_eq!(find::own(hall.desk.db(), first.account).await.unwrap().name, "138****1234");
    assert!(hall.resolved(&second.token).await.is_some());
}

#[tokio::test]
async fn a03_without_consent_nobody_logs_in_and_the_code_still_counts() {
    let hall = hall().await;
    let code = code(&hall).await;
    assert_eq!(key(log_in(&hall, &code, false).await), "consent-required");
    assert!(find::by_phone(hall.desk.db(), "+8613800001234").await.unwrap().is_none());
    let begun = log_in(&hall, &code, true).await.unwrap();
    let consents = legal::agreed(hall.desk.db(), begun.account).await.unwrap();
    assert_eq!((consents.len(), consents[0].version, consents[0].channel.as_str()), (1, 1, "sms"));
}

#[tokio::test]
async fn a08_account_and_password() {
    let hall = hall().await;
    owner(&hall).await;
    for account in ["anchor88", " Anchor88 ", PHONE, "+86 138 0000 1234"] {
        let begun = try_from(&hall, HERE, "192.0.2.10", account, PASSWORD).await.unwrap();
        assert!(hall.resolved(&begun.token).await.is_some(), "{account}");
    }
    assert_eq!(key(try_from(&hall, HERE, "192.0.2.10", "anchor88", "wrong").await), "login-wrong");
    assert_eq!(key(try_from(&hall, HERE, "192.0.2.10", "nobody77", PASSWORD).await), "login-wrong");
    assert_eq!(key(try_from(&hall, HERE, "192.0.2.10", "anchor88", &"x".repeat(2_000)).await), "login-wrong");
}

#[tokio::test]
async fn a17_a_captcha_is_asked_only_after_suspicion() {
    let hall = hall().await;
    owner(&hall).await;
    let actor = hall.visitor();
    let plain = |account, password| ByPassword { account, password, captcha: None, consent: true };
    for account in ["anchor88", "nobody77"] {
        for _ in 0..3 {
            let refused = by_password(&hall.desk, &actor, STRANGER, plain(account, "wrong")).await;
            assert_eq!(key(refused), "login-wrong", "{account}");
        }
        let refused = by_password(&hall.desk, &actor, STRANGER, plain(account, "wrong")).await;
        assert_eq!(key(refused), "captcha-needed", "{account}");
    }
    assert_eq!(key(try_from(&hall, STRANGER, "192.0.2.10", "anchor88", "wrong").await), "login-wrong");
}

#[tokio::test]
async fn a51_a_stranger_cannot_lock_the_owner_out() {
    let hall = hall().await;
    let id = owner(&hall).await;
    for n in 0..10 {
        let address = format!("198.51.100.{n}");
        assert_eq!(key(try_from(&hall, STRANGER, &address, "anchor88", "wrong").await), "login-wrong");
    }
    assert_eq!(key(try_from(&hall, STRANGER, "198.51.100.99", "anchor88", PASSWORD).await), "login-locked");
    assert!(
        try_from(&hall, HERE, "192.0.2.10", "anchor88", PASSWORD).await.is_ok(),
        "the owner's own device"
    );
    let inbox = crate::message::find::inbox(hall.desk.db(), id, false, Default::default()).await.unwrap();
    assert_eq!(inbox.rows.iter().filter(|message| message.kind == "account-locked").count(), 1);
    hall.clock.pass(TimeDelta::minutes(15));
    assert!(
        try_from(&hall, STRANGER, "198.51.100.99", "anchor88", PASSWORD).await.is_ok(),
        "a lock ends by itself"
    );
}

#[tokio::test]
async fn a51_an_address_that_guesses_waits() {
    let hall = hall().await;
    for n in 0..50 {
        let account = format!("guess{n}");
        assert_eq!(key(try_from(&hall, STRANGER, "198.51.100.1", &account, "wrong").await), "login-wrong");
    }
    assert_eq!(key(try_from(&hall, STRANGER, "198.51.100.1", "another", "wrong").await), "login-locked");
    assert_eq!(key(try_from(&hall, STRANGER, "198.51.100.2", "another", "wrong").await), "login-wrong");
}

#[tokio::test]
async fn a97_neither_code_nor_password_is_in_the_journal() {
    let hall = hall().await;
    let sent = code(&hall).await;
    log_in(&hall, &sent, true).await.unwrap();
    let _ = try_from(&hall, HERE, "192.0.2.10", PHONE, PASSWORD).await;
    let entries = crate::journal::find::all(hall.desk.db(), &Default::default(), 1_000).await.unwrap();
    assert!(entries.len() >= 4);
    for entry in entries {
        assert!(!entry.changes.contains(&sent) && !entry.changes.contains(PASSWORD), "{}", entry.action);
        assert!(!entry.changes.contains("13800001234"), "{}", entry.action);
    }
}
