use super::Crowd;
use crate::testing::{Browser, HERE};
use crate::{App, Settings, router};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};

fn app(desk: &hall::Desk) -> App {
    let settings = Settings {
        base_url: HERE.to_owned(),
        trusted_proxies: Vec::new(),
        form_targets: Vec::new(),
        rehearsal: None,
        reload: false,
    };
    App::new(desk.clone(), settings).unwrap()
}

#[tokio::test]
async fn a94_a_full_hall_says_come_back_in_ones_language_and_is_itself_again_afterwards() {
    let bench = hall::testing::bench().await;
    let app = app(&bench.desk);
    let mut browser = Browser::new(&router(app.clone()));
    let shelf = browser.get("/").await;
    assert_eq!(shelf.status, StatusCode::OK);

    let crowd = app.crowd.pages.full().await;
    for (path, words) in
        [("/login?lang=zh-CN", "现在访问的人很多"), ("/logistics?lang=en", "Many people are here right now")]
    {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(page.says(words), "{path}: {}", page.body);
        assert_eq!(page.headers[header::RETRY_AFTER], "3", "{path}");
        assert_eq!(page.headers[header::CACHE_CONTROL], "no-store", "{path}: nobody may keep this");
        assert!(page.headers.contains_key(header::CONTENT_SECURITY_POLICY), "{path}");
    }
    // What stands on the shelf is given to everybody, however many they are.
    // On a server others commit as well, and every commit empties the shelf.
    if bench.database.is_sqlite() {
        let mut other = Browser::new(&router(app.clone()));
        assert_eq!(other.get("/").await.body, shelf.body);
    }
    drop(crowd);
    assert_eq!(browser.get("/login").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a94_a_form_turned_away_did_nothing_and_pages_go_on() {
    let bench = hall::testing::bench().await;
    let app = app(&bench.desk);
    let mut browser = Browser::new(&router(app.clone()));
    assert_eq!(browser.get("/login").await.status, StatusCode::OK);
    let before = bench.database.generation().await.unwrap();

    let crowd = app.crowd.forms.full().await;
    let fields = [("phone", "13000000000")];
    assert_eq!(browser.post("/login/code", &fields).await.status, StatusCode::SERVICE_UNAVAILABLE);
    if bench.database.is_sqlite() {
        assert_eq!(bench.database.generation().await.unwrap(), before, "something was written");
    }
    assert_eq!(browser.get("/login").await.status, StatusCode::OK);
    drop(crowd);
    assert_ne!(browser.post("/login/code", &fields).await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[test]
fn a94_uploads_share_so_much_memory_and_no_more() {
    let crowd = Crowd::new();
    let long = |bytes: usize| HeaderMap::from_iter([(header::CONTENT_LENGTH, HeaderValue::from(bytes))]);
    let limit = 120 << 20;
    let mut held: Vec<_> = std::iter::from_fn(|| crowd.room(&long(limit), limit)).take(100).collect();
    assert_eq!(held.len(), 4, "480 of 512 MB");
    assert!(
        crowd.room(&HeaderMap::new(), limit).is_none(),
        "whoever does not say may send as much as is allowed"
    );
    let small = crowd.room(&long(5 << 20), limit);
    assert!(small.is_some(), "a small one still fits");
    held.pop();
    assert!(
        crowd.room(&long(usize::MAX), limit).is_some(),
        "nobody gets more than is allowed, whatever they say"
    );
}
