//! The permission matrix (safety A74, A75): every route of the hall × every role × one's own, somebody else's and a missing
//! thing. What came out when somebody last looked stands in golden/matrix.txt; `make golden` writes it anew.

use crate::golden;
use crate::world::{Parameter, Role, Scene, Thing, Whose, ask, filled, parameter, token, told};
use std::fmt::Write as _;
use web::Route;
use web::testing::{Browser, Shown};

async fn asked(browser: &mut Browser, route: &Route, path: &str) -> Shown {
    if route.method == "GET" {
        return ask(browser, "GET", path).await;
    }
    token(browser).await;
    browser.post(path, &[]).await
}

#[test]
fn a74_routes_are_those_that_were_agreed() {
    let site = web::site();
    let mut page = String::from("method path action audience traffic\n");
    for route in site.routes() {
        let Route { method, path, action, audience, traffic } = route;
        let _ = writeln!(page, "{method:4} {path} {action:?} {audience:?} {traffic:?}");
    }
    golden::keep("crates/acceptance/golden/routes.txt", &page);
}

#[test]
fn a74_addresses_begin_with_the_place_of_their_audience() {
    use hall::kernel::Audience;
    let mut wrong = Vec::new();
    for route in web::site().routes() {
        let place =
            |beginning: &str| route.path == beginning || route.path.starts_with(&format!("{beginning}/"));
        let fits = match route.audience {
            Audience::Visitor => !place("/my") && !place("/desk") && !place("/office"),
            Audience::Person | Audience::Enterprise => !place("/desk"),
            Audience::Provider | Audience::Logistics | Audience::Park => place("/desk") || place("/my"),
            Audience::Office | Audience::Department | Audience::Official(_) => place("/office"),
        };
        if !fits {
            wrong.push(format!("{} is for {:?}", route.path, route.audience));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a75_every_role_gets_what_was_agreed_and_foreign_is_as_good_as_missing() {
    let site = web::site();
    let set = Scene::new().await;
    set.world.bench.freeze().await;
    let reading = set.copy().await;
    let (mut page, mut wrong, mut decisions) = (String::new(), Vec::new(), 0);
    for route in site.routes() {
        let _ = writeln!(page, "{} {}", route.method, route.path);
        // A form may change what the next role would find: each has a hall of its own.
        let own_scene = if route.method == "GET" { None } else { Some(set.copy().await) };
        let scene = own_scene.as_ref().unwrap_or(&reading);
        for role in Role::ALL {
            let line = match parameter(route.path) {
                None => told(&asked(&mut scene.browser(role).await, route, route.path).await),
                Some(Parameter::Of(thing)) => three(scene, route, role, thing, &mut wrong).await,
                Some(Parameter::Public(there, missing)) => two(scene, route, role, there, missing).await,
            };
            // `own=200  foreign=404  missing=404` are three decisions, a lone status is one.
            decisions += line.matches('=').count().max(1);
            let _ = writeln!(page, "    {:10} {line}", role.word());
        }
        if let Some(scene) = own_scene {
            scene.world.done_with_messages("whatever the forms sent");
        }
    }
    set.world.done_with_messages("it was only copied");
    reading.world.done_with_messages("pages send nothing, sessions may have told of new browsers");
    let _ = writeln!(page, "{decisions} decisions");
    eprintln!("permission matrix: {} routes, {decisions} decisions", site.routes().len());
    assert!(wrong.is_empty(), "foreign things are told apart from missing ones:\n{}", wrong.join("\n"));
    golden::keep("crates/acceptance/golden/matrix.txt", &page);
}

/// Asks for one's own, a foreign and a missing thing in one session.
async fn three(scene: &Scene, route: &Route, role: Role, thing: Thing, wrong: &mut Vec<String>) -> String {
    let mut browser = scene.browser(role).await;
    token(&mut browser).await;
    let mut answers = Vec::new();
    for whose in Whose::ALL {
        let id = scene.id(thing, whose, role).await;
        let answer = asked(&mut browser, route, &filled(route.path, &id.to_string())).await;
        if answer.status.is_redirection() {
            // What was done is said once, on the next page: that is not to be the page of the next thing.
            browser.get("/no-such-page").await;
        }
        answers.push((whose, answer));
    }
    let odd = asked(&mut browser, route, &filled(route.path, "no-id-at-all")).await;
    let missing = &answers[2].1;
    if missing.status == 404 && odd.bytes != missing.bytes {
        wrong.push(format!(
            "{} {} {}: what is no id at all gets {}",
            route.method,
            route.path,
            role.word(),
            odd.status
        ));
    }
    for (whose, answer) in &answers[..2] {
        let same = answer.bytes == missing.bytes && headers(answer) == headers(missing);
        if answer.status == missing.status && missing.status == 404 && !same {
            wrong.push(format!("{} {} {}: {}", route.method, route.path, role.word(), whose.word()));
        }
        if matches!(whose, Whose::Foreign)
            && answer.status != missing.status
            && missing.status == 404
            && !is_public(route)
        {
            wrong.push(format!("{} {} {}: foreign {}", route.method, route.path, role.word(), answer.status));
        }
    }
    let words: Vec<String> =
        answers.iter().map(|(whose, answer)| format!("{}={}", whose.word(), told(answer))).collect();
    words.join("  ")
}

/// Asks for a word of a public address that is there, and for one that is not.
async fn two(scene: &Scene, route: &Route, role: Role, there: &str, missing: &str) -> String {
    let mut browser = scene.browser(role).await;
    let there = told(&asked(&mut browser, route, &filled(route.path, there)).await);
    let missing = told(&asked(&mut browser, route, &filled(route.path, missing)).await);
    format!("there={there}  missing={missing}")
}

/// Things everybody may see have no owner to hide them from, and some offices are for the whole zone.
fn is_public(route: &Route) -> bool {
    use hall::kernel::Action;
    route.audience == hall::kernel::Audience::Visitor
        || route.path.starts_with("/logistics/")
        || route.path.starts_with("/parks/")
        || matches!(route.action, Action::Appoint | Action::SeeSystem)
}

fn headers(answer: &Shown) -> Vec<(String, String)> {
    let pairs = answer.headers.iter();
    pairs
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect()
}
