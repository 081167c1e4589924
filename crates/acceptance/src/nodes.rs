//! Several machines on one database: what one keeps, all show at the next request.

use crate::world::World;
use axum::http::{StatusCode, header};
use web::testing::{Browser, hall};

/// A page everybody reads, asked for twice, so that it stands on the shelf.
async fn kept(browser: &mut Browser, path: &str) -> String {
    let first = browser.get(path).await;
    let second = browser.get(path).await;
    assert_eq!(first.status, StatusCode::OK, "{path}");
    assert_eq!(first.body, second.body, "{path}");
    first.body
}

#[tokio::test]
async fn a94_what_one_machine_keeps_every_machine_shows_at_the_next_request() {
    let world = World::new().await;
    let (_, provider) = world.bench.logistics("海澜测试船务有限公司").await;
    let elsewhere = world.bench.elsewhere().await;
    let (mut here, mut there) = (world.browser(), Browser::new(&hall(&elsewhere)));

    for turn in 0..5 {
        let (before_here, before_there) =
            (kept(&mut here, "/logistics").await, kept(&mut there, "/logistics").await);
        let title = format!("海澜—新加坡快航 {turn}");
        assert!(!before_here.contains(&title) && !before_there.contains(&title));
        // Kept at the first desk; the second has no part in it.
        let product = world.bench.product(provider, &title).await;
        assert!(
            there.get("/logistics").await.body.contains(&title),
            "turn {turn}: the other machine shows an older page"
        );
        assert!(
            here.get("/logistics").await.body.contains(&title),
            "turn {turn}: this machine shows an older page"
        );
        let path = format!("/logistics/{product}");
        assert!(kept(&mut there, &path).await.contains(&title));
    }
    world.done().await;
}

#[tokio::test]
async fn a94_of_many_who_ask_at_once_nobody_gets_an_older_page_than_they_may() {
    let world = World::new().await;
    let (_, provider) = world.bench.logistics("海澜测试船务有限公司").await;
    let elsewhere = world.bench.elsewhere().await;
    let router = hall(&elsewhere);
    for turn in 0..10 {
        let title = format!("海澜—新加坡快航 {turn}");
        // Whoever asked before the commit may see either; whoever asks after it must see it.
        let early: Vec<_> = (0..20).map(|_| Browser::new(&router)).collect();
        let early = early.into_iter().map(|mut browser| async move { browser.get("/logistics").await });
        let (early, ()) = tokio::join!(
            async {
                let mut shown = Vec::new();
                for page in early {
                    shown.push(page.await.status);
                }
                shown
            },
            async {
                world.bench.product(provider, &title).await;
                let mut late = tokio::task::JoinSet::new();
                // As many as there are places, so that nobody is turned away however slow the machine is.
                for _ in 0..50 {
                    let mut browser = Browser::new(&router);
                    late.spawn(async move { browser.get("/logistics").await });
                }
                while let Some(page) = late.join_next().await {
                    assert!(
                        page.expect("asked").body.contains(&title),
                        "turn {turn}: an older page after the commit"
                    );
                }
            }
        );
        assert!(early.iter().all(|status| *status == StatusCode::OK));
    }
    world.done().await;
}

#[tokio::test]
async fn a94_a_kept_page_is_sent_packed_to_whoever_unpacks_and_says_the_same() {
    let world = World::new().await;
    let mut plain = world.browser();
    let page = kept(&mut plain, "/").await;
    let mut packed = world.browser();
    packed.extra.insert(header::ACCEPT_ENCODING, header::HeaderValue::from_static("gzip"));
    let answer = packed.get("/").await;
    assert_eq!(answer.headers[header::CONTENT_ENCODING], "gzip");
    assert!(answer.bytes.len() * 2 < page.len(), "{} bytes of {}", answer.bytes.len(), page.len());
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&answer.bytes[..]), &mut text)
        .expect("gzip");
    assert_eq!(text, page);
    world.done().await;
}
