//! 企业中心 (B13, B14), account settings and password recovery (A54, A59, A75).

use super::world::{PASSWORD, World};
use axum::http::StatusCode;

#[tokio::test]
async fn b13_b14_licences_are_listed_searched_previewed_and_downloaded() {
    let world = World::new().await;
    world.enterprise("haifan").await;
    let mut browser = world.browser();
    browser.login("legal", "haifan").await;
    browser
        .get("/centre")
        .await
        .says("LV3")
        .says("电子证照")
        .says("电子材料")
        .says("账号设置")
        .says("退出登录")
        .says("概览");
    let list = browser.get("/centre/licences").await;
    for words in [
        "序号",
        "证件类型名称",
        "证件编号",
        "持照颁证机构",
        "持证人主体",
        "有效期",
        "是否有效",
        "证照预览",
        "证照下载",
        "营业执照",
        "海澜市场监督管理局",
        "即将到期",
    ] {
        list.says(words);
    }
    let found = browser.get("/centre/licences?name=%E8%BF%90%E8%BE%93").await;
    assert!(found.text.contains("道路运输") && !found.text.contains("营业执照"));
    browser.get("/centre/licences?name=%25").await.says("没有找到");
    let path = list
        .text
        .split("class=\"main-cell\"><a href=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    browser.get(&path).await.says("样本 SPECIMEN").says("91460200MA5DT7GH60");
    let pdf = browser.get(&format!("{path}/download")).await;
    assert!(pdf.bytes.starts_with(b"%PDF-1.4"));
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    assert!(
        pdf.headers["content-disposition"]
            .to_str()
            .unwrap()
            .starts_with("attachment; filename*=UTF-8''%E8%90%A5")
    );
    // Somebody else's licence is not there, in the very words of one that never was.
    world.person("suxiaozhou").await;
    let mut other = world.browser();
    other.login("personal", "suxiaozhou").await;
    let (foreign, missing) =
        (other.get(&path).await, other.get(&format!("/centre/licences/{}", uuid::Uuid::nil())).await);
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    let plain = |text: &str, path: &str| text.replace(path, "PATH");
    assert_eq!(
        plain(&foreign.text, &path),
        plain(&missing.text, &format!("/centre/licences/{}", uuid::Uuid::nil()))
    );
}

#[tokio::test]
async fn a54_a_new_password_needs_the_old_one_and_ends_other_sessions() {
    let world = World::new().await;
    world.person("suxiaozhou").await;
    let (mut browser, mut other) = (world.browser(), world.browser());
    browser.login("personal", "suxiaozhou").await;
    other.login("personal", "suxiaozhou").await;
    browser.get("/centre/password").await;
    let fields = |old: &'static str, new: &'static str| [("old", old), ("password", new), ("confirm", new)];
    browser.post("/centre/password", &fields("Wrong1!wrong", "Kiel7#boot")).await.says("原密码不正确");
    browser.post("/centre/password", &fields(PASSWORD, "Suxiaozhou1!")).await.says("姓名的拼音");
    assert_eq!(
        browser.post("/centre/password", &fields(PASSWORD, "Kiel7#boot")).await.to(),
        "/centre/safety?said=password"
    );
    assert_eq!(browser.get("/centre").await.status, StatusCode::OK);
    assert_eq!(other.get("/centre").await.to(), "/login?next=%2Fcentre");
}

#[tokio::test]
async fn b13_sessions_are_listed_and_ended_one_by_one() {
    let world = World::new().await;
    world.person("suxiaozhou").await;
    world.enterprise("haifan").await;
    let (mut browser, mut other, mut foreign) = (world.browser(), world.browser(), world.browser());
    browser.login("personal", "suxiaozhou").await;
    other.login("personal", "suxiaozhou").await;
    foreign.login("legal", "haifan").await;
    let page = browser.get("/centre/safety").await;
    let id = page
        .text
        .split("name=\"session\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .find(|id| *id != "others")
        .unwrap()
        .to_owned();
    foreign.get("/centre/safety").await;
    assert_eq!(foreign.post("/centre/safety/end", &[("session", &id)]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.get("/centre").await.status, StatusCode::OK);
    browser.post("/centre/safety/end", &[("session", &id)]).await;
    assert_eq!(other.get("/centre").await.status, StatusCode::SEE_OTHER);
    browser.get("/centre/safety").await.says("退出其他浏览器");
}

#[tokio::test]
async fn b13_a_new_phone_needs_its_code_and_the_password() {
    let world = World::new().await;
    world.person("suxiaozhou").await;
    let mut browser = world.browser();
    browser.login("personal", "suxiaozhou").await;
    browser.get("/centre/phone").await;
    let word = world.word(&browser).await;
    browser.post("/centre/phone/code", &[("phone", "13900000022"), ("captcha", &word)]).await;
    let code = world.code();
    browser
        .post("/centre/phone", &[("phone", "13900000022"), ("code", &code), ("old", "Wrong1!wrong")])
        .await
        .says("原密码不正确");
    let done =
        browser.post("/centre/phone", &[("phone", "13900000022"), ("code", &code), ("old", PASSWORD)]).await;
    assert_eq!(done.to(), "/centre/safety?said=phone");
    browser.get("/centre/safety").await.says("139****0022");
}

#[tokio::test]
async fn a59_recovery_answers_alike_and_sends_only_to_the_registered_phone() {
    let world = World::new().await;
    world.person("suxiaozhou").await;
    let mut answers = Vec::new();
    for (login, phone) in
        [("suxiaozhou", "13900000001"), ("suxiaozhou", "13900000033"), ("nobodyever", "13900000044")]
    {
        let mut browser = world.browser();
        browser.piece = true;
        browser.get("/recover").await;
        let word = world.word(&browser).await;
        let sent =
            browser.post("/recover/code", &[("login", login), ("phone", phone), ("captcha", &word)]).await;
        answers.push((sent.status, sent.text.replace(&format!("139****{}", &phone[7..]), "PHONE")));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!(world.sms.sent().len(), 1);
}

#[tokio::test]
async fn b13_a_forgotten_password_is_replaced_by_a_code() {
    let world = World::new().await;
    world.person("suxiaozhou").await;
    let (mut browser, mut old) = (world.browser(), world.browser());
    old.login("personal", "suxiaozhou").await;
    browser.get("/recover").await;
    let word = world.word(&browser).await;
    browser
        .post("/recover/code", &[("login", "suxiaozhou"), ("phone", "13900000001"), ("captcha", &word)])
        .await;
    let code = world.code();
    let fields = [
        ("login", "suxiaozhou"),
        ("phone", "13900000001"),
        ("code", code.as_str()),
        ("password", "Kiel7#boot"),
        ("confirm", "Kiel7#boot"),
    ];
    assert_eq!(browser.post("/recover", &fields).await.to(), "/login?said=recovered");
    assert_eq!(old.get("/centre").await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.login("personal", "suxiaozhou").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    browser.get("/login").await;
    let inside = browser
        .post("/login", &[("kind", "personal"), ("login", "suxiaozhou"), ("password", "Kiel7#boot")])
        .await;
    assert_eq!(inside.to(), "/centre");
}
