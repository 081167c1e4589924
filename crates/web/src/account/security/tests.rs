use crate::testing::{Browser, hall};
use axum::http::StatusCode;
use chrono::TimeDelta;
use hall::kernel::Uuid;
use hall::testing::Bench;

async fn somebody(bench: &Bench) -> (Browser, Uuid, String) {
    bench.legal().await;
    let account = bench.person("甲木").await;
    let phone = hall::account::find::own(bench.desk.db(), account).await.unwrap().phone.unwrap();
    let browser = Browser::with_session(&hall(&bench.desk), &bench.session(account).await);
    (browser, account, phone)
}

fn code(bench: &Bench, phone: &str) -> String {
    bench.sms.last_to(phone).expect("a text message").text.params[0].1.clone()
}

#[tokio::test]
async fn a08_a_password_is_set_by_code_and_changed_by_the_old_one() {
    let bench = hall::testing::bench().await;
    let (mut browser, account, phone) = somebody(&bench).await;
    let other = bench.session(account).await;
    let page = browser.get("/my/security").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.says("还没有设置密码") && page.says("autocomplete=\"new-password\""));
    assert!(browser.post("/my/security/password/code", &[]).await.says("验证码已发送至"));
    let sent = code(&bench, &phone);
    let weak = [("code", sent.as_str()), ("new", "short"), ("again", "short")];
    assert!(browser.post("/my/security/password", &weak).await.says("密码为 8 至 64 位"));
    let good = [("code", sent.as_str()), ("new", "Kite&Anchor7"), ("again", "Kite&Anchor7")];
    assert_eq!(browser.post("/my/security/password", &good).await.leads_to(), Some("/my/security"));
    assert!(bench.resolved(&other).await.is_none(), "other sessions end");
    let wrong = [("current", "Kite&Anchor8"), ("new", "Reef&Lantern9"), ("again", "Reef&Lantern9")];
    let again = browser.post("/my/security/password", &wrong).await;
    assert!(again.says("当前密码不正确") && !again.body.contains("Reef"), "a password never comes back");
}

#[tokio::test]
async fn b05_the_phone_is_changed_with_both_codes() {
    let bench = hall::testing::bench().await;
    let (mut browser, account, old) = somebody(&bench).await;
    browser.get("/my/security").await;
    browser.extra.insert("hx-request", axum::http::HeaderValue::from_static("true"));
    let said = browser.post("/my/security/phone/old-code", &[]).await;
    assert!(said.says("验证码已发送至") && !said.body.contains("<html"), "a fragment beside the button");
    assert_eq!(said.headers[axum::http::header::RETRY_AFTER], "60");
    let refused = browser.post("/my/security/phone/new-code", &[("phone", "123")]).await;
    assert!(refused.says("请填写 11 位手机号码"));
    browser.post("/my/security/phone/new-code", &[("phone", "13811112222")]).await;
    browser.extra.clear();
    let (old_code, new_code) = (code(&bench, &old), code(&bench, "+8613811112222"));
    let typed = [("old_code", old_code.as_str()), ("phone", "13811112222"), ("new_code", new_code.as_str())];
    let changed = browser.post("/my/security/phone", &typed).await;
    assert_eq!(changed.leads_to(), Some("/my/security"), "{}", changed.body);
    assert!(browser.get("/my/security").await.says("138****2222"));
    let now = hall::account::find::own(bench.desk.db(), account).await.unwrap();
    assert_eq!(now.phone.as_deref(), Some("+8613811112222"));
}

#[tokio::test]
async fn a68_sessions_are_listed_and_ended() {
    let bench = hall::testing::bench().await;
    let (mut browser, account, _) = somebody(&bench).await;
    bench.clock.pass(TimeDelta::minutes(1));
    let other = bench.session(account).await;
    let id = hall::account::session::find(&bench.desk, &other).await.unwrap().unwrap().session.id.to_string();
    assert!(browser.get("/my/security").await.says("退出其他所有登录"));
    let strangers = bench.session(bench.person("乙水").await).await;
    let foreign = hall::account::session::find(&bench.desk, &strangers).await.unwrap().unwrap().session.id;
    let refused = browser.post("/my/security/sessions/end", &[("id", &foreign.to_string())]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    browser.get("/my/security").await;
    assert_eq!(
        browser.post("/my/security/sessions/end", &[("id", &id)]).await.leads_to(),
        Some("/my/security")
    );
    assert!(bench.resolved(&other).await.is_none());
    assert!(bench.resolved(&strangers).await.is_some());
}

#[tokio::test]
async fn a05_ways_need_an_address() {
    let bench = hall::testing::bench().await;
    let (mut browser, ..) = somebody(&bench).await;
    browser.get("/my/security").await;
    let again = browser.post("/my/security/ways", &[("by_mail", "1"), ("locale", "zh-CN")]).await;
    assert!(again.says("请先在账号信息中填写邮箱"));
    let kept = browser.post("/my/security/ways", &[("by_sms", "1"), ("locale", "zh-CN")]).await;
    assert_eq!(kept.leads_to(), Some("/my/security"));
}
