//! What a request says about where it was sent goes nowhere: no page, redirect or cookie repeats it (safety A34).

use super::*;
use crate::world::{Role, Scene, ask};

/// A host no answer may name.
const EVIL: &str = "evil.example";

#[tokio::test(flavor = "multi_thread")]
async fn a34_no_answer_repeats_the_host_it_was_asked_by() {
    let scene = Scene::new().await;
    let mut wrong = Vec::new();
    for role in [Role::Visitor, Role::Person, Role::Logistics, Role::ReviewerA] {
        let mut browser = scene.browser(role).await;
        for name in [
            "host",
            "x-forwarded-host",
            "x-forwarded-proto",
            "x-original-url",
            "x-rewrite-url",
            "forwarded",
            "referer",
        ] {
            let value =
                if name == "x-original-url" || name == "x-rewrite-url" { "/evil.example" } else { EVIL };
            browser.extra.insert(header::HeaderName::from_static(name), value.parse().expect("a header"));
        }
        let site = web::site();
        let paths = site.routes().iter().filter(|route| route.method == "GET" && !route.path.contains('{'));
        for path in paths.map(|route| route.path).chain(["/nowhere"]) {
            for method in ["GET", "DELETE"] {
                let answer = ask(&mut browser, method, path).await;
                if repeats(&answer) {
                    wrong.push(format!("{method} {path} as {}", role.word()));
                }
            }
        }
    }
    scene.world.done_with_messages("sessions may have told of new browsers");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn repeats(answer: &Shown) -> bool {
    answer.body.contains(EVIL)
        || answer.headers.values().any(|value| value.to_str().is_ok_and(|v| v.contains(EVIL)))
}

/// The broken case: an answer that does repeat it (a search shows what was looked for) is noticed.
#[tokio::test]
async fn a34_an_answer_that_repeats_it_is_noticed() {
    let world = World::new().await;
    let mut browser = world.browser();
    assert!(repeats(&browser.get("/logistics?q=evil.example").await));
    world.done().await;
}
