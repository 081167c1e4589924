use crate::testing::{Browser, hall};
use axum::http::StatusCode;
use hall::kernel::{Actor, Role, Uuid};
use hall::message::dispatch;
use hall::testing::Bench;

async fn dead(bench: &Bench) -> Uuid {
    let work = bench.desk.begin(&Actor::Machine("test")).await.unwrap();
    let row = dispatch::Model {
        id: work.id(),
        message_id: None,
        channel: "sms".to_owned(),
        address: "+8613900001234".to_owned(),
        kind: "booking-answered".to_owned(),
        args: "{}".to_owned(),
        locale: "zh-CN".to_owned(),
        state: "dead".to_owned(),
        attempts: 10,
        next_at: work.now(),
        last_error: Some("nobody answers".to_owned()),
        created_at: work.now(),
        sent_at: None,
    };
    let id = row.id;
    work.add(row).await.unwrap();
    work.keep().await.unwrap();
    id
}

async fn browser(bench: &Bench, role: Role) -> Browser {
    let account = bench.person("工作人员").await;
    bench.appointed(account, role, "*").await;
    Browser::with_session(&hall(&bench.desk), &bench.session(account).await)
}

#[tokio::test]
async fn n07_the_system_page_shows_what_failed_and_lets_it_be_tried_again() {
    let bench = hall::testing::bench().await;
    let (id, _) = (dead(&bench).await, dead(&bench).await);
    hall::system::ran(&bench.desk, "outbox", Err("away".to_owned())).await.unwrap();
    let mut browser = browser(&bench, Role::SystemAdmin).await;
    let page = browser.get("/office/system").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for words in
        ["m0001_kernel", "文件存储", "发送外发通知", "away", hall::system::VERSION, "dispatches?state=dead"]
    {
        assert!(page.says(words), "{words}: {}", page.body);
    }
    let list = browser.get("/office/system/dispatches?state=dead").await;
    assert!(list.says("139****1234") && list.says("nobody answers") && !list.body.contains("13900001234"));
    let path = format!("/office/system/dispatches/{id}/retry");
    assert_eq!(browser.post(&path, &[]).await.leads_to(), Some("/office/system/dispatches?state=dead"));
    assert_eq!(browser.post(&path, &[]).await.status, StatusCode::CONFLICT);
    browser.post("/office/system/dispatches/retry", &[]).await;
    assert!(browser.get("/office/system/dispatches?state=dead").await.says("这里没有通知"));
    let missing = browser.post(&format!("/office/system/dispatches/{}/retry", Uuid::nil()), &[]).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert!(browser.get("/office/system?lang=en").await.says("Systems outside"));
}

#[tokio::test]
async fn n07_nobody_but_system_administrators_sees_the_system() {
    let bench = hall::testing::bench().await;
    let id = dead(&bench).await;
    let mut browser = browser(&bench, Role::AuditAdmin).await;
    browser.get("/my/messages").await;
    for path in ["/office/system", "/office/system/dispatches"] {
        assert_eq!(browser.get(path).await.status, StatusCode::FORBIDDEN);
    }
    for path in
        ["/office/system/dispatches/retry".to_owned(), format!("/office/system/dispatches/{id}/retry")]
    {
        assert_eq!(browser.post(&path, &[]).await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn the_hall_says_whether_it_is_well_and_looks_again_after_two_seconds() {
    let bench = hall::testing::bench().await;
    hall::system::prepare(&bench.desk).await.unwrap();
    let mut visitor = Browser::new(&hall(&bench.desk));
    let well = visitor.get("/health").await;
    assert_eq!((well.status, well.body.as_str()), (StatusCode::OK, "well\n"));
    bench.store.faults.always(gateways::Fault::Unreachable);
    assert_eq!(visitor.get("/health").await.body, "well\n", "looked at just now");
    bench.clock.pass(chrono::TimeDelta::seconds(2));
    let unwell = visitor.get("/health").await;
    assert_eq!((unwell.status, unwell.body.as_str()), (StatusCode::SERVICE_UNAVAILABLE, "unwell: files\n"));
}
