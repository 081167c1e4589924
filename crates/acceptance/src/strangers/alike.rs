//! Whether somebody has an account is told by no way in: neither by what is answered nor by the work it takes (safety A59).
//! No clock is read: what takes the same passwords hashed and the same statements in the same order takes the same time. `make
//! timing` measures it all the same.

use super::*;
use hall::testing::{Effort, effort};

/// A number nobody has, written as long as the owner's.
const NOBODY: &str = "13900002222";
const NO_NAME: &str = "harbor77";

/// What can be told apart: the status, the headers, the page without what is new in every page, and the work.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
    effort: Effort,
}

/// Sends the form as a stranger and says what a stranger sees; `who` is what they typed.
async fn seen(world: &World, browser: &mut Browser, path: &str, who: &str, fields: &[(&str, &str)]) -> Seen {
    let (answer, effort) = effort(sent(world, browser, address(7), path, fields)).await;
    let mut body = answer.body.clone();
    let masked = format!("{}****{}", &who[..3], &who[who.len() - 4..]);
    let mut hide = |what: &str, by: &str| {
        if !what.is_empty() {
            body = body.replace(what, by);
        }
    };
    hide(browser.token(), "TOKEN");
    hide(who, "WHO");
    hide(&masked, "WHO");
    let headers = answer.headers.iter().map(|(name, value)| (name.to_string(), format!("{value:?}")));
    Seen { status: answer.status.as_u16(), headers: headers.collect(), body, effort }
}

/// The first line in which two pages differ, and the first statement.
fn difference(known: &Seen, unknown: &Seen) -> String {
    let lines = known.body.lines().zip(unknown.body.lines()).find(|(a, b)| a != b);
    let statements = (&known.effort.statements, &unknown.effort.statements);
    let asked = statements.0.iter().zip(statements.1).find(|(a, b)| a != b);
    format!(
        "{} / {}; {lines:?}; {} / {} passwords; {} / {} statements, {asked:?}",
        known.status,
        unknown.status,
        known.effort.hashes,
        unknown.effort.hashes,
        statements.0.len(),
        statements.1.len(),
    )
}

/// One form sent for somebody and for nobody, each by a stranger of their own.
async fn compare(
    world: &World,
    strangers: &mut [Browser; 2],
    path: &str,
    fields: impl Fn(&str) -> Vec<(&'static str, String)>,
    who: [&str; 2],
) -> Option<String> {
    let [first, second] = strangers;
    let mut shown = Vec::new();
    for (browser, who) in [(first, who[0]), (second, who[1])] {
        let fields = fields(who);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        shown.push(seen(world, browser, path, who, &fields).await);
    }
    (shown[0] != shown[1]).then(|| format!("{path} {who:?}: {}", difference(&shown[0], &shown[1])))
}

fn of(pairs: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

fn strangers(world: &World) -> [Browser; 2] {
    [world.browser(), world.browser()]
}

#[tokio::test(flavor = "multi_thread")]
async fn a59_no_way_in_tells_whether_somebody_has_an_account() {
    let world = World::new().await;
    owner(&world).await;
    let mut wrong = Vec::new();

    // Passwords, by number and by name: the first tries, those behind a captcha, and those that are locked out. The try that brings
    // the lock is left out: it alone tells the owner, which takes a line in their inbox.
    for who in [[PHONE, NOBODY], [NAME, NO_NAME]] {
        let mut guests = strangers(&world);
        for n in 1..=14 {
            let form = |who: &str| of(&[("account", who), ("password", "Harbour-1-x"), ("consent", "1")]);
            let told = compare(&world, &mut guests, "/login/password", form, who).await;
            wrong.extend(told.filter(|_| n != 10).map(|told| format!("try {n}: {told}")));
            world.bench.clock.pass(TimeDelta::seconds(1));
        }
        world.bench.clock.pass(TimeDelta::minutes(20));
    }
    // Codes asked for, each purpose, with and without the script; then guessed.
    for purpose in ["login", "password", "bind"] {
        for fragment in [false, true] {
            world.bench.clock.pass(TimeDelta::hours(5));
            let mut guests = strangers(&world);
            for guest in &mut guests {
                guest.get("/login").await;
                if fragment {
                    guest.extra.insert("hx-request", "true".parse().expect("a header"));
                }
            }
            let ask = |who: &str| of(&[("phone", who), ("purpose", purpose), ("consent", "1")]);
            for _ in 0..2 {
                // Sent at first, too early then.
                wrong.extend(compare(&world, &mut guests, "/login/code", ask, [PHONE, NOBODY]).await);
            }
            let guess = |who: &str| of(&[("phone", who), ("code", "000000"), ("consent", "1")]);
            let set = |who: &str| {
                of(&[
                    ("phone", who),
                    ("code", "000000"),
                    ("new", "Quay-Lantern-9"),
                    ("again", "Quay-Lantern-9"),
                ])
            };
            for _ in 0..6 {
                wrong.extend(compare(&world, &mut guests, "/login", guess, [PHONE, NOBODY]).await);
                wrong.extend(compare(&world, &mut guests, "/login/forgot", set, [PHONE, NOBODY]).await);
            }
        }
    }
    world.done_with_messages("the owner is told of the lock");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The try that brings the lock differs by what the owner is told, and by nothing else.
#[tokio::test]
async fn a59_the_try_that_locks_costs_one_message_more() {
    let world = World::new().await;
    owner(&world).await;
    let mut guests = strangers(&world);
    let [first, second] = &mut guests;
    let mut last = Vec::new();
    for (browser, who) in [(first, PHONE), (second, NOBODY)] {
        let mut seen_last = None;
        for _ in 0..10 {
            let typed = [("account", who), ("password", "Harbour-1-x"), ("consent", "1")];
            seen_last = Some(seen(&world, browser, "/login/password", who, &typed).await);
        }
        last.extend(seen_last);
    }
    let (known, unknown) = (&last[0], &last[1]);
    assert_eq!(
        (known.status, &known.body, &known.headers),
        (unknown.status, &unknown.body, &unknown.headers)
    );
    let told: Vec<_> =
        known.effort.statements.iter().filter(|asked| asked.contains("INTO \"message\"")).collect();
    assert_eq!(told.len(), 1);
    assert!(
        known.effort.statements.len() - unknown.effort.statements.len() <= 3,
        "{}",
        difference(known, unknown)
    );
    world.done_with_messages("the owner is told of the lock");
}

/// The broken case: a way in that does tell (with the right code, a new number registers itself) is noticed, by page and by work.
#[tokio::test]
async fn a59_a_way_in_that_tells_is_noticed() {
    let world = World::new().await;
    owner(&world).await;
    let mut guests = strangers(&world);
    let mut shown = Vec::new();
    for (browser, who) in guests.iter_mut().zip([PHONE, NOBODY]) {
        let ask = [("phone", who), ("purpose", "login"), ("consent", "1")];
        sent(&world, browser, address(7), "/login/code", &ask).await;
        let code = code(&world, who);
        let typed = [("phone", who), ("code", code.as_str()), ("consent", "1")];
        shown.push(seen(&world, browser, "/login", who, &typed).await);
    }
    assert_ne!(shown[0].effort, shown[1].effort);
    world.done_with_messages("the owner is told of a new browser");
}
