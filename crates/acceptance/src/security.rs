//! What must hold on every route, whatever it is for (safety A24–A28, A74, A79).

use crate::world::{
    Parameter, Role, Scene, Thing, Whose, World, ask, cookie, filled, forge, header as head, parameter, token,
};
use axum::http::header;
use hall::kernel::Role as Office;
use web::testing::{Browser, Shown};

/// The headers of every answer, to the letter.
const HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; \
         connect-src 'self'; form-action 'self' https://identity.invalid; base-uri 'none'; frame-ancestors 'none'; \
         object-src 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
    ),
    ("strict-transport-security", "max-age=31536000; includeSubDomains"),
];

/// The headers of an answer that are not as they must be.
pub fn missing_headers(answer: &Shown) -> Vec<String> {
    let wrong = HEADERS.iter().filter(|(name, value)| head(answer, name) != *value);
    let mut wrong: Vec<String> = wrong.map(|(name, _)| format!("{name}: {}", head(answer, name))).collect();
    let kept = head(answer, "cache-control");
    let public = answer.headers.contains_key(header::ETAG);
    if !(kept == "no-store" || (public && kept.contains("no-cache"))) {
        wrong.push(format!("cache-control: {kept}"));
    }
    for cookie in answer.headers.get_all(header::SET_COOKIE) {
        let text = cookie.to_str().expect("plain text");
        let bound = text.starts_with("__Host-hall_")
            && ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"]
                .iter()
                .all(|part| text.contains(part));
        if !bound {
            wrong.push(format!("set-cookie: {text}"));
        }
    }
    wrong
}

/// A path that can be asked for; what it names need not exist.
fn some_path(path: &str) -> String {
    let parts = path
        .split('/')
        .map(|part| if part.starts_with('{') { "0198b2c0-0000-7000-8000-000000000000" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test(flavor = "multi_thread")]
async fn a24_a25_a26_a27_every_answer_has_its_headers_and_errors_too() {
    let scene = Scene::new().await;
    let mut wrong = Vec::new();
    for role in [Role::Visitor, Role::Person, Role::Logistics, Role::ReviewerA, Role::System] {
        let mut browser = scene.browser(role).await;
        for path in
            web::site().routes().iter().map(|route| some_path(route.path)).chain(["/nowhere".to_owned()])
        {
            for method in ["GET", "HEAD", "POST", "DELETE"] {
                let answer = ask(&mut browser, method, &path).await;
                wrong.extend(
                    missing_headers(&answer).into_iter().map(|line| format!("{method} {path}: {line}")),
                );
                if answer.status.is_server_error() {
                    wrong.push(format!("{method} {path}: {}", answer.status));
                }
                if answer.body.contains('⟦') {
                    wrong.push(format!("{method} {path}: a text is missing"));
                }
            }
        }
    }
    scene.world.done_with_messages("sessions may have told of new browsers");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Somebody of every role with a browser that stays open: what a request changes is then its own doing, not a login's.
struct Guest {
    role: Role,
    browser: Browser,
    actor: hall::Actor,
    /// The token of another browser of the same account.
    foreign: String,
}

async fn guests(scene: &Scene) -> Vec<Guest> {
    let mut guests = Vec::new();
    for role in Role::ALL {
        let (mut browser, mut other) = (scene.browser(role).await, scene.browser(role).await);
        let (own, foreign) = (token(&mut browser).await, token(&mut other).await);
        assert_ne!(own, foreign);
        let actor = actor(scene, &mut browser, role).await;
        guests.push(Guest { role, browser, actor, foreign });
    }
    guests
}

/// What of `path` is there for `role`: the parameters are filled with their own things.
async fn own_path(scene: &Scene, path: &str, role: Role) -> String {
    match parameter(path) {
        None => path.to_owned(),
        Some(Parameter::Of(thing)) => filled(path, &scene.id(thing, Whose::Own, role).await.to_string()),
        Some(Parameter::Public(there, _)) => filled(path, there),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a28_a_form_from_elsewhere_is_refused_and_changes_nothing() {
    let scene = Scene::new().await;
    let mut guests = guests(&scene).await;
    let mut wrong = Vec::new();
    for route in web::site().routes().iter().filter(|route| route.method == "POST") {
        let mut paths = Vec::new();
        for role in Role::ALL {
            paths.push(own_path(&scene, route.path, role).await);
        }
        let before = scene.world.records().await;
        for (guest, path) in guests.iter_mut().zip(&paths) {
            let own = token(&mut guest.browser).await;
            let tries: [(&str, &str, &str, &str); 6] = [
                ("no token", "", "origin", "https://hall.example"),
                ("another session's token", &guest.foreign, "origin", "https://hall.example"),
                ("cross-site", &own, "sec-fetch-site", "cross-site"),
                ("same-site", &own, "sec-fetch-site", "same-site"),
                ("foreign origin", &own, "origin", "https://evil.example"),
                ("origin null", &own, "origin", "null"),
            ];
            // Whoever may not come here at all is told so first.
            let may = hall::kernel::may(&guest.actor, route.action, &hall::kernel::Whose::Nobody).is_ok();
            for (what, token, name, value) in tries {
                let answer = forge(&mut guest.browser, path, token, &[(name, value)]).await;
                let refused =
                    if may { answer.status == 403 } else { [303, 403].contains(&answer.status.as_u16()) };
                if !refused {
                    wrong.push(format!("{path} {}: {what} got {}", guest.role.word(), answer.status));
                }
            }
            let plain = guest.browser.post_raw(path, "text/plain", b"_csrf=x".to_vec()).await;
            if may && ![403, 415].contains(&plain.status.as_u16()) {
                wrong.push(format!("{path} {}: text/plain got {}", guest.role.word(), plain.status));
            }
        }
        let changed = scene.world.changed_since(&before).await;
        if !changed.is_empty() {
            wrong.push(format!("{}: changed {changed:?}", route.path));
        }
    }
    scene.world.done_with_messages("sessions may have told of new browsers");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn actor(scene: &Scene, browser: &mut Browser, role: Role) -> hall::Actor {
    match cookie(browser, "session") {
        Some(token) => scene.world.bench.resolved(&token).await.expect("a live session").actor,
        None => {
            assert_eq!(role, Role::Visitor);
            scene.world.bench.visitor()
        }
    }
}

/// Pages whose opening is itself an event: what they may write to.
const WRITING_PAGES: &[(&str, &[&str])] = &[
    // Whoever reads the journal stands in it.
    ("/office/journal", &["journal"]),
    ("/office/journal/{seq}", &["journal"]),
];

#[tokio::test(flavor = "multi_thread")]
async fn a28_opening_a_page_changes_nothing() {
    let scene = Scene::new().await;
    let mut guests = guests(&scene).await;
    let mut wrong = Vec::new();
    for route in web::site().routes().iter().filter(|route| route.method == "GET") {
        let may_write =
            WRITING_PAGES.iter().find(|(path, _)| *path == route.path).map_or(&[][..], |(_, tables)| tables);
        let mut paths = Vec::new();
        for role in Role::ALL {
            paths.push(own_path(&scene, route.path, role).await);
        }
        let before = scene.world.records().await;
        for (guest, path) in guests.iter_mut().zip(&paths) {
            guest.browser.get(path).await;
        }
        let changed = scene.world.changed_since(&before).await;
        let strange: Vec<_> = changed.iter().filter(|table| !may_write.contains(&table.as_str())).collect();
        if !strange.is_empty() {
            wrong.push(format!("{}: changed {strange:?}", route.path));
        }
    }
    scene.world.done_with_messages("sessions may have told of new browsers");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a74_methods_nobody_declared_are_405_and_say_what_is_allowed() {
    let world = World::new().await;
    let mut browser = world.browser();
    let site = web::site();
    let mut wrong = Vec::new();
    for route in site.routes() {
        let declared: Vec<&str> =
            site.routes().iter().filter(|other| other.path == route.path).map(|other| other.method).collect();
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"] {
            if declared.contains(&method) {
                continue;
            }
            let answer = ask(&mut browser, method, &some_path(route.path)).await;
            let allowed = head(&answer, "allow");
            if answer.status != 405 || declared.iter().any(|name| !allowed.contains(name)) {
                wrong.push(format!("{method} {}: {} allow {allowed:?}", route.path, answer.status));
            }
        }
    }
    world.done().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a79_an_office_withdrawn_between_two_requests_is_gone_at_the_second() {
    let world = World::new().await;
    let account = world.bench.person("工作人员").await;
    world.bench.appointed(account, Office::AuditAdmin, "*").await;
    let mut browser = world.browser_of(account).await;
    let page = web::site();
    let page = page
        .routes()
        .iter()
        .find(|route| route.method == "GET" && route.action == hall::kernel::Action::ReadJournal);
    if let Some(route) = page {
        assert_eq!(browser.get(route.path).await.status, 200);
        world.dismiss(account).await;
        assert_eq!(browser.get(route.path).await.status, 403);
    }
    world.done().await;
}

#[tokio::test]
async fn a28_a_thing_of_somebody_else_stays_as_it_was() {
    let scene = Scene::new().await;
    let foreign = scene.id(Thing::Message, Whose::Foreign, Role::Person).await;
    let mut browser = scene.browser(Role::Person).await;
    token(&mut browser).await;
    let before = scene.world.records().await;
    assert_eq!(browser.post(&format!("/my/messages/{foreign}"), &[]).await.status, 404);
    assert_eq!(scene.world.changed_since(&before).await, Vec::<String>::new());
    scene.world.done().await;
}
