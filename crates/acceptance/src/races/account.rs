//! Codes, invitations and offices.

use super::{CLIENTS, Ends, all_post, hands};
use crate::world::{Role, Scene, Thing, Whose, World};
use axum::http::StatusCode;
use hall::account::invitation::invite;
use hall::kernel::{Actor, Role as Office};
use web::testing::Browser;

const PHONE: &str = "13900001111";

/// A browser that has asked for a code, and the code.
async fn asked(world: &World) -> (Browser, String) {
    let mut browser = world.browser();
    browser.get("/login").await;
    browser.post("/login/code", &[("phone", PHONE), ("purpose", "login"), ("consent", "1")]).await;
    let sent = world.bench.sms.last_to(&format!("+86{PHONE}")).expect("a text message").text;
    (browser, sent.params.into_iter().find(|(name, _)| name == "code").expect("a code").1)
}

fn typed(code: String) -> super::Fields {
    vec![("phone", PHONE.to_owned()), ("code", code), ("consent", "1".to_owned()), ("next", "/my".to_owned())]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn safety_a20_one_code_typed_64_times_logs_in_once() {
    let world = World::new().await;
    let (browser, code) = asked(&world).await;
    let before = world.last_entry().await;
    let answers = all_post(vec![browser; CLIENTS], "/login", |_| typed(code.clone())).await;
    let ends =
        Ends { leads_to: "/my", winners: 1, others: StatusCode::UNPROCESSABLE_ENTITY, says: "name=\"code\"" };
    ends.judge(&answers).unwrap();
    for table in ["account", "session", "consent", "device"] {
        let rows = world.texts(&format!("SELECT CAST(count(*) AS TEXT) AS value FROM {table}")).await;
        assert_eq!(rows, ["1"], "{table}");
    }
    world.wrote(before, &[("account.registered", 1), ("session.begun", 1), ("consent.given", 1)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn safety_a20_64_guesses_at_once_are_five_tries() {
    let world = World::new().await;
    let (browser, code) = asked(&world).await;
    let right: u32 = code.parse().expect("six digits");
    let before = world.last_entry().await;
    let guess = |number: usize| {
        typed(format!("{:06}", (right + 1 + u32::try_from(number).expect("a small number")) % 1_000_000))
    };
    let answers = all_post(vec![browser.clone(); CLIENTS], "/login", guess).await;
    let ends =
        Ends { leads_to: "/my", winners: 0, others: StatusCode::UNPROCESSABLE_ENTITY, says: "name=\"code\"" };
    ends.judge(&answers).unwrap();
    let tries =
        world.texts("SELECT CAST(tries AS TEXT) AS value FROM challenge WHERE used_at IS NOT NULL").await;
    assert_eq!(tries, [hall::account::code::TRIES.to_string()]);
    let late = all_post(vec![browser], "/login", |_| typed(code.clone())).await;
    assert_eq!(late[0].status, StatusCode::UNPROCESSABLE_ENTITY, "the code is dead");
    world.wrote(before, &[]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn safety_a20_an_invitation_accepted_by_64_gives_one_office() {
    let world = World::new().await;
    let work = world.bench.desk.begin(&Actor::Machine("command line")).await.expect("a work");
    let (token, _) = invite(&work, Office::SecurityAdmin).await.expect("an invitation");
    work.keep().await.expect("kept");
    let mut browsers = Vec::new();
    for _ in 0..CLIENTS {
        let account = world.bench.person("应邀者").await;
        browsers.extend(hands(world.browser_of(account).await, 1).await);
    }
    let before = world.last_entry().await;
    let answers = all_post(browsers, &format!("/office/invitation/{token}"), |_| Vec::new()).await;
    let ends = Ends { leads_to: "/my", winners: 1, others: StatusCode::UNPROCESSABLE_ENTITY, says: "" };
    ends.judge(&answers).unwrap();
    let offices = world.texts("SELECT role AS value FROM appointment").await;
    assert_eq!(offices, ["security_admin"]);
    world.wrote(before, &[("office.accepted", 1)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn safety_a20_an_appointment_confirmed_and_withdrawn_by_64_begins_or_ends_once() {
    let scene = Scene::new().await;
    let appointment = scene.id(Thing::Appointment, Whose::Own, Role::Security).await;
    let mut browsers = Vec::new();
    for _ in 0..16 {
        let account = scene.world.bench.person("安全管理员").await;
        scene.world.bench.appointed(account, Office::SecurityAdmin, "*").await;
        browsers.extend(hands(scene.world.browser_of(account).await, CLIENTS / 16).await);
    }
    let before = scene.world.last_entry().await;
    let path = format!("/office/users/offices/{appointment}/confirm");
    let answers = all_post(browsers, &path, |_| Vec::new()).await;
    let ends = Ends { leads_to: "/office/users/offices", winners: 1, others: StatusCode::CONFLICT, says: "" };
    ends.judge(&answers).unwrap();
    scene.world.wrote(before, &[("office.confirmed", 1)]).await;
}
