use crate::testing::{Browser, hall};
use axum::http::StatusCode;
use hall::Actor;
use hall::kernel::Uuid;
use hall::message::{Note, Recipient};
use hall::testing::Bench;
use serde_json::json;

async fn told(bench: &Bench, account: Uuid) -> Uuid {
    let work = bench.desk.begin(&Actor::Machine("test")).await.unwrap();
    let recipient = Recipient { account, locale: "zh-CN".to_owned(), ways: Vec::new() };
    let note = Note::new("welcome", json!({ "name": "甲木" })).link("/my");
    work.tell(&[recipient], &note).await.unwrap();
    work.keep().await.unwrap();
    let paging = hall::kernel::Paging::default();
    hall::message::find::inbox(bench.desk.db(), account, true, paging).await.unwrap().rows[0].id
}

#[tokio::test]
async fn a05_n03_the_inbox_counts_what_is_new_and_leads_to_what_it_tells_of() {
    let bench = hall::testing::bench().await;
    let account = bench.person("甲木").await;
    let message = told(&bench, account).await;
    let mut browser = Browser::with_session(&hall(&bench.desk), &bench.session(account).await);
    let list = browser.get("/my/messages").await;
    assert_eq!(list.status, StatusCode::OK, "{}", list.body);
    assert!(list.says("消息，1 条未读") && list.says("甲木，欢迎"));
    let opened = browser.post(&format!("/my/messages/{message}"), &[]).await;
    assert_eq!(opened.leads_to(), Some("/my"));
    assert!(browser.get("/my/messages").await.says("消息，0 条未读"));
    assert!(browser.get("/my/messages?unread=1").await.says("没有未读消息"));
}

#[tokio::test]
async fn a05_somebody_elses_message_is_not_there() {
    let bench = hall::testing::bench().await;
    let (mine, theirs) = (bench.person("甲木").await, bench.person("乙水").await);
    let message = told(&bench, theirs).await;
    let mut browser = Browser::with_session(&hall(&bench.desk), &bench.session(mine).await);
    browser.get("/my/messages").await;
    let foreign = browser.post(&format!("/my/messages/{message}"), &[]).await;
    let missing = browser.post(&format!("/my/messages/{}", Uuid::nil()), &[]).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    assert_eq!(foreign.body, missing.body);
}
