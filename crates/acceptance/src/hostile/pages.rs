//! Addresses and cookies, asked of the whole hall in the same process: whatever they are, a page answers.

use super::text;
use axum::body::Body;
use axum::http::{HeaderValue, Request, Response, header};
use std::sync::LazyLock;
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

/// A hall with nothing in it, and what it runs on.
struct Hall {
    runtime: Runtime,
    router: axum::Router,
    session: String,
    _bench: hall::testing::Bench,
}

static HALL: LazyLock<Hall> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.expect("a runtime");
    let made = std::thread::scope(|scope| {
        // A runtime of its own thread: whoever calls may be in one already.
        let made = scope.spawn(|| {
            runtime.block_on(async {
                let bench = hall::testing::bench().await;
                hall::account::legal::prepare(&bench.desk).await.expect("the texts of the law are there");
                let account = bench.person("审核员").await;
                bench.appointed(account, hall::kernel::Role::Reviewer, "*").await;
                bench.appointed(account, hall::kernel::Role::SystemAdmin, "*").await;
                let session = bench.session(account).await;
                (web::testing::hall(&bench.desk), session, bench)
            })
        });
        made.join().expect("a hall")
    });
    let (router, session, bench) = made;
    Hall { runtime, router, session, _bench: bench }
});

fn answered(request: Request<Body>) -> Response<Body> {
    let hall = &*HALL;
    let answer = std::thread::scope(|scope| {
        scope.spawn(|| hall.runtime.block_on(hall.router.clone().oneshot(request))).join().expect("no panic")
    });
    answer.expect("the service cannot fail")
}

/// Pages with filters, searches and page numbers, for visitors and for an official.
const PAGES: &[&str] = &[
    "/logistics",
    "/login",
    "/office/reviews",
    "/office/enterprises",
    "/office/providers",
    "/my/messages",
    "/help",
];

/// The first byte says which page, the rest is its query.
pub fn queries(bytes: &[u8]) {
    let Some((first, query)) = bytes.split_first() else { return };
    let page = PAGES[usize::from(*first) % PAGES.len()];
    let query: String = query.iter().map(|byte| spelt(*byte)).collect();
    let cookie = format!("__Host-hall_session={}", HALL.session);
    let Ok(request) =
        Request::get(format!("{page}?{query}")).header(header::COOKIE, cookie).body(Body::empty())
    else {
        return;
    };
    let status = answered(request).status();
    assert!(!status.is_server_error(), "{page}?{query}: {status}");
}

/// A byte as it may stand in a query.
fn spelt(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"&=+-_.~%[];,:@/?!$'()*".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

/// Any `Cookie` header: nobody is logged in by it, and nothing breaks.
pub fn cookies(bytes: &[u8]) {
    let Ok(value) = HeaderValue::from_bytes(bytes) else { return };
    if text(bytes).contains(&HALL.session) {
        return;
    }
    let request = Request::get("/my").header(header::COOKIE, value).body(Body::empty());
    let answer = answered(request.expect("a well formed request"));
    assert_eq!(answer.status(), 303, "{:?}", text(bytes));
}
