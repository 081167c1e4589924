//! The stage is asked through the hall's own gateways, over loopback: what it plays is what they speak.

use crate::{Channel, Fault, Login, PEOPLE, Parts, Settings, Stage};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use frame::assets::Assets;
use gateways::sms::{Sms as _, SmsOutbox, SmsText};
use gateways::wechat::{OfficialAccount, Wechat as _, WechatNotice, WechatOpen, WechatSettings};
use gateways::{GatewayError, Moment};
use hall::kernel::{FixedClock, SeededChance};
use std::sync::Arc;
use tower::ServiceExt as _;

const STATE: &str = "0123456789abcdef0123456789abcdef";
const HALL: &str = "http://localhost:1";

struct World {
    stage: Stage,
    clock: Arc<FixedClock>,
    wechat: WechatOpen,
    moment: Moment,
}

#[expect(clippy::disallowed_methods, reason = "a test serves on loopback")]
async fn world() -> World {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let now = "2026-03-04T01:00:00Z".parse().unwrap();
    let clock = Arc::new(FixedClock::at(now));
    let login = Login {
        place: "hall",
        name: "甲木".to_owned(),
        role: ("办事员".to_owned(), "Clerk".to_owned()),
        phone: "19900000101".to_owned(),
        account: None,
        password: None,
        wechat: Some(PEOPLE[0].1.to_owned()),
    };
    let settings = Settings {
        address: address.clone(),
        hall: HALL.to_owned(),
        identity: Some("http://localhost:2".to_owned()),
        appid: "wx-demo".to_owned(),
        secret: "a secret of the demo".to_owned(),
        logins: vec![login],
        reload: false,
    };
    let parts = Parts {
        clock: clock.clone(),
        chance: Arc::new(SeededChance::new(7)),
        assets: Arc::new(Assets::new([])),
    };
    let stage = Stage::new(settings, parts).unwrap();
    let router = stage.router();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let official = OfficialAccount {
        appid: "wx-demo".to_owned(),
        secret: "a secret of the demo".to_owned(),
        templates: [("booking-answered".to_owned(), "T1".to_owned())].into(),
    };
    let wechat = WechatOpen::new(WechatSettings {
        open_base: format!("{address}/"),
        api_base: format!("{address}/"),
        appid: "wx-demo".to_owned(),
        secret: "a secret of the demo".to_owned(),
        redirect: format!("{HALL}/login/wechat/callback"),
        official: Some(official),
    })
    .unwrap();
    World { stage, clock, wechat, moment: Moment::new(now, [1; 16]) }
}

impl World {
    async fn get(&self, path: &str) -> (StatusCode, String) {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }

    async fn ask(&self, request: Request<Body>) -> (StatusCode, String) {
        let answer = self.stage.router().oneshot(request).await.unwrap();
        let status = answer.status();
        let to = answer.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let body = axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        (status, to.unwrap_or_else(|| String::from_utf8(body.to_vec()).unwrap()))
    }

    /// Opens the QR page and lets somebody's phone answer on it: where the browser goes.
    async fn answered(&self, choice: &str) -> (StatusCode, String) {
        let address = self.wechat.qr_address(STATE).unwrap();
        let (status, page) = self.get(&format!("{}?{}", address.path(), address.query().unwrap())).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        let ticket = page.split("name=\"ticket\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        self.post("/connect/answer", &format!("ticket={ticket}&from=computer&do={choice}")).await
    }

    async fn post(&self, path: &str, body: &str) -> (StatusCode, String) {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    async fn code(&self, choice: &str) -> String {
        let (status, to) = self.answered(choice).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let url = url::Url::parse(&to).unwrap();
        assert!(to.starts_with(&format!("{HALL}/login/wechat/callback?")));
        let value = |name: &str| url.query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned();
        assert_eq!(value("state"), STATE);
        value("code")
    }
}

#[tokio::test]
async fn x04_a_scan_becomes_an_identity_once() {
    let world = world().await;
    let code = world.code("agree:o-demo-kite").await;
    let who = world.wechat.identify(&code).await.unwrap();
    assert_eq!(who.subject(), "unionid:u-demo-kite");
    assert_eq!(who.nickname.as_deref(), Some(PEOPLE[0].1));
    assert_eq!(world.wechat.identify(&code).await, Err(GatewayError::Expired));
    assert_eq!(world.wechat.identify("made-up").await, Err(GatewayError::Expired));
    let first = world.code("agree:stranger").await;
    let second = world.code("agree:stranger").await;
    let (first, second) =
        (world.wechat.identify(&first).await.unwrap(), world.wechat.identify(&second).await.unwrap());
    assert_ne!(first.subject(), second.subject(), "a stranger is somebody new each time");
}

#[tokio::test]
async fn x04_codes_live_five_minutes_and_a_refusal_brings_none() {
    let world = world().await;
    let code = world.code("agree:o-demo-tide").await;
    world.clock.pass(chrono::TimeDelta::minutes(5));
    assert_eq!(world.wechat.identify(&code).await, Err(GatewayError::Expired));
    let (_, to) = world.answered("refuse:o-demo-tide").await;
    assert_eq!(to, format!("{HALL}/login/wechat/callback?state={STATE}"));
}

#[tokio::test]
async fn x04_the_computer_notices_what_the_phone_answered() {
    let world = world().await;
    let address = world.wechat.qr_address(STATE).unwrap();
    let (_, page) = world.get(&format!("{}?{}", address.path(), address.query().unwrap())).await;
    assert!(page.contains("已绑定 甲木") && page.contains("<svg xmlns"));
    let ticket = page.split("/connect/state?ticket=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let state = format!("/connect/state?ticket={ticket}");
    assert_eq!(world.get(&state).await.0, StatusCode::NO_CONTENT);
    let form = format!("ticket={ticket}&from=phone&do=agree:o-demo-kite");
    let (status, page) = world.post("/connect/answer", &form).await;
    assert!(status == StatusCode::OK && page.contains("已经答复"));
    assert_eq!(world.post("/connect/answer", &form).await.0, StatusCode::GONE, "one answer");
    let asked = Request::get(&state).header("hx-request", "true").body(Body::empty()).unwrap();
    let answer = world.stage.router().oneshot(asked).await.unwrap();
    assert!(answer.headers()["hx-redirect"].to_str().unwrap().starts_with(HALL));
}

#[tokio::test]
async fn x04_wechat_refuses_applications_and_callbacks_it_does_not_know() {
    let world = world().await;
    let ask = |appid: &str, to: &str, scope: &str| {
        format!(
            "/connect/qrconnect?appid={appid}&redirect_uri={to}&response_type=code&scope={scope}&state={STATE}"
        )
    };
    let fine = format!("{HALL}/login/wechat/callback");
    assert_eq!(world.get(&ask("wx-demo", &fine, "snsapi_login")).await.0, StatusCode::OK);
    for (appid, to, scope) in [
        ("wx-other", fine.as_str(), "snsapi_login"),
        ("wx-demo", "http://localhost:1.evil.example/x", "snsapi_login"),
        ("wx-demo", fine.as_str(), "snsapi_userinfo"),
    ] {
        assert_eq!(world.get(&ask(appid, to, scope)).await.0, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn a05_x04_notices_arrive_on_their_page_unless_nobody_follows() {
    let world = world().await;
    let notice = WechatNotice {
        openid: "o-demo-kite".to_owned(),
        template: "booking-answered".to_owned(),
        fields: vec![
            ("thing1".to_owned(), "预约有答复".to_owned()),
            ("thing2".to_owned(), "请查看".to_owned()),
        ],
        link: None,
    };
    world.wechat.notify(&notice, &world.moment).await.unwrap();
    let (_, page) = world.get("/notices").await;
    assert!(page.contains(PEOPLE[0].1) && page.contains("预约有答复") && page.contains("请查看"));
    world.stage.faults.set([Fault::WechatUnfollowed]);
    let refused = world.wechat.notify(&notice, &world.moment).await.unwrap_err();
    assert!(matches!(refused, GatewayError::Refused { code, .. } if code == "43004"));
}

#[tokio::test]
async fn x05_texts_arrive_on_their_page_and_as_json_unless_the_gateway_is_down() {
    let world = world().await;
    let sms = SmsOutbox::new(&format!("{}/sms", world.stage.settings.address)).unwrap();
    let text = SmsText { template: "login-code".into(), params: vec![], text: "验证码 042917".into() };
    sms.send("+8619900000101", &text, &world.moment).await.unwrap();
    let (_, page) = world.get("/sms").await;
    assert!(page.contains("19900000101") && page.contains("<strong>042917</strong>"), "{page}");
    let (_, json) = world.get("/post.json").await;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json[0]["channel"], &json[0]["to"]), (&"sms".into(), &"+8619900000101".into()));
    assert_eq!(world.post("/faults", "on=sms-down&on=nonsense").await.1, "/faults?saved=1");
    assert!(sms.send("+8619900000101", &text, &world.moment).await.unwrap_err().is_worth_another_try());
    assert_eq!(world.stage.post.all().iter().filter(|kept| kept.channel == Channel::Sms).count(), 1);
}

#[tokio::test]
async fn x04_a_callback_that_comes_twice_goes_through_one_page() {
    let world = world().await;
    world.stage.faults.set([Fault::WechatTwice]);
    let (status, page) = world.answered("agree:o-demo-kite").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(page.matches("callback?code=").count(), 3);
}

#[tokio::test]
async fn pages_speak_both_languages_and_forms_come_from_here_only() {
    let world = world().await;
    for path in ["/", "/sms", "/mail", "/notices", "/faults", "/connect/phone?ticket=x", "/nowhere"] {
        for lang in ["zh-CN", "en"] {
            let sign = if path.contains('?') { '&' } else { '?' };
            let (_, page) = world.get(&format!("{path}{sign}lang={lang}")).await;
            assert!(page.contains(&format!("<html lang=\"{lang}\"")) && !page.contains('⟦'), "{path} {page}");
        }
    }
    let foreign =
        Request::post("/faults").header(header::ORIGIN, "http://evil.example").body(Body::empty()).unwrap();
    assert_eq!(world.ask(foreign).await.0, StatusCode::FORBIDDEN);
    // By another name of this machine its forms would come from elsewhere.
    let address = &world.stage.settings.address;
    let host = address.replace("http://127.0.0.1", "localhost");
    let other = Request::get("/sms?lang=en").header(header::HOST, host).header(header::ACCEPT, "text/html");
    let (status, to) = world.ask(other.body(Body::empty()).unwrap()).await;
    assert_eq!((status, to), (StatusCode::TEMPORARY_REDIRECT, format!("{address}/sms?lang=en")));
}
