//! What strangers try at the ways in: guessing passwords and codes from many addresses (safety A51, A63), finding out who has an
//! account (A59), and coming back from journeys that are not theirs (A71, A73).
//!
//! `TRADEHALL_GUESSES` says how many guesses are made; `make abuse` makes ten thousand.

mod alike;
mod callbacks;
mod codes;
mod guesses;
mod hosts;
mod timing;

use crate::world::World;
use axum::body::Body;
use axum::http::{Request, header};
use chrono::TimeDelta;
use hall::account::captcha;
use web::testing::{Browser, HERE, Shown};
use web::visit::Peer;

/// The phone of whoever is to be kept out, or impersonated.
const PHONE: &str = "13900001111";
const NAME: &str = "anchor88";
const PASSWORD: &str = "Teal-Harbour-42";

/// How many guesses a test makes.
fn guesses() -> u32 {
    let asked = std::env::var("TRADEHALL_GUESSES").ok();
    asked.map_or(500, |count| count.parse().expect("TRADEHALL_GUESSES is a number"))
}

/// The n-th of two hundred addresses.
fn address(n: u32) -> [u8; 4] {
    [198, 51, 100, u8::try_from(n % 200).expect("below 200")]
}

/// Sends a form from an address, with the right answer to a fresh captcha: a stranger with patience has it solved.
async fn sent(
    world: &World,
    browser: &mut Browser,
    from: [u8; 4],
    path: &str,
    fields: &[(&str, &str)],
) -> Shown {
    if browser.token().is_empty() {
        browser.get("/login").await;
    }
    let shown = captcha::fresh(&world.bench.desk);
    let answer = shown.question.answer().to_string();
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("_csrf", browser.token()).extend_pairs(fields);
    form.append_pair("captcha_token", &shown.token).append_pair("captcha", &answer);
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ORIGIN, HERE)
        .extension(Peer(from.into()))
        .body(Body::from(form.finish()));
    browser.send(request.expect("a well formed request")).await
}

/// The code last sent to a number.
fn code(world: &World, phone: &str) -> String {
    let sent = world.bench.sms.last_to(&format!("+86{phone}")).expect("a text message").text;
    sent.params.into_iter().find(|(name, _)| name == "code").expect("a code").1
}

/// Logs in by SMS; whether that led in.
async fn in_by_sms(world: &World, browser: &mut Browser, from: [u8; 4]) -> bool {
    let ask = [("phone", PHONE), ("purpose", "login"), ("consent", "1")];
    let asked = sent(world, browser, from, "/login/code", &ask).await;
    if asked.status != 200 {
        return false;
    }
    let code = code(world, PHONE);
    let typed = [("phone", PHONE), ("code", code.as_str()), ("consent", "1")];
    sent(world, browser, from, "/login", &typed).await.leads_to() == Some("/")
}

/// Logs in by password; whether that led in.
async fn in_by_password(world: &World, browser: &mut Browser, from: [u8; 4]) -> bool {
    let typed = [("account", PHONE), ("password", PASSWORD), ("consent", "1")];
    sent(world, browser, from, "/login/password", &typed).await.leads_to() == Some("/")
}

/// Where the owner of the account is.
const HOME: [u8; 4] = [192, 0, 2, 10];

/// Somebody with a phone, a password and a browser they have used; they have logged out.
async fn owner(world: &World) -> Browser {
    let mut browser = world.browser();
    assert!(in_by_sms(world, &mut browser, HOME).await);
    browser.get("/my").await;
    assert_eq!(browser.post("/logout", &[]).await.status, 303);
    browser.get("/login").await;
    world.bench.clock.pass(TimeDelta::minutes(2));
    let ask = [("phone", PHONE), ("purpose", "password")];
    assert_eq!(sent(world, &mut browser, HOME, "/login/code", &ask).await.status, 200);
    let code = code(world, PHONE);
    let typed = [("phone", PHONE), ("code", code.as_str()), ("new", PASSWORD), ("again", PASSWORD)];
    let set = sent(world, &mut browser, HOME, "/login/forgot", &typed).await;
    assert_eq!(set.leads_to(), Some("/login?way=password"), "{}", set.body);
    named(world).await;
    world.bench.clock.pass(TimeDelta::hours(2));
    browser
}

/// Gives the owner a login name.
async fn named(world: &World) {
    use hall::account::model::account::{Column, Entity};
    use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
    let work = world.bench.desk.begin(&hall::Actor::Machine("test")).await.expect("a work");
    let named = Entity::update_many()
        .col_expr(Column::LoginName, sea_orm::sea_query::Expr::value(NAME))
        .filter(Column::Phone.eq(format!("+86{PHONE}")));
    assert_eq!(named.exec(work.db()).await.expect("named").rows_affected, 1);
    work.keep().await.expect("kept");
}

/// Leaves, so that the browser may be used to come in again.
async fn out(browser: &mut Browser) {
    browser.get("/my").await;
    assert_eq!(browser.post("/logout", &[]).await.status, 303);
    browser.get("/login").await;
}
