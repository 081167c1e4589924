//! What guards every page (safety A23, A24–A28, A35, A52, A91).

use super::world::World;
use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use sea_orm::{EntityTrait as _, PaginatorTrait as _};

/// What other programs and sites send by the protocol's own rules, which its own tests hold: it carries no token of ours.
const PROGRAMS: &[&str] = &["/authorize", "/token", "/userinfo", "/logout"];

#[tokio::test]
async fn a28_forms_without_token_or_from_elsewhere_change_nothing() {
    let world = World::new().await;
    world.person("suxiaozhou").await;
    let mut browser = world.browser();
    browser.login("personal", "suxiaozhou").await;
    browser.get("/centre/safety").await;
    let here = "http://127.0.0.1:4455";
    let stranger = {
        let mut other = world.browser();
        other.get("/login").await;
        other.csrf
    };
    let token = browser.csrf.clone();
    let mut forms = 0;
    for path in crate::routes::paths() {
        let path = path.replace("{token}", "x").replace("{id}", "x").replace("{*name}", "x");
        let bare = browser.ask(Method::POST, &path, Some(String::new()), &[]).await;
        if bare.status == StatusCode::METHOD_NOT_ALLOWED || PROGRAMS.contains(&path.as_str()) {
            continue;
        }
        forms += 1;
        for (token, origin, site) in [
            ("", here, "same-origin"),
            (&stranger, here, "same-origin"),
            (&token, "https://evil.example", "same-origin"),
            (&token, here, "cross-site"),
            (&token, "null", "same-origin"),
        ] {
            let body = format!("_csrf={token}&session=others");
            let seen = browser
                .ask(Method::POST, &path, Some(body), &[("origin", origin), ("sec-fetch-site", site)])
                .await;
            assert_eq!(seen.status, StatusCode::FORBIDDEN, "{path} {origin} {site}");
        }
    }
    assert!(forms >= 15, "only {forms} forms");
}

#[tokio::test]
async fn a28_another_name_of_this_machine_leads_to_the_one_forms_know() {
    let world = World::new().await;
    let asked = [("host", "localhost:4455"), ("accept", "text/html")];
    let seen = world.browser().ask(Method::GET, "/login?lang=en", None, &asked).await;
    assert_eq!(seen.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(seen.headers["location"], "http://127.0.0.1:4455/login?lang=en");
    assert!(seen.headers.contains_key("content-security-policy"));
}

#[tokio::test]
async fn a24_a27_every_answer_carries_the_headers() {
    let world = World::new().await;
    let mut browser = world.browser();
    for path in [
        "/",
        "/login",
        "/nothing",
        "/centre",
        "/.well-known/openid-configuration",
        "/jwks",
        "/assets/hall.css",
    ] {
        let seen = browser.get(path).await;
        let csp = seen.headers["content-security-policy"].to_str().unwrap();
        assert!(
            csp.contains("default-src 'none'") && csp.contains("form-action 'self' http://127.0.0.1:4466"),
            "{path}: {csp}"
        );
        assert_eq!(seen.headers["x-content-type-options"], "nosniff");
        assert_eq!(seen.headers["referrer-policy"], "same-origin");
    }
    let asset = browser.get("/assets/hall.css").await;
    assert!(
        asset.headers["cache-control"].to_str().unwrap().starts_with("public")
            && !asset.headers.contains_key("set-cookie")
    );
    assert_eq!(browser.ask(Method::DELETE, "/login", None, &[]).await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(browser.get("/login/").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a23_cookies_are_host_bound_under_https() {
    let world = World::at("https://id.example", Vec::new()).await;
    let seen = world.browser().get("/login").await;
    let cookie = seen.headers["set-cookie"].to_str().unwrap();
    assert!(
        cookie.starts_with("__Host-identity_visit=")
            && cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"),
        "{cookie}"
    );
    assert!(seen.headers["strict-transport-security"].to_str().unwrap().starts_with("max-age=31536000"));
}

#[tokio::test]
async fn a52_monstrous_input_is_refused_before_hashing() {
    let world = World::new().await;
    let mut browser = world.browser();
    browser.get("/login").await;
    let long = "a".repeat(200_000);
    assert_eq!(
        browser.post("/login", &[("login", "x"), ("password", &long)]).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    assert_eq!(
        browser.post("/login", &[("login", "x\0"), ("password", "a")]).await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn a91_what_has_run_out_is_removed() {
    let world = World::new().await;
    world.person("suxiaozhou").await;
    let mut browser = world.browser();
    browser.login("personal", "suxiaozhou").await;
    browser.get("/login/scan").await;
    browser.get("/captcha").await;
    world.pass(TimeDelta::hours(26));
    world.identity.tidy(world.now()).await.unwrap();
    let db = world.identity.store.read();
    use crate::store::{entry, trace};
    assert_eq!(entry::session::Entity::find().count(db).await.unwrap(), 0);
    assert_eq!(entry::scan::Entity::find().count(db).await.unwrap(), 0);
    assert_eq!(trace::captcha::Entity::find().count(db).await.unwrap(), 0);
    assert_eq!(trace::attempt::Entity::find().count(db).await.unwrap(), 0);
    assert!(trace::event::Entity::find().count(db).await.unwrap() > 0);
}

#[tokio::test]
async fn unsafe_settings_are_refused() {
    use crate::{Identity, Settings};
    let world = World::new().await;
    let with = |change: fn(&mut Settings)| {
        let mut settings = Settings::clone(&world.identity.settings);
        change(&mut settings);
        Identity::open(settings, world.identity.parts.clone())
    };
    assert!(with(|settings| settings.secret = "short".into()).await.is_err());
    assert!(with(|settings| settings.issuer = "http://id.example".into()).await.is_err());
    assert!(with(|settings| settings.issuer.push('/')).await.is_err());
    assert!(
        with(|settings| settings.clients[0].redirect_uris.push("http://evil.example/".into())).await.is_err()
    );
}
