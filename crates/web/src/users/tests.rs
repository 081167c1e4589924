use crate::testing::{Browser, between, hall};
use axum::http::StatusCode;
use hall::account::invitation::invite;
use hall::kernel::{Actor, Role, Uuid};
use hall::testing::{Bench, REGION};

async fn official(bench: &Bench, name: &str, role: Role) -> (Uuid, Browser) {
    let account = bench.person(name).await;
    bench.appointed(account, role, "*").await;
    let session = bench.session(account).await;
    (account, Browser::with_session(&hall(&bench.desk), &session))
}

#[tokio::test]
async fn a21_n07_two_security_administrators_appoint_a_reviewer_in_the_browser() {
    let bench = hall::testing::bench().await;
    let (_, mut first) = official(&bench, "安全甲", Role::SecurityAdmin).await;
    let (_, mut second) = official(&bench, "安全乙", Role::SecurityAdmin).await;
    let clerk = bench.person("许衡").await;
    let path = format!("/office/users/{clerk}");

    let list = first.get("/office/users?q=许").await;
    assert!(list.says(&path) && list.says("139****"), "{}", list.body);
    assert!(!list.body.contains("+86139"), "numbers are masked");
    first.get(&path).await;
    let nothing = first.post(&format!("{path}/offices"), &[("role", ""), ("region", "*")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let proposed = first.post(&format!("{path}/offices"), &[("role", "reviewer"), ("region", REGION)]).await;
    assert_eq!(proposed.leads_to(), Some(path.as_str()), "{}", proposed.body);
    let page = first.get(&path).await;
    assert!(
        page.says("待确认") && !page.body.contains("/confirm"),
        "whoever proposed is not offered to confirm"
    );

    let waiting = second.get("/office/users/offices?standing=proposed").await;
    let id =
        between(&waiting.body, "/office/users/offices/", "/confirm").expect("a way to confirm").to_owned();
    let own = first.post(&format!("/office/users/offices/{id}/confirm"), &[]).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    assert!(own.says("需要另一位安全管理员"));
    let account = clerk.to_string();
    let confirmed =
        second.post(&format!("/office/users/offices/{id}/confirm"), &[("account", &account)]).await;
    assert_eq!(confirmed.leads_to(), Some(path.as_str()));
    assert!(second.get(&path).await.says("任职中"));
    let silent = second.post(&format!("/office/users/offices/{id}/dismiss"), &[("account", &account)]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("account", account.as_str()), ("reason", "调离岗位")];
    second.post(&format!("/office/users/offices/{id}/dismiss"), &fields).await;
    assert!(second.get(&path).await.says("调离岗位"));
    let again = second.post(&format!("/office/users/offices/{id}/dismiss"), &fields).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn n07_nobody_but_security_administrators_sees_people() {
    let bench = hall::testing::bench().await;
    let clerk = bench.person("许衡").await;
    let (_, mut system) = official(&bench, "系统甲", Role::SystemAdmin).await;
    let mut person = Browser::with_session(&hall(&bench.desk), &bench.session(clerk).await);
    for path in
        ["/office/users".to_owned(), "/office/users/offices".to_owned(), format!("/office/users/{clerk}")]
    {
        assert_eq!(system.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(person.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let (_, mut security) = official(&bench, "安全甲", Role::SecurityAdmin).await;
    assert_eq!(security.get(&format!("/office/users/{}", Uuid::nil())).await.status, StatusCode::NOT_FOUND);
    let english = security.get("/office/users?lang=en").await;
    assert!(english.says("Users and offices"));
}

#[tokio::test]
async fn a56_the_first_administrator_accepts_an_invitation_once() {
    let bench = hall::testing::bench().await;
    let work = bench.desk.begin(&Actor::Machine("command line")).await.unwrap();
    let (token, _) = invite(&work, Role::SecurityAdmin).await.unwrap();
    work.keep().await.unwrap();
    let path = format!("/office/invitation/{token}");
    let router = hall(&bench.desk);
    let stranger = Browser::new(&router).get(&path).await;
    assert!(stranger.leads_to().is_some_and(|to| to.starts_with("/login?next=")), "{:?}", stranger.status);
    let account = bench.person("甲木").await;
    let mut browser = Browser::with_session(&router, &bench.session(account).await);
    let page = browser.get(&path).await;
    assert!(page.says("安全管理员") && page.says("接受后立即生效"), "{}", page.body);
    assert_eq!(browser.get("/office/users").await.status, StatusCode::FORBIDDEN, "looking accepts nothing");
    browser.get(&path).await;
    assert_eq!(browser.post(&path, &[]).await.leads_to(), Some("/my"));
    assert_eq!(browser.get("/office/users").await.status, StatusCode::OK);
    assert!(browser.get(&path).await.says("已被使用"));
    assert_eq!(browser.post(&path, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}
