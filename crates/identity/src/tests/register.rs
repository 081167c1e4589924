//! 注册 (B10–B12, A17, L-1, L-2, L-3, L-23; safety A63).

use super::world::{Browser, World};
use axum::http::StatusCode;
use chrono::TimeDelta;

const STEP_1: [(&str, &str); 12] = [
    ("do", "next"),
    ("legal_kind", "enterprise"),
    ("enterprise", "海澜新帆贸易有限公司"),
    ("uscc", "91350100m000100y43"),
    ("person", "张小明"),
    ("nationality", "CHN"),
    ("document", "resident"),
    ("number", "11010519491231002x"),
    ("valid_from", "2020-03-01"),
    ("valid_until", "2030-03-01"),
    ("terms", "1"),
    ("seat", "海澜自由贸易试验区望潮路 1 号"),
];
const STEP_2: [(&str, &str); 7] = [
    ("do", "register"),
    ("login", "xinfan2026"),
    ("password", "Kiel7#boot"),
    ("confirm", "Kiel7#boot"),
    ("contact", "李雷"),
    ("address", "望潮路 1 号"),
    ("phone", "139 0000 0009"),
];

fn changed<'a>(fields: &[(&'a str, &'a str)], changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = fields.iter().filter(|(name, _)| !changes.iter().any(|(other, _)| other == name));
    kept.chain(changes).copied().collect()
}

async fn begun(world: &World, kind: &str) -> Browser {
    let mut browser = world.browser();
    browser.get("/register").await.says("自然人注册").says("法人注册");
    assert_eq!(browser.post("/register/start", &[("kind", kind)]).await.to(), "/register/identity");
    browser.get("/register/identity").await;
    browser
}

async fn at_step_2(world: &World) -> Browser {
    let mut browser = begun(world, "legal").await;
    assert_eq!(browser.post("/register/identity", &STEP_1).await.to(), "/register/account");
    browser.get("/register/account").await;
    browser
}

async fn ask_code(world: &World, browser: &mut Browser, phone: &str) -> super::world::Seen {
    let word = world.word(browser).await;
    browser.post("/register/code", &changed(&STEP_2, &[("captcha", &word), ("phone", phone)])).await
}

#[tokio::test]
async fn b10_b11_b12_a_legal_person_registers_and_is_in_the_centre() {
    let world = World::new().await;
    let mut browser = at_step_2(&world).await;
    ask_code(&world, &mut browser, "13900000009").await.says("139****0009");
    assert_eq!(world.sms.sent()[0].to, "+8613900000009");
    let code = world.code();
    let done = browser.post("/register/account", &changed(&STEP_2, &[("code", &code)])).await;
    assert_eq!(done.to(), "/register/done", "{}", done.text);
    browser.get("/register/done").await.says("xinfan2026").says("LV1");
    let centre = browser.get("/centre").await;
    for words in [
        "海澜新帆贸易有限公司",
        "91350100M000100Y43",
        "张小明",
        "1101**********002X",
        "LV1",
        "139****0009",
        "望潮路 1 号",
    ] {
        centre.says(words);
    }
    browser.get("/centre/licences").await.says("营业执照").says("未经颁证机构核验");
    browser.get("/centre/materials").await.says(crate::pages::help::TERMS_VERSION);
    // The next one cannot take the name, whatever its case.
    let mut other = at_step_2(&world).await;
    world.pass(TimeDelta::seconds(61));
    ask_code(&world, &mut other, "13900000010").await;
    let code = world.code();
    let fields = changed(&STEP_2, &[("code", &code), ("login", "XinFan2026"), ("phone", "13900000010")]);
    other.post("/register/account", &fields).await.says("已有人使用");
}

#[tokio::test]
async fn b10_b12_a_natural_person_registers() {
    let world = World::new().await;
    let mut browser = begun(&world, "natural").await;
    let fields = [
        ("do", "next"),
        ("person", "张小明"),
        ("nationality", "CHN"),
        ("document", "passport"),
        ("number", "E12345678"),
        ("valid_from", "2020-03-01"),
        ("valid_until", ""),
        ("forever", "1"),
        ("terms", "1"),
    ];
    assert_eq!(browser.post("/register/identity", &fields).await.to(), "/register/account");
    let page = browser.get("/register/account").await;
    assert!(!page.text.contains("id=\"contact\""));
    ask_code(&world, &mut browser, "13900000009").await;
    let code = world.code();
    let done = browser.post("/register/account", &changed(&STEP_2, &[("code", &code)])).await;
    assert_eq!(done.to(), "/register/done", "{}", done.text);
    browser.get("/centre").await.says("个人中心").says("E1*****78").says("长期有效");
}

#[tokio::test]
async fn b11_every_field_has_its_limit_and_its_message() {
    let world = World::new().await;
    let mut browser = begun(&world, "legal").await;
    let long = "长".repeat(101);
    let wrong = [
        ("legal_kind", "bank", "请从列表中选择"),
        ("enterprise", "", "请填写"),
        ("enterprise", long.as_str(), "最多 100 字"),
        ("uscc", "9135010", "应为 18 位，现在是 7 位"),
        ("uscc", "91350100MO00100Y43", "第 10 位"),
        ("person", "", "法定代表人："),
        ("nationality", "XXX", "请从列表中选择"),
        ("document", "library", "请从列表中选择"),
        ("number", "110105194912310021", "校验码不符"),
        ("valid_from", "2026-03-03", "不能在今天之后"),
        ("valid_from", "soon", "请填写日期"),
        ("valid_until", "2026-03-01", "已经过期"),
        ("valid_until", "2019-03-01", "应在开始日期之后"),
        ("valid_until", "", "请填写结束日期"),
        ("terms", "", "请阅读并同意"),
    ];
    for (name, value, words) in wrong {
        let seen = browser.post("/register/identity", &changed(&STEP_1, &[(name, value)])).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}={value}");
        seen.says(words).says("id=\"errors\"").says("海澜自由贸易试验区望潮路 1 号");
    }
    let both = browser.post("/register/identity", &changed(&STEP_1, &[("forever", "1")])).await;
    both.says("只留一项");
}

#[tokio::test]
async fn b11_a_failing_check_digit_is_a_warning_that_must_be_confirmed() {
    let world = World::new().await;
    let mut browser = begun(&world, "legal").await;
    let doubtful = changed(&STEP_1, &[("uscc", "202012030000000002")]);
    let asked = browser.post("/register/identity", &doubtful).await;
    asked.says("GB 32100").says("id=\"code_sure\"");
    let sure = changed(&doubtful, &[("code_sure", "1")]);
    assert_eq!(browser.post("/register/identity", &sure).await.to(), "/register/account");
}

#[tokio::test]
async fn b11_a_verified_code_is_taken_and_a_declared_one_is_not() {
    let world = World::new().await;
    world.enterprise("haifan").await;
    let mut browser = begun(&world, "legal").await;
    let taken =
        browser.post("/register/identity", &changed(&STEP_1, &[("uscc", "91460200MA5DT7GH60")])).await;
    taken.says("已有通过核验的账号");
}

#[tokio::test]
async fn l23_shortcuts_work_without_scripts_and_keep_what_was_typed() {
    let world = World::new().await;
    let mut browser = begun(&world, "legal").await;
    for (button, until) in [("years-5", "2025-03-01"), ("years-10", "2030-03-01"), ("years-20", "2040-03-01")]
    {
        let fields = changed(&STEP_1, &[("do", button), ("valid_until", ""), ("enterprise", "半")]);
        let seen = browser.post("/register/identity", &fields).await;
        seen.says(&format!("name=\"valid_until\" type=\"date\" value=\"{until}\"")).says("value=\"半\"");
    }
    let seen = browser.post("/register/identity", &changed(&STEP_1, &[("do", "forever")])).await;
    seen.says("name=\"forever\" value=\"1\" checked").says("name=\"valid_until\" type=\"date\" value=\"\"");
    browser
        .post("/register/identity", &changed(&STEP_1, &[("do", "years-5"), ("valid_from", "")]))
        .await
        .says("请先填写开始日期");
}

#[tokio::test]
async fn b12_l1_l2_l3_the_second_step_says_what_is_wrong_and_forgets_only_secrets() {
    let world = World::new().await;
    let mut browser = at_step_2(&world).await;
    let wrong = [
        ("login", "abc", "4 到 17 位"),
        ("login", "用户名字", "4 到 17 位"),
        ("password", "Ab1!", "8 至 20 位"),
        ("password", "abcdefgh1", "特殊字符"),
        ("password", "Zhangxiaoming1!", "姓名的拼音"),
        ("password", "lilei#2026", "姓名的拼音"),
        ("password", "P@ssw0rd1", "太常见"),
        ("confirm", "Kiel7#book", "不一致"),
        ("contact", "", "联系人："),
        ("address", "", "联系地址："),
        ("phone", "12345", "11 位手机号码"),
        ("code", "", "手机验证码："),
    ];
    for (name, value, words) in wrong {
        let fields = changed(&changed(&STEP_2, &[("code", "000000")]), &[(name, value)]);
        let seen = browser.post("/register/account", &fields).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}={value}");
        seen.says(words);
        assert!(!seen.text.contains("Kiel7"), "a password is never sent back");
    }
    let back =
        browser.post("/register/account", &changed(&STEP_2, &[("do", "back"), ("login", "hallo9")])).await;
    assert_eq!(back.to(), "/register/identity");
    browser.get("/register/identity").await.says("海澜新帆贸易有限公司").says("11010519491231002X");
    assert_eq!(browser.post("/register/identity", &STEP_1).await.to(), "/register/account");
    browser.get("/register/account").await.says("value=\"hallo9\"");
    // Two hours later nothing of it is left.
    world.pass(TimeDelta::hours(2));
    assert_eq!(browser.get("/register/account").await.to(), "/register");
}

#[tokio::test]
async fn a17_a63_a_code_needs_the_captcha_first_and_comes_once_a_minute() {
    let world = World::new().await;
    let mut browser = at_step_2(&world).await;
    let without = browser.post("/register/code", &changed(&STEP_2, &[("captcha", "WRONG")])).await;
    without.says("图形验证码不正确");
    assert!(world.sms.sent().is_empty());
    browser.piece = true;
    browser.get("/captcha").await;
    let sent = ask_code(&world, &mut browser, "13900000009").await;
    assert_eq!((sent.status, sent.headers["retry-after"].to_str().unwrap()), (StatusCode::OK, "60"));
    assert!(!sent.text.contains(&world.code()) && !sent.text.contains("<html"));
    for (span, status) in [(0, 429), (59, 429), (1, 200)] {
        world.pass(TimeDelta::seconds(span));
        browser.get("/captcha").await;
        assert_eq!(
            ask_code(&world, &mut browser, "13900000009").await.status.as_u16(),
            status,
            "{span} s later"
        );
    }
    // Five an hour to a phone, from whatever browser.
    for n in 3..=6 {
        world.pass(TimeDelta::seconds(61));
        let mut other = at_step_2(&world).await;
        let sent = ask_code(&world, &mut other, "13900000009").await;
        assert_eq!(sent.status.is_success(), n <= 5, "message {n}");
    }
    assert_eq!(world.sms.sent().len(), 5);
}

#[tokio::test]
async fn a63_a_code_dies_after_five_minutes_five_tries_another_phone_and_a_newer_code() {
    let world = World::new().await;
    let wrong = "手机验证码不正确";
    let mut browser = at_step_2(&world).await;
    ask_code(&world, &mut browser, "13900000009").await;
    let code = world.code();
    browser
        .post("/register/account", &changed(&STEP_2, &[("code", &code), ("phone", "13900000011")]))
        .await
        .says(wrong);
    // Another browser with the right code.
    let mut other = at_step_2(&world).await;
    other.post("/register/account", &changed(&STEP_2, &[("code", &code)])).await.says(wrong);
    for _ in 0..4 {
        browser.post("/register/account", &changed(&STEP_2, &[("code", "000000")])).await.says(wrong);
    }
    browser.post("/register/account", &changed(&STEP_2, &[("code", &code)])).await.says(wrong);
    world.pass(TimeDelta::seconds(61));
    browser.get("/register/account").await;
    ask_code(&world, &mut browser, "13900000009").await;
    let old = world.code();
    world.pass(TimeDelta::seconds(61));
    browser.get("/register/account").await;
    ask_code(&world, &mut browser, "13900000009").await;
    browser.post("/register/account", &changed(&STEP_2, &[("code", &old)])).await.says(wrong);
    let code = world.code();
    world.pass(TimeDelta::seconds(301));
    browser.post("/register/account", &changed(&STEP_2, &[("code", &code)])).await.says(wrong);
}

#[tokio::test]
async fn a17_another_picture_is_shown_without_scripts_and_enter_never_means_it() {
    let world = World::new().await;
    let mut browser = at_step_2(&world).await;
    let before = world.word(&browser).await;
    let seen = browser.post("/register/account", &changed(&STEP_2, &[("do", "another")])).await;
    assert_eq!(seen.status, StatusCode::OK);
    seen.says("value=\"xinfan2026\"");
    assert!(!seen.text.contains("id=\"errors\""));
    assert_ne!(world.word(&browser).await, before);
    for path in ["/register/account", "/register/identity", "/recover"] {
        let page = browser.get(path).await;
        let form = page.text.split("<form method=\"post\"").nth(1).unwrap();
        let first = form.split("<button").nth(1).unwrap().split('>').next().unwrap();
        assert!(first.contains("visually-hidden"), "{path}: {first}");
    }
}
