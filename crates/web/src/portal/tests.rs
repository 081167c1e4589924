use crate::testing::{Browser, hall};
use axum::http::{StatusCode, header};

#[tokio::test]
async fn a01_the_home_page_opens_in_both_languages_and_missing_pages_say_so() {
    let bench = hall::testing::bench().await;
    let mut browser = Browser::new(&hall(&bench.desk));
    for (path, status, words) in [
        ("/", StatusCode::OK, "海澜综合试验区线上服务大厅"),
        ("/?lang=en", StatusCode::OK, "Hailan Trade Zone Service Hall"),
        ("/nowhere?lang=zh-CN", StatusCode::NOT_FOUND, "没有找到这个页面"),
    ] {
        let page = browser.get(path).await;
        assert_eq!(page.status, status, "{path}");
        assert!(page.headers.contains_key(header::CONTENT_SECURITY_POLICY), "{path}");
        assert!(page.says(words), "{path}: {}", page.body);
    }
}

#[tokio::test]
async fn a01_a_page_everybody_reads_comes_from_the_shelf_until_the_next_commit() {
    let bench = hall::testing::bench().await;
    let mut browser = Browser::new(&hall(&bench.desk));
    let first = browser.get("/").await;
    let etag = first.headers[header::ETAG].clone();
    assert!(!first.headers.contains_key(header::SET_COOKIE), "a page for everybody sets no cookie");
    browser.extra.insert(header::IF_NONE_MATCH, etag.clone());
    assert_eq!(browser.get("/").await.status, StatusCode::NOT_MODIFIED);
    bench.person("甲木").await;
    let again = browser.get("/").await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED, "made anew, but the same bytes");
    browser.extra.clear();
    assert_eq!(browser.get("/").await.headers[header::ETAG], etag);
}
