//! 登录 by password (B09; safety A51, A58, A59, A66, A67).

use super::world::{PASSWORD, World};
use axum::http::StatusCode;
use chrono::TimeDelta;

#[tokio::test]
async fn b09_person_and_legal_person_log_in_under_their_own_tab() {
    let world = World::new().await;
    world.person("suxiaozhou").await;
    world.enterprise("haifan").await;
    assert_eq!(world.browser().login("personal", "SuXiaoZhou").await.to(), "/centre");
    assert_eq!(world.browser().login("legal", "haifan").await.to(), "/centre");
    assert_eq!(world.browser().login("legal", "suxiaozhou").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = world.browser().get("/login").await;
    for words in [
        "个人登录",
        "法人登录",
        "扫码登录",
        "帮助文档",
        "去注册",
        "刷脸登录",
        "电子社保卡",
        "椰城市民云",
        "国家政务服务平台",
        ">EN<",
    ] {
        page.says(words);
    }
    assert!(!page.text.contains("captcha.png"), "a captcha only under suspicion");
}

#[tokio::test]
async fn a59_the_answer_is_the_same_for_names_nobody_has() {
    let world = World::new().await;
    world.person("suxiaozhou").await;
    let mut answers = Vec::new();
    for name in ["suxiaozhou", "nobodyever"] {
        let mut browser = world.browser();
        browser.get("/login").await;
        // Both begin with an address nobody has anything against.
        world.pass(TimeDelta::minutes(16));
        for n in 0..5 {
            let word = if n > 2 { world.word(&browser).await } else { String::new() };
            let fields =
                [("kind", "personal"), ("login", name), ("password", "Wrong1!wrong"), ("captcha", &word)];
            let seen = browser.post("/login", &fields).await;
            let plain = seen.text.replace(name, "NAME").replace(&browser.csrf, "TOKEN");
            let plain = plain.split("captcha.png").next().unwrap().to_owned();
            answers.push((name, n, seen.status, plain));
        }
    }
    let (had, none) = answers.split_at(5);
    for (one, other) in had.iter().zip(none) {
        assert_eq!((one.1, one.2, &one.3), (other.1, other.2, &other.3));
    }
}

#[tokio::test]
async fn a17_a51_suspicion_asks_for_a_captcha_which_is_spent_at_once() {
    let world = World::new().await;
    world.person("suxiaozhou").await;
    let mut browser = world.browser();
    browser.get("/login").await;
    for _ in 0..3 {
        browser
            .post("/login", &[("kind", "personal"), ("login", "suxiaozhou"), ("password", "Wrong1!wrong")])
            .await;
    }
    let right = [("kind", "personal"), ("login", "suxiaozhou"), ("password", PASSWORD)];
    let without = browser.post("/login", &right).await;
    without.says("验证码不正确").says("captcha.png").says("等于几");
    let word = world.word(&browser).await;
    // Another question was asked before: the old word is dead.
    browser.get("/captcha").await;
    let old = browser.post("/login", &[right[0], right[1], right[2], ("captcha", &word)]).await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sum = old.text.split("captcha_sum\">").nth(1).unwrap().to_owned();
    let numbers: Vec<u32> = sum
        .split('<')
        .next()
        .unwrap()
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|n| n.parse().ok())
        .collect();
    let answer = (numbers[0] + numbers[1]).to_string();
    let inside = browser.post("/login", &[right[0], right[1], right[2], ("captcha_sum", &answer)]).await;
    assert_eq!(inside.to(), "/centre");
}

#[tokio::test]
async fn a51_a_stranger_cannot_lock_the_owner_out() {
    let world = World::new().await;
    world.person("suxiaozhou").await;
    let mut owner = world.browser();
    owner.login("personal", "suxiaozhou").await;
    owner.get("/logout").await;
    owner.post("/logout/confirm", &[]).await;
    let mut stranger = world.browser();
    stranger.get("/login").await;
    for n in 0..12 {
        let word = if n > 2 { world.word(&stranger).await } else { String::new() };
        let wrong =
            [("kind", "personal"), ("login", "suxiaozhou"), ("password", "Wrong1!wrong"), ("captcha", &word)];
        let seen = stranger.post("/login", &wrong).await;
        let expected = if n < 10 { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::TOO_MANY_REQUESTS };
        assert_eq!(seen.status, expected, "try {n}");
    }
    // Even the right password does not help the stranger now; the owner's browser goes in (with a captcha, for the
    // address has been busy).
    owner.get("/captcha").await;
    let word = world.word(&owner).await;
    let right = [("kind", "personal"), ("login", "suxiaozhou"), ("password", PASSWORD), ("captcha", &word)];
    assert_eq!(
        owner.post("/login", &right).await.status,
        StatusCode::FORBIDDEN,
        "the token of the old session is dead"
    );
    owner.get("/login").await;
    owner.get("/captcha").await;
    let word = world.word(&owner).await;
    let right = [("kind", "personal"), ("login", "suxiaozhou"), ("password", PASSWORD), ("captcha", &word)];
    assert_eq!(owner.post("/login", &right).await.to(), "/centre");
    world.pass(TimeDelta::minutes(16));
    assert_eq!(stranger.login("personal", "suxiaozhou").await.to(), "/centre");
}

#[tokio::test]
async fn a66_a67_sessions_end_when_idle_and_after_twelve_hours() {
    let world = World::new().await;
    world.person("suxiaozhou").await;
    let mut browser = world.browser();
    browser.login("personal", "suxiaozhou").await;
    for (span, status) in [(TimeDelta::seconds(1799), 200), (TimeDelta::seconds(1800), 303)] {
        world.pass(span);
        assert_eq!(browser.get("/centre").await.status, status, "{span}");
    }
    browser.login("personal", "suxiaozhou").await;
    for _ in 0..28 {
        world.pass(TimeDelta::minutes(25));
        assert_eq!(browser.get("/centre").await.status, StatusCode::OK);
    }
    world.pass(TimeDelta::minutes(20));
    assert_eq!(browser.get("/centre").await.to(), "/login?next=%2Fcentre");
}

#[tokio::test]
async fn a66_a_session_somebody_planted_is_worth_nothing() {
    let world = World::new().await;
    world.person("suxiaozhou").await;
    let mut browser = world.browser();
    browser.cookies.insert("identity_session".into(), "x".repeat(43));
    browser.login("personal", "suxiaozhou").await;
    assert_ne!(browser.cookies["identity_session"], "x".repeat(43));
    let old = browser.cookies["identity_session"].clone();
    browser.get("/logout").await;
    browser.post("/logout/confirm", &[]).await;
    browser.cookies.insert("identity_session".into(), old);
    assert_eq!(browser.get("/centre").await.to(), "/login?next=%2Fcentre");
}
