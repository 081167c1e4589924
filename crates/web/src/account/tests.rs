use crate::testing::{Browser, Shown, between, hall};
use axum::http::{StatusCode, header};
use chrono::TimeDelta;
use gateways::oidc::{EnterpriseFacts, Identity, PersonKind};
use gateways::wechat::WechatIdentity;
use hall::testing::Bench;

const PHONE: &str = "13900001111";
const E164: &str = "+8613900001111";

async fn open() -> (Bench, Browser) {
    let bench = hall::testing::bench().await;
    hall::account::legal::prepare(&bench.desk).await.unwrap();
    let browser = Browser::new(&hall(&bench.desk));
    (bench, browser)
}

/// The code last sent to a number.
fn code(bench: &Bench, phone: &str) -> String {
    let sent = bench.sms.last_to(phone).expect("a text message").text;
    sent.params.into_iter().find(|(name, _)| name == "code").expect("a code").1
}

async fn log_in(bench: &Bench, browser: &mut Browser, phone: &str) -> Shown {
    browser.get("/login").await;
    browser.post("/login/code", &[("phone", phone), ("purpose", "login"), ("consent", "1")]).await;
    let code = code(bench, &format!("+86{phone}"));
    let typed = [("phone", phone), ("code", code.as_str()), ("consent", "1"), ("next", "/my/messages")];
    let answer = browser.post("/login", &typed).await;
    browser.get("/my/messages").await;
    answer
}

#[tokio::test]
async fn a02_a_new_number_registers_itself_and_lands_where_it_wanted() {
    let (bench, mut browser) = open().await;
    let led = browser.get("/my/messages").await;
    assert_eq!(led.leads_to(), Some("/login?next=%2Fmy%2Fmessages"));
    let answer = log_in(&bench, &mut browser, PHONE).await;
    assert_eq!(answer.leads_to(), Some("/my/messages"), "{}", answer.body);
    assert_eq!(browser.get("/my/messages").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a03_without_the_tick_no_code_is_sent_and_nobody_registers() {
    let (bench, mut browser) = open().await;
    browser.get("/login").await;
    let refused = browser.post("/login/code", &[("phone", PHONE), ("purpose", "login")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.says("请先阅读并勾选同意《平台法律声明》") && refused.says(PHONE),
        "what was typed stays"
    );
    assert!(bench.sms.sent().is_empty());
    for way in ["/login/wechat", "/login/identity"] {
        assert_eq!(browser.post(way, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{way}");
    }
}

#[tokio::test]
async fn a02_the_answer_is_the_same_whether_the_number_is_known() {
    let (bench, mut browser) = open().await;
    log_in(&bench, &mut browser, PHONE).await;
    bench.clock.pass(TimeDelta::minutes(2));
    let mut said = Vec::new();
    for phone in [PHONE, "13900002222"] {
        let mut stranger = Browser::new(&hall(&bench.desk));
        stranger.get("/login").await;
        stranger.extra.insert("hx-request", header::HeaderValue::from_static("true"));
        let answer =
            stranger.post("/login/code", &[("phone", phone), ("purpose", "login"), ("consent", "1")]).await;
        assert_eq!(answer.headers[header::RETRY_AFTER], "60");
        said.push((answer.status, answer.body.replace("139****1111", "*").replace("139****2222", "*")));
    }
    assert_eq!(said[0], said[1]);
}

#[tokio::test]
async fn a02_codes_wait_run_out_and_count_once() {
    let (bench, mut browser) = open().await;
    browser.get("/login").await;
    let ask = [("phone", PHONE), ("purpose", "login"), ("consent", "1")];
    browser.post("/login/code", &ask).await;
    assert!(browser.post("/login/code", &ask).await.says("请 60 秒后再获取验证码"));
    let first = code(&bench, E164);
    bench.clock.pass(TimeDelta::minutes(6));
    let late = browser.post("/login", &[("phone", PHONE), ("code", &first), ("consent", "1")]).await;
    assert!(late.says("验证码不正确或已失效"));
    browser.post("/login/code", &ask).await;
    let second = code(&bench, E164);
    let typed = [("phone", PHONE), ("code", second.as_str()), ("consent", "1")];
    let mut elsewhere = Browser::new(&hall(&bench.desk));
    elsewhere.get("/login").await;
    assert_eq!(
        elsewhere.post("/login", &typed).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "another browser"
    );
    assert_eq!(browser.post("/login", &typed).await.status, StatusCode::SEE_OTHER);
    let mut again = browser.clone();
    again.post("/logout", &[]).await;
    assert_eq!(again.post("/login", &typed).await.status, StatusCode::UNPROCESSABLE_ENTITY, "used up");
}

#[tokio::test]
async fn a02_a_dead_gateway_is_said_and_costs_nothing() {
    let (bench, mut browser) = open().await;
    browser.get("/login").await;
    let ask = [("phone", PHONE), ("purpose", "login"), ("consent", "1")];
    bench.sms.faults.next(gateways::Fault::Unreachable);
    assert!(browser.post("/login/code", &ask).await.says("短信暂时发送不出去"));
    assert!(browser.post("/login/code", &ask).await.says("验证码已发送至"));
}

#[tokio::test]
async fn a08_password_after_forgetting_it_and_captcha_only_under_suspicion() {
    let (bench, mut browser) = open().await;
    log_in(&bench, &mut browser, PHONE).await;
    browser.post("/logout", &[]).await;
    bench.clock.pass(TimeDelta::minutes(2));
    browser.get("/login/forgot").await;
    browser.post("/login/code", &[("phone", PHONE), ("purpose", "password")]).await;
    let code = code(&bench, E164);
    let weak = [("phone", PHONE), ("code", code.as_str()), ("new", "password"), ("again", "password")];
    assert!(browser.post("/login/forgot", &weak).await.says("密码须为 8 至 64 位"));
    let strong =
        [("phone", PHONE), ("code", code.as_str()), ("new", "Kite&Anchor7"), ("again", "Kite&Anchor7")];
    let set = browser.post("/login/forgot", &strong).await;
    assert_eq!(set.leads_to(), Some("/login?way=password"), "{}", set.body);

    let wrong = [("account", PHONE), ("password", "Kite&Anchor8"), ("consent", "1")];
    let mut stranger = Browser::new(&hall(&bench.desk));
    stranger.get("/login?way=password").await;
    for _ in 0..3 {
        let answer = stranger.post("/login/password", &wrong).await;
        assert!(answer.says("账号或密码不正确") && !answer.body.contains("captcha_token"));
    }
    let asked = stranger.post("/login/password", &wrong).await;
    assert!(asked.says("请填写图形验证码"));
    let token = between(&asked.body, "name=\"captcha_token\" value=\"", "\"").expect("a captcha").to_owned();
    let picture = stranger.get(&format!("/captcha/{token}")).await;
    assert_eq!(picture.headers[header::CONTENT_TYPE], "image/png");
    // The owner's own browser is not asked for what a stranger brought about.
    let right = [("account", PHONE), ("password", "Kite&Anchor7"), ("consent", "1")];
    let answer = browser.post("/login/password", &right).await;
    assert_eq!(answer.leads_to(), Some("/"), "{}", answer.body);
}

#[tokio::test]
async fn a04_wechat_binds_the_phone_once_and_joins_the_account_of_that_phone() {
    let (bench, mut browser) = open().await;
    log_in(&bench, &mut browser, PHONE).await;
    browser.post("/logout", &[]).await;
    bench.clock.pass(TimeDelta::minutes(2));
    let scanned = || WechatIdentity {
        appid: "wx-test".to_owned(),
        openid: "openid-1".to_owned(),
        unionid: None,
        nickname: Some("小满".to_owned()),
    };
    bench.wechat.scan("code-1", scanned());
    browser.get("/login").await;
    let out = browser.post("/login/wechat", &[("consent", "1")]).await;
    let state = state_of(&out);
    let back = browser.get(&format!("/login/wechat/callback?code=code-1&state={state}")).await;
    let bind = back.leads_to().expect("to the binding").to_owned();
    let page = browser.get(&bind).await;
    assert!(page.says("微信用户“小满”首次登录"));
    browser.post("/login/code", &[("phone", PHONE), ("purpose", "bind")]).await;
    let code = code(&bench, E164);
    let journey = bind.split('=').nth(1).expect("a journey");
    let typed = [("journey", journey), ("phone", PHONE), ("code", code.as_str())];
    assert_eq!(browser.post("/login/bind", &typed).await.leads_to(), Some("/"));
    assert!(browser.get("/my/messages").await.says("小满"), "the account of that phone was told");

    browser.post("/logout", &[]).await;
    bench.wechat.scan("code-2", scanned());
    browser.get("/login").await;
    let state = state_of(&browser.post("/login/wechat", &[("consent", "1")]).await);
    let mut foreign = Browser::new(&hall(&bench.desk));
    let refused = foreign.get(&format!("/login/wechat/callback?code=code-2&state={state}")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "began in another browser");
    let back = browser.get(&format!("/login/wechat/callback?code=code-2&state={state}")).await;
    assert_eq!(back.leads_to(), Some("/"), "known now");
}

fn state_of(out: &Shown) -> String {
    let address = out.leads_to().expect("an address elsewhere");
    let query = address.split_once('?').expect("a query").1;
    let state = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "state");
    state.expect("a state").1.into_owned()
}

fn somebody(kind: PersonKind) -> Identity {
    let enterprise = EnterpriseFacts {
        name: "海澜锚与风筝国际贸易有限公司".to_owned(),
        uscc: hall::enterprise::uscc::invented("990101", 77).to_string(),
        legal_representative: Some("甲木".to_owned()),
        address: Some("港口片区一号路".to_owned()),
        level: Some("LV3".to_owned()),
        region: Some("990101".to_owned()),
    };
    Identity {
        issuer: "https://identity.invalid".to_owned(),
        subject: format!("subject-{kind:?}"),
        kind,
        name: Some("甲木".to_owned()),
        phone: Some(PHONE.to_owned()),
        enterprise: (kind == PersonKind::Legal).then_some(enterprise),
        id_token_raw: "token".to_owned(),
    }
}

#[tokio::test]
async fn a06_b03_a_legal_person_brings_the_enterprise_and_a_personal_account_cannot_claim_one() {
    let (bench, mut browser) = open().await;
    log_in(&bench, &mut browser, PHONE).await;
    for (kind, status) in
        [(PersonKind::Natural, StatusCode::CONFLICT), (PersonKind::Legal, StatusCode::SEE_OTHER)]
    {
        bench.oidc.person("code", somebody(kind));
        let state = state_of(&browser.post("/login/identity", &[("aim", "claim"), ("kind", "legal")]).await);
        let back = browser.get(&format!("/login/identity/callback?code=code&state={state}")).await;
        assert_eq!(back.status, status, "{}", back.body);
        if kind == PersonKind::Natural {
            assert!(back.says("需要用企业的法人账号"));
        } else {
            assert_eq!(back.leads_to(), Some("/my"));
        }
    }
    assert!(browser.get("/my/messages").await.says("海澜锚与风筝国际贸易有限公司"));
}

#[tokio::test]
async fn a_form_sent_after_the_session_has_ended_is_kept_for_whoever_typed_it() {
    let (bench, mut browser) = open().await;
    log_in(&bench, &mut browser, PHONE).await;
    let old = browser.token().to_owned();
    bench.clock.pass(TimeDelta::minutes(31));
    let form = "/my/bookings/01a20000-0000-7000-8000-000000000001/ask";
    let led = browser.post(form, &[("text", "何时能到？<b>"), ("again", "1"), ("again", "2")]).await;
    let next = led.leads_to().and_then(|to| to.strip_prefix("/login?next=%2Fkept%2F")).unwrap().to_owned();
    let kept = format!("/kept/{next}");
    assert!(browser.get(led.leads_to().unwrap()).await.says("刚才填写的内容已为您保留"));
    assert_eq!(browser.get(&kept).await.leads_to(), Some(format!("/login?next=%2Fkept%2F{next}").as_str()));

    log_in(&bench, &mut browser, PHONE).await;
    let page = browser.get(&kept).await.body.replace("&#x2f;", "/");
    for part in [
        &format!("action=\"{form}\""),
        "name=\"text\" value=\"何时能到？&lt;b&gt;\"",
        "name=\"again\" value=\"1\"",
        "name=\"again\" value=\"2\"",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains(&old), "the token is a new one");

    let mut other = Browser::new(&hall(&bench.desk));
    log_in(&bench, &mut other, "13900003333").await;
    assert_eq!(other.get(&kept).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_no_session_was_shown_is_not_kept_and_the_log_in_leads_back_to_the_page() {
    let (bench, mut browser) = open().await;
    let form = "/my/bookings/01a20000-0000-7000-8000-000000000001/ask";
    browser
        .extra
        .insert(header::REFERER, header::HeaderValue::from_static("https://hall.example/my/bookings?page=2"));
    browser.get("/login").await;
    let stranger = browser.post(form, &[("text", "何时能到？")]).await;
    assert!(!stranger.leads_to().unwrap().contains("kept"), "{:?}", stranger.leads_to());

    log_in(&bench, &mut browser, PHONE).await;
    bench.clock.pass(TimeDelta::minutes(31));
    let password =
        browser.post("/my/security/password", &[("current", "a"), ("new", "b"), ("again", "b")]).await;
    assert!(!password.leads_to().unwrap().contains("kept"), "passwords are not kept");
    let kind = "application/x-www-form-urlencoded";
    let forged = browser.post_raw(form, kind, b"_csrf=x&text=1".to_vec()).await;
    assert!(!forged.leads_to().unwrap().contains("kept"), "{:?}", forged.leads_to());
    browser.extra.insert(header::ORIGIN, header::HeaderValue::from_static("https://evil.example"));
    assert_eq!(browser.post(form, &[("text", "何时能到？")]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_session_in_use_goes_on_and_pages_say_how_long() {
    let (bench, mut browser) = open().await;
    log_in(&bench, &mut browser, PHONE).await;
    let page = browser.get("/my").await;
    assert!(
        page.body.contains("data-idle=\"1740\"") && page.body.contains("data-longest=\"43200\""),
        "{}",
        page.body
    );
    for _ in 0..3 {
        bench.clock.pass(TimeDelta::minutes(28));
        assert_eq!(browser.post("/session", &[]).await.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(browser.get("/my").await.status, StatusCode::OK);
    bench.clock.pass(TimeDelta::minutes(31));
    assert_eq!(browser.post("/session", &[]).await.status, StatusCode::SEE_OTHER);
}
