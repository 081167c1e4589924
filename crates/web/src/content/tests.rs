use crate::testing::{Browser, hall};
use axum::http::StatusCode;
use hall::account::legal;
use hall::kernel::{Actor, Role};
use hall::term::calendar;
use hall::testing::Bench;

async fn keeper(bench: &Bench) -> Browser {
    let account = bench.person("系统甲").await;
    bench.appointed(account, Role::SystemAdmin, "*").await;
    let session = bench.session(account).await;
    let work = bench.desk.begin(&Actor::Machine("start")).await.unwrap();
    calendar::fill(&work).await.unwrap();
    work.keep().await.unwrap();
    legal::prepare(&bench.desk).await.unwrap();
    Browser::with_session(&hall(&bench.desk), &session)
}

#[tokio::test]
async fn c08_officials_see_the_year_and_change_a_day() {
    let bench = hall::testing::bench().await;
    let mut browser = keeper(&bench).await;
    let year = browser.get("/office/calendar").await;
    assert!(year.says("2026 年工作日历") && year.says("春节") && year.says("国办发明电"), "{}", year.body);
    assert!(!year.says("只有暂定数据"));
    assert!(browser.get("/office/calendar?year=2027").await.says("只有暂定数据"));
    assert!(
        browser.get("/office/calendar?year=2030").await.says("只有暂定数据"),
        "nothing known is provisional too"
    );
    assert!(browser.get("/office/calendar?year=x").await.says("2026 年"));

    let day = [("day", "2026-03-09"), ("kind", "holiday"), ("name_zh", "停电"), ("name_en", "Power cut")];
    let set = browser.post("/office/calendar/days", &day).await;
    assert_eq!(set.leads_to(), Some("/office/calendar?year=2026"));
    assert!(browser.get("/office/calendar?year=2026&day=2026-03-09").await.says("停电"));
    let restored = browser.post("/office/calendar/days/2026-03-09/restore", &[]).await;
    assert_eq!(restored.leads_to(), Some("/office/calendar?year=2026"));
    assert!(!browser.get("/office/calendar").await.says("停电"));
    assert_eq!(
        browser.post("/office/calendar/days/2026-03-09/restore", &[]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(browser.post("/office/calendar/days/x/restore", &[]).await.status, StatusCode::NOT_FOUND);
    for wrong in [
        [("day", "tomorrow"), ("kind", "holiday"), ("name_zh", "甲"), ("name_en", "A")],
        [("day", "2026-03-09"), ("kind", "other"), ("name_zh", "甲"), ("name_en", "A")],
        [("day", "2026-03-09"), ("kind", "holiday"), ("name_zh", ""), ("name_en", "A")],
    ] {
        let answer = browser.post("/office/calendar/days", &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.says("id=\"errors\""));
    }
    assert!(browser.get("/office/calendar?lang=en").await.says("Spring Festival"));
}

#[tokio::test]
async fn a03_a_new_version_is_looked_at_before_it_is_published() {
    let bench = hall::testing::bench().await;
    let mut browser = keeper(&bench).await;
    let list = browser.get("/office/legal").await;
    assert!(list.says("平台法律声明") && list.says("个人信息保护说明"));
    let form = browser.get("/office/legal/platform/new").await;
    assert!(form.says("name=\"seen\" value=\"1\""));
    let path = "/office/legal/platform/new";
    let fields = |what| {
        [
            ("title_zh", "声明"),
            ("body_zh", "## 一\n\n- <b>甲</b>"),
            ("title_en", "Notice"),
            ("body_en", "## One\n\nA"),
            ("seen", "1"),
            ("do", what),
        ]
    };
    let preview = browser.post(path, &fields("preview")).await;
    assert_eq!(preview.status, StatusCode::OK);
    assert!(
        preview.says("<h3>一</h3>") && preview.says("&lt;b&gt;甲") && preview.says("<h3>One</h3>"),
        "{}",
        preview.body
    );
    assert_eq!(
        legal::current(bench.desk.db(), "platform").await.unwrap().version,
        1,
        "a look publishes nothing"
    );
    assert!(browser.post(path, &fields("edit")).await.says("<textarea"));
    assert_eq!(browser.post(path, &fields("publish")).await.leads_to(), Some("/office/legal/platform"));
    assert_eq!(
        browser.post(path, &fields("publish")).await.status,
        StatusCode::CONFLICT,
        "made on a version that moved"
    );
    assert!(browser.get("/office/legal/platform").await.says("第 2 版"));
    assert!(
        browser.get("/office/legal/platform/1").await.says("欢迎使用本服务大厅"),
        "old versions stay readable"
    );
    let empty = [
        ("title_zh", ""),
        ("body_zh", ""),
        ("title_en", ""),
        ("body_en", ""),
        ("seen", "2"),
        ("do", "preview"),
    ];
    assert_eq!(browser.post(path, &empty).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    for path in [
        "/office/legal/none",
        "/office/legal/none/new",
        "/office/legal/platform/9",
        "/office/legal/platform/x",
    ] {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn n07_nobody_but_system_administrators_keeps_content() {
    let bench = hall::testing::bench().await;
    let account = bench.person("安全甲").await;
    bench.appointed(account, Role::SecurityAdmin, "*").await;
    let mut browser = Browser::with_session(&hall(&bench.desk), &bench.session(account).await);
    browser.get("/my/messages").await;
    for path in ["/office/calendar", "/office/legal", "/office/legal/platform", "/office/legal/platform/new"]
    {
        assert_eq!(browser.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    for path in
        ["/office/calendar/days", "/office/calendar/days/2026-03-09/restore", "/office/legal/platform/new"]
    {
        assert_eq!(browser.post(path, &[]).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}
