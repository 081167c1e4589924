//! WeChat's side is played on loopback.

use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::TimeZone;

use super::*;
use crate::testing::{Far, reply};

const STATE: &str = "0123456789abcdef0123456789abcdef";

fn at(far: &Far) -> WechatOpen {
    WechatOpen::new(WechatSettings {
        open_base: far.url("/").to_string(),
        api_base: far.url("/").to_string(),
        appid: "wx1".into(),
        secret: "canary-secret".into(),
        redirect: "https://hall.example/login/wechat/back".into(),
        official: Some(OfficialAccount {
            appid: "wx2".into(),
            secret: "canary-other".into(),
            templates: BTreeMap::from([("booking-answered".into(), "TPL".into())]),
        }),
    })
    .unwrap()
}

fn notice() -> WechatNotice {
    WechatNotice {
        openid: "o2".into(),
        template: "booking-answered".into(),
        fields: vec![("thing1".into(), "一带一路班列".into()), ("time2".into(), "2026-03-04".into())],
        link: Some("https://hall.example/my/bookings/1".into()),
    }
}

fn moment(seconds: i64) -> Moment {
    Moment::new(Utc.timestamp_opt(1_772_600_000 + seconds, 0).unwrap(), [3; 16])
}

/// Plays the exchange and userinfo with these bodies.
async fn login(exchange: &'static str, info: &'static str) -> Result<WechatIdentity, GatewayError> {
    let far = Far::scripted(move |seen| match seen.uri.path() {
        "/sns/oauth2/access_token" => {
            assert_eq!(seen.query("appid").unwrap(), "wx1");
            assert_eq!(seen.query("secret").unwrap(), "canary-secret");
            assert_eq!(seen.query("code").unwrap(), "c0de");
            assert_eq!(seen.query("grant_type").unwrap(), "authorization_code");
            reply(200, exchange)
        }
        "/sns/userinfo" => {
            assert_eq!(seen.query("access_token").unwrap(), "AT");
            assert_eq!(seen.query("openid").unwrap(), "o1");
            reply(200, info)
        }
        other => panic!("{other}"),
    })
    .await;
    at(&far).identify("c0de").await
}

const EXCHANGE: &str = r#"{"access_token":"AT","expires_in":7200,"refresh_token":"RT","openid":"o1",
    "scope":"snsapi_login","unionid":"u1"}"#;

#[tokio::test]
async fn a04_x04_the_qr_address_is_wechats_and_carries_the_state() {
    let far = Far::answering(200, &[], "{}").await;
    let url = at(&far).qr_address(STATE).unwrap();
    assert_eq!(url.path(), "/connect/qrconnect");
    assert_eq!(url.fragment(), Some("wechat_redirect"));
    let pairs: Vec<_> = url.query_pairs().map(|(k, v)| format!("{k}={v}")).collect();
    let expected = [
        "appid=wx1",
        "redirect_uri=https://hall.example/login/wechat/back",
        "response_type=code",
        "scope=snsapi_login",
        &format!("state={STATE}"),
    ];
    assert_eq!(pairs, expected);
}

#[tokio::test]
async fn a04_safety_a71_a_login_without_a_proper_state_does_not_begin() {
    let far = Far::answering(200, &[], "{}").await;
    for bad in ["", "short", "0123456789abcde", "0123456789abcdef&x=1", "0123456789abcdef#", &"x".repeat(129)]
    {
        assert!(at(&far).qr_address(bad).is_err(), "{bad}");
    }
}

#[tokio::test]
async fn a04_x04_a_code_becomes_a_person() {
    let who = login(EXCHANGE, r#"{"openid":"o1","nickname":"安","sex":0,"unionid":"u1"}"#).await.unwrap();
    assert_eq!((who.appid.as_str(), who.openid.as_str()), ("wx1", "o1"));
    assert_eq!((who.unionid.as_deref(), who.nickname.as_deref()), (Some("u1"), Some("安")));
    assert_eq!(who.subject(), "unionid:u1");
}

#[tokio::test]
async fn a04_safety_a71_without_unionid_the_key_is_openid_with_appid_never_the_nickname() {
    let who = login(
        r#"{"access_token":"AT","expires_in":7200,"openid":"o1","scope":"snsapi_login"}"#,
        r#"{"openid":"o1","nickname":"unionid:u1"}"#,
    )
    .await
    .unwrap();
    assert_eq!(who.subject(), "openid:wx1:o1");
}

#[tokio::test]
async fn a04_safety_a71_userinfo_of_somebody_else_is_refused() {
    for info in [
        r#"{"openid":"o9","nickname":"安","unionid":"u1"}"#,
        r#"{"openid":"o1","nickname":"安","unionid":"u9"}"#,
        r#"{"nickname":"安","unionid":"u1"}"#,
        r#"[]"#,
        "",
    ] {
        assert!(matches!(login(EXCHANGE, info).await, Err(GatewayError::Nonsense(_))), "{info}");
    }
    let odd = r#"{"openid":"o1","nickname":"安","unionid":"u1:x"}"#;
    let exchange = r#"{"access_token":"AT","expires_in":7200,"openid":"o1","scope":"snsapi_login"}"#;
    assert!(matches!(login(exchange, odd).await, Err(GatewayError::Nonsense(_))));
}

#[tokio::test]
async fn a04_x04_a_used_or_expired_code_is_expired_and_secrets_stay_out_of_errors() {
    for code in [40029, 40163, 42003] {
        let far = Far::scripted(move |_| reply(200, &format!(r#"{{"errcode":{code},"errmsg":"no"}}"#))).await;
        assert_eq!(at(&far).identify("c0de").await, Err(GatewayError::Expired));
    }
    let far = Far::answering(200, &[], r#"{"errcode":40125,"errmsg":"invalid appsecret"}"#).await;
    let error = at(&far).identify("c0de").await.unwrap_err();
    assert!(matches!(&error, GatewayError::Refused { code, .. } if code == "40125"));
    let dead = WechatOpen::new(WechatSettings {
        api_base: "http://127.0.0.1:1/".into(),
        ..at(&far).settings.clone()
    })
    .unwrap();
    let error = dead.identify("c0de").await.unwrap_err();
    assert!(
        matches!(&error, GatewayError::Unreachable(_)) && !format!("{error:?}").contains("canary"),
        "{error:?}"
    );
    assert!(dead.health().await.is_err());
}

#[tokio::test]
async fn a05_x04_notices_share_one_token_until_it_is_nearly_spent() {
    let far = Far::scripted(|seen| match seen.uri.path() {
        "/cgi-bin/stable_token" => {
            let asked = seen.json();
            assert_eq!((&asked["appid"], &asked["secret"]), (&"wx2".into(), &"canary-other".into()));
            assert_eq!(asked["force_refresh"], false);
            reply(200, r#"{"access_token":"T","expires_in":7200}"#)
        }
        "/cgi-bin/message/template/send" => {
            assert_eq!(seen.query("access_token").unwrap(), "T");
            reply(200, r#"{"errcode":0,"errmsg":"ok","msgid":200228332}"#)
        }
        other => panic!("{other}"),
    })
    .await;
    let wechat = at(&far);
    let asked = || far.seen().iter().filter(|seen| seen.uri.path() == "/cgi-bin/stable_token").count();
    assert_eq!(wechat.notify(&notice(), &moment(0)).await.unwrap().reference, "200228332");
    wechat.notify(&notice(), &moment(6_800)).await.unwrap();
    assert_eq!(asked(), 1);
    let other = WechatNotice { link: Some("https://hall.example/my/bookings/2".into()), ..notice() };
    wechat.notify(&other, &moment(6_900)).await.unwrap();
    assert_eq!(asked(), 2, "five minutes before the end another one is asked for");

    let sent: Vec<_> = far
        .seen()
        .iter()
        .filter(|seen| seen.uri.path().ends_with("send"))
        .map(crate::testing::Seen::json)
        .collect();
    assert_eq!(
        sent[0]["client_msg_id"], sent[1]["client_msg_id"],
        "WeChat can tell that it is the same notice"
    );
    assert_ne!(sent[0]["client_msg_id"], sent[2]["client_msg_id"]);
    assert_eq!(message_id(&notice()).len(), 32);
    assert_eq!(
        sent[0],
        json!({
            "touser": "o2", "template_id": "TPL", "url": "https://hall.example/my/bookings/1",
            "data": {"thing1": {"value": "一带一路班列"}, "time2": {"value": "2026-03-04"}},
            "client_msg_id": message_id(&notice()),
        })
    );
}

#[tokio::test]
async fn a05_x04_a_token_refused_before_its_time_is_replaced_once() {
    let tokens = AtomicUsize::new(0);
    let far = Far::scripted(move |seen| match seen.uri.path() {
        "/cgi-bin/stable_token" => {
            let number = tokens.fetch_add(1, Ordering::SeqCst);
            assert_eq!(seen.json()["force_refresh"], number > 0);
            reply(200, &format!(r#"{{"access_token":"T{number}","expires_in":7200}}"#))
        }
        _ if seen.query("access_token").unwrap() == "T1" => reply(200, r#"{"errcode":0,"msgid":1}"#),
        _ => reply(200, r#"{"errcode":40001,"errmsg":"invalid credential"}"#),
    })
    .await;
    assert_eq!(at(&far).notify(&notice(), &moment(0)).await.unwrap().reference, "1");

    // A secret that is simply wrong does not become an endless loop.
    let far = Far::scripted(|seen| match seen.uri.path() {
        "/cgi-bin/stable_token" => reply(200, r#"{"access_token":"T","expires_in":7200}"#),
        _ => reply(200, r#"{"errcode":40001,"errmsg":"invalid credential"}"#),
    })
    .await;
    let error = at(&far).notify(&notice(), &moment(0)).await.unwrap_err();
    assert!(matches!(error, GatewayError::Refused { code, .. } if code == "40001"));
    assert_eq!(far.seen().len(), 4);
}

#[tokio::test]
async fn a05_x04_somebody_who_does_not_follow_and_a_hall_without_account() {
    let far = Far::scripted(|seen| match seen.uri.path() {
        "/cgi-bin/stable_token" => reply(200, r#"{"access_token":"T","expires_in":7200}"#),
        _ => reply(200, r#"{"errcode":43004,"errmsg":"require subscribe"}"#),
    })
    .await;
    let error = at(&far).notify(&notice(), &moment(0)).await.unwrap_err();
    assert!(matches!(&error, GatewayError::Refused { code, .. } if code == "43004"));
    assert!(!error.is_worth_another_try());

    let unknown = WechatNotice { template: "unheard-of".into(), ..notice() };
    let error = at(&far).notify(&unknown, &moment(0)).await.unwrap_err();
    assert!(matches!(error, GatewayError::Refused { code, .. } if code == "template"));
    let none = WechatOpen::new(WechatSettings { official: None, ..at(&far).settings.clone() }).unwrap();
    let error = none.notify(&notice(), &moment(0)).await.unwrap_err();
    assert!(matches!(error, GatewayError::Refused { code, .. } if code == "absent"));
}
