use super::*;
use crate::account::Browser;
use crate::account::captcha;
use crate::kernel::{Actor, Outcome, Refusal};
use crate::message::deliver::Wording;
use crate::testing::{Bench, bench};
use gateways::Fault;
use serde_json::Value;

pub(crate) const HERE: Browser<'static> = Browser { secret: "the browser of tests", agent: "Firefox" };
const ELSEWHERE: Browser<'static> = Browser { secret: "another browser", agent: "Firefox" };
const PHONE: &str = "+8613800001234";

/// Words for tests: the arguments alone.
pub(crate) struct Plain;

impl Wording for Plain {
    fn title(&self, kind: &str, _: &Value, _: &str) -> String {
        kind.to_owned()
    }
    fn sentence(&self, kind: &str, args: &Value, _: &str) -> String {
        format!("{kind} {}", args["code"].as_str().unwrap_or_default())
    }
}

pub(crate) fn ask(phone: &str, purpose: Purpose) -> Ask<'_> {
    Ask { phone, purpose, captcha: None, locale: "zh-CN" }
}

async fn sent(hall: &Bench, phone: &str, purpose: Purpose) -> Outcome<String> {
    send(&hall.desk, &hall.visitor(), HERE, ask(phone, purpose), &Plain).await?;
    Ok(last(hall, phone))
}

pub(crate) fn last(hall: &Bench, phone: &str) -> String {
    let phone = crate::kernel::text::mobile(phone).unwrap();
    let text = hall.sms.last_to(&phone).expect("a message was sent").text;
    text.params[0].1.clone()
}

async fn holds(hall: &Bench, browser: Browser<'_>, purpose: Purpose, code: &str) -> bool {
    let visitor = hall.visitor();
    match proven(&hall.desk, &visitor, browser, PHONE, purpose, "code", code).await {
        Ok(work) => {
            work.keep().await.unwrap();
            true
        }
        Err(Refusal::Invalid(errors)) => {
            assert_eq!((errors[0].field.as_str(), errors[0].key), ("code", "code-wrong"));
            false
        }
        Err(other) => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a63_a_code_counts_once_for_its_number_purpose_and_browser() {
    let hall = bench().await;
    let code = sent(&hall, "138 0000 1234", Purpose::Login).await.unwrap();
    assert_eq!(code.len(), 6);
    assert!(!holds(&hall, ELSEWHERE, Purpose::Login, &code).await, "another browser");
    assert!(!holds(&hall, HERE, Purpose::Password, &code).await, "another purpose");
    assert!(holds(&hall, HERE, Purpose::Login, &code).await);
    assert!(!holds(&hall, HERE, Purpose::Login, &code).await, "used");
}

#[tokio::test]
async fn a63_a_code_counts_for_five_minutes_and_until_the_next_one() {
    let hall = bench().await;
    let first = sent(&hall, PHONE, Purpose::Login).await.unwrap();
    hall.clock.pass(TimeDelta::seconds(60));
    let second = sent(&hall, PHONE, Purpose::Login).await.unwrap();
    if first != second {
        assert!(!holds(&hall, HERE, Purpose::Login, &first).await, "replaced");
    }
    hall.clock.pass(TimeDelta::minutes(5));
    assert!(!holds(&hall, HERE, Purpose::Login, &second).await, "run out");
    let third = sent(&hall, PHONE, Purpose::Login).await.unwrap();
    hall.clock.pass(TimeDelta::seconds(299));
    assert!(holds(&hall, HERE, Purpose::Login, &third).await, "a second before its end");
}

#[tokio::test]
async fn a63_five_wrong_answers_kill_a_code() {
    let hall = bench().await;
    let code = sent(&hall, PHONE, Purpose::Login).await.unwrap();
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..4 {
        assert!(!holds(&hall, HERE, Purpose::Login, wrong).await);
    }
    hall.clock.pass(TimeDelta::seconds(60));
    let code = sent(&hall, PHONE, Purpose::Login).await.unwrap();
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        assert!(!holds(&hall, HERE, Purpose::Login, wrong).await);
    }
    assert!(!holds(&hall, HERE, Purpose::Login, &code).await, "dead");
}

#[tokio::test]
async fn a02_budgets_per_number() {
    let hall = bench().await;
    sent(&hall, PHONE, Purpose::Login).await.unwrap();
    hall.clock.pass(TimeDelta::seconds(59));
    let refused = sent(&hall, PHONE, Purpose::Login).await.unwrap_err();
    let soon = hall.desk.now() + TimeDelta::seconds(1);
    assert!(matches!(refused, Refusal::TooMany { until, key: "sms-wait" } if until == soon), "{refused:?}");
    for _ in 0..4 {
        hall.clock.pass(TimeDelta::seconds(60));
        sent(&hall, PHONE, Purpose::Login).await.unwrap();
    }
    hall.clock.pass(TimeDelta::seconds(60));
    let refused = sent(&hall, PHONE, Purpose::Login).await.unwrap_err();
    assert!(matches!(refused, Refusal::TooMany { key: "sms-phone-hour", .. }), "{refused:?}");
    hall.clock.pass(TimeDelta::hours(1));
    for _ in 0..5 {
        hall.clock.pass(TimeDelta::seconds(60));
        sent(&hall, PHONE, Purpose::Login).await.unwrap();
    }
    hall.clock.pass(TimeDelta::hours(1));
    let refused = sent(&hall, PHONE, Purpose::Login).await.unwrap_err();
    assert!(matches!(refused, Refusal::TooMany { key: "sms-phone-day", .. }), "{refused:?}");
}

#[tokio::test]
async fn a02_an_address_that_asks_often_answers_a_captcha_and_is_stopped_at_last() {
    let hall = bench().await;
    let phone = |n: u32| format!("1380001{n:04}");
    for n in 0..5 {
        sent(&hall, &phone(n), Purpose::Login).await.unwrap();
    }
    let refused = sent(&hall, &phone(5), Purpose::Login).await.unwrap_err();
    assert!(matches!(&refused, Refusal::Invalid(errors) if errors[0].key == "captcha-needed"), "{refused:?}");
    for n in 5..20 {
        let shown = captcha::fresh(&hall.desk);
        let typed = shown.question.answer().to_string();
        let phone = phone(n);
        let captcha = Some(captcha::Answer { token: &shown.token, typed: &typed });
        let ask = Ask { captcha, ..ask(&phone, Purpose::Login) };
        send(&hall.desk, &hall.visitor(), HERE, ask, &Plain).await.unwrap();
    }
    let refused = sent(&hall, &phone(20), Purpose::Login).await.unwrap_err();
    assert!(matches!(refused, Refusal::TooMany { key: "sms-address-hour", .. }), "{refused:?}");
    let other = Actor::Visitor { address: "192.0.2.77".to_owned() };
    let phone = phone(20);
    send(&hall.desk, &other, HERE, ask(&phone, Purpose::Login), &Plain).await.unwrap();
}

#[tokio::test]
async fn a02_a_gateway_that_fails_uses_up_nothing() {
    let hall = bench().await;
    hall.sms.faults.next(Fault::Unreachable);
    let refused = sent(&hall, PHONE, Purpose::Login).await.unwrap_err();
    assert!(matches!(refused, Refusal::Unavailable("sms-unavailable")), "{refused:?}");
    sent(&hall, PHONE, Purpose::Login).await.expect("at once again");
}

#[tokio::test]
async fn a59_known_and_unknown_numbers_are_answered_alike() {
    let hall = bench().await;
    let known = hall.person("甲").await;
    let known = crate::account::find::own(hall.desk.db(), known).await.unwrap().phone.unwrap();
    for purpose in [Purpose::Login, Purpose::Password] {
        hall.clock.pass(TimeDelta::hours(2));
        let ours = send(&hall.desk, &hall.visitor(), HERE, ask(&known, purpose), &Plain).await.unwrap();
        let strange = send(&hall.desk, &hall.visitor(), HERE, ask(PHONE, purpose), &Plain).await.unwrap();
        assert_eq!((ours.resend_at, ours.expires_at), (strange.resend_at, strange.expires_at));
    }
}

#[test]
fn a02_codes_are_understood_as_people_type_them() {
    assert_eq!(is_code(" 123 456 ").as_deref(), Some("123456"));
    assert_eq!(is_code("１２３４５６").as_deref(), Some("123456"));
    for typed in ["", "12345", "1234567", "12345a", "一二三四五六"] {
        assert_eq!(is_code(typed), None, "{typed}");
    }
}
