//! The protocol, step by step (A06, A71).

use super::world::{Browser, Seen, World};
use crate::keys::base64url;
use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use sha2::{Digest as _, Sha256};

const VERIFIER: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const BACK: &str = "http://127.0.0.1:4466/login/identity/back";

fn authorize(changes: &[(&str, &str)]) -> String {
    let challenge = base64url(&Sha256::digest(VERIFIER));
    let mut pairs = vec![
        ("client_id", "hall"),
        ("redirect_uri", BACK),
        ("response_type", "code"),
        ("scope", "openid profile phone enterprise"),
        ("state", "st"),
        ("nonce", "no"),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
        ("account_kind", "legal"),
    ];
    for (name, value) in changes {
        pairs.retain(|(known, _)| known != name);
        if !value.is_empty() {
            pairs.push((name, value));
        }
    }
    format!(
        "/authorize?{}",
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
    )
}

async fn exchange(world: &World, code: &str, changes: &[(&str, &str)]) -> Seen {
    let mut pairs = vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", BACK),
        ("code_verifier", VERIFIER),
        ("client_id", "hall"),
        ("client_secret", "a client secret of the hall"),
    ];
    for (name, value) in changes {
        pairs.retain(|(known, _)| known != name);
        pairs.push((name, value));
    }
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    world.browser().ask(Method::POST, "/token", Some(body), &[]).await
}

async fn signed_in(world: &World) -> Browser {
    world.enterprise("haifan").await;
    let mut browser = world.browser();
    assert_eq!(browser.login("legal", "haifan").await.to(), "/centre");
    browser
}

#[tokio::test]
async fn a06_a_stranger_is_sent_to_the_login_page_and_returns_with_a_code() {
    let world = World::new().await;
    world.enterprise("haifan").await;
    let mut browser = world.browser();
    let sent = browser.get(&authorize(&[])).await;
    assert!(sent.to().starts_with("/login?for="), "{}", sent.to());
    let page = browser.get(sent.to()).await;
    page.says("外贸服务大厅").says("name=\"kind\" value=\"legal\"");
    let id = sent.to().trim_start_matches("/login?for=").to_owned();
    let fields =
        [("for", id.as_str()), ("kind", "legal"), ("login", "haifan"), ("password", super::world::PASSWORD)];
    let inside = browser.post("/login", &fields).await;
    assert_eq!(inside.to(), format!("/continue?for={id}"));
    let back = browser.get(inside.to()).await;
    assert!(back.to().starts_with(BACK), "{}", back.to());
    assert_eq!((back.given("state").as_str(), back.given("iss").as_str()), ("st", "http://127.0.0.1:4455"));
    let tokens = exchange(&world, &back.given("code"), &[]).await;
    assert_eq!(tokens.status, StatusCode::OK, "{}", tokens.text);
    // The same login is not ended twice.
    assert_eq!(browser.get(inside.to()).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a07_userinfo_says_the_facts_by_scope_and_the_id_token_says_no_name() {
    let world = World::new().await;
    let mut browser = signed_in(&world).await;
    let code = browser.get(&authorize(&[])).await.given("code");
    let tokens = exchange(&world, &code, &[]).await.json();
    let claims = tokens["id_token"].as_str().unwrap().split('.').nth(1).unwrap().to_owned();
    let claims = String::from_utf8(crate::keys::from_base64url(&claims).unwrap()).unwrap();
    assert!(!claims.contains("海澜") && !claims.contains("苏") && !claims.contains("+86"), "{claims}");
    let claims: serde_json::Value = serde_json::from_str(&claims).unwrap();
    assert_eq!((claims["nonce"].as_str(), claims["account_kind"].as_str()), (Some("no"), Some("legal")));
    let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    let info =
        world.browser().ask(Method::GET, "/userinfo", None, &[("authorization", &bearer)]).await.json();
    assert_eq!(info["enterprise"]["uscc"], "91460200MA5DT7GH60");
    assert_eq!(info["enterprise"]["level"], "LV3");
    assert_eq!(info["phone_number"], "+8613900000001");
    assert_eq!(info["sub"], claims["sub"]);
    world.pass(TimeDelta::minutes(10));
    let late = world.browser().ask(Method::GET, "/userinfo", None, &[("authorization", &bearer)]).await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED);
    // A smaller scope says less.
    let code = browser.get(&authorize(&[("scope", "openid")])).await.given("code");
    let tokens = exchange(&world, &code, &[]).await.json();
    let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    let info =
        world.browser().ask(Method::GET, "/userinfo", None, &[("authorization", &bearer)]).await.json();
    assert!(
        info.get("phone_number").is_none() && info.get("enterprise").is_none() && info.get("name").is_none()
    );
}

#[tokio::test]
async fn a71_a_code_works_once_and_its_second_use_takes_back_what_it_gave() {
    let world = World::new().await;
    let mut browser = signed_in(&world).await;
    let code = browser.get(&authorize(&[])).await.given("code");
    let tokens = exchange(&world, &code, &[]).await.json();
    let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    let again = exchange(&world, &code, &[]).await;
    assert_eq!(
        (again.status, again.json()["error"].as_str()),
        (StatusCode::BAD_REQUEST, Some("invalid_grant"))
    );
    let info = world.browser().ask(Method::GET, "/userinfo", None, &[("authorization", &bearer)]).await;
    assert_eq!(info.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a71_a_code_is_bound_to_time_client_address_and_verifier() {
    let world = World::new().await;
    let mut browser = signed_in(&world).await;
    let other = "x".repeat(64);
    for change in [
        ("redirect_uri", "http://127.0.0.1:4466/other"),
        ("code_verifier", other.as_str()),
        ("code_verifier", ""),
    ] {
        let code = browser.get(&authorize(&[])).await.given("code");
        assert_eq!(exchange(&world, &code, &[change]).await.json()["error"], "invalid_grant", "{change:?}");
        // A failed attempt spends the code.
        assert_eq!(exchange(&world, &code, &[]).await.json()["error"], "invalid_grant");
    }
    for (span, works) in [(60, true), (61, false)] {
        let code = browser.get(&authorize(&[])).await.given("code");
        world.pass(TimeDelta::seconds(span));
        assert_eq!(exchange(&world, &code, &[]).await.status.is_success(), works, "{span} s");
    }
    let code = browser.get(&authorize(&[])).await.given("code");
    for change in [("client_secret", "wrong"), ("client_id", "nobody")] {
        let refused = exchange(&world, &code, &[change]).await;
        assert_eq!(
            (refused.status, refused.json()["error"].as_str()),
            (StatusCode::UNAUTHORIZED, Some("invalid_client"))
        );
    }
    assert_eq!(
        exchange(&world, &code, &[("grant_type", "password")]).await.json()["error"],
        "unsupported_grant_type"
    );
    assert_eq!(exchange(&world, &code, &[]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a71_an_unknown_client_or_address_is_never_answered_there() {
    let world = World::new().await;
    let mut browser = signed_in(&world).await;
    let evil = [
        ("client_id", "nobody"),
        ("redirect_uri", "https://evil.example/"),
        ("redirect_uri", "http://127.0.0.1:4466/login/identity/back/"),
        ("redirect_uri", "http://127.0.0.1:4466/login/identity/back?x=1"),
        ("client_id", ""),
        ("redirect_uri", ""),
    ];
    for change in evil {
        let page = browser.get(&authorize(&[change])).await;
        assert_eq!((page.status, page.to()), (StatusCode::BAD_REQUEST, ""), "{change:?}");
    }
    assert_eq!(
        browser.get(&format!("{}&client_id=hall", authorize(&[]))).await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn a71_code_flow_state_and_s256_are_required() {
    let world = World::new().await;
    let mut browser = signed_in(&world).await;
    let wrong = [
        ("response_type", "token", "unsupported_response_type"),
        ("scope", "profile", "invalid_scope"),
        ("state", "", "invalid_request"),
        ("code_challenge", "", "invalid_request"),
        ("code_challenge", "short", "invalid_request"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("request", "x.y.z", "request_not_supported"),
        ("response_mode", "fragment", "invalid_request"),
    ];
    for (name, value, error) in wrong {
        let back = browser.get(&authorize(&[(name, value)])).await;
        assert!(back.to().starts_with(BACK) && back.given("code").is_empty());
        assert_eq!(back.given("error"), error, "{name}={value}");
    }
    let stranger = world.browser().get(&authorize(&[("prompt", "none")])).await;
    assert_eq!(stranger.given("error"), "login_required");
    let misfit = browser.get(&authorize(&[("prompt", "none"), ("account_kind", "personal")])).await;
    assert_eq!(misfit.given("error"), "interaction_required");
}

#[tokio::test]
async fn a06_prompt_login_and_max_age_ask_for_the_password_again() {
    let world = World::new().await;
    let mut browser = signed_in(&world).await;
    world.pass(TimeDelta::minutes(5));
    assert!(browser.get(&authorize(&[("max_age", "300")])).await.to().starts_with(BACK));
    for change in [("prompt", "login"), ("max_age", "299")] {
        let asked = browser.get(&authorize(&[change])).await;
        assert!(asked.to().starts_with("/login?for="), "{change:?}");
        // Going on without logging in leads back to the login page.
        let id = asked.to().trim_start_matches("/login?for=").to_owned();
        assert_eq!(browser.get(&format!("/continue?for={id}")).await.to(), asked.to());
    }
}

#[tokio::test]
async fn b03_another_kind_of_account_is_asked_about_and_may_go_on() {
    let world = World::new().await;
    world.person("suxiaozhou").await;
    let mut browser = world.browser();
    browser.login("personal", "suxiaozhou").await;
    let asked = browser.get(&authorize(&[])).await;
    assert!(asked.to().starts_with("/continue?for="), "{}", asked.to());
    let page = browser.get(asked.to()).await;
    page.says("需要法人账号");
    let id = asked.to().trim_start_matches("/continue?for=").to_owned();
    let back = browser.post("/continue", &[("for", &id)]).await;
    assert!(back.to().starts_with(BACK) && !back.given("code").is_empty());
}

#[tokio::test]
async fn a71_a_login_belongs_to_the_browser_that_began_it() {
    let world = World::new().await;
    world.enterprise("haifan").await;
    let begun = world.browser().get(&authorize(&[])).await.to().replace("/login", "/continue");
    let mut other = world.browser();
    other.login("legal", "haifan").await;
    assert_eq!(other.get(&begun).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a06_keys_are_renewed_and_old_ones_stay_published() {
    let world = World::new().await;
    let mut browser = world.browser();
    let first = browser.get("/jwks").await.json()["keys"][0]["kid"].clone();
    world.pass(TimeDelta::days(181));
    world.identity.tidy(world.now()).await.unwrap();
    let keys = browser.get("/jwks").await.json()["keys"].as_array().unwrap().clone();
    assert_eq!(keys.len(), 2);
    assert_ne!(keys[0]["kid"], first);
    assert_eq!(keys[1]["kid"], first);
    world.pass(TimeDelta::days(91));
    world.identity.tidy(world.now()).await.unwrap();
    assert_eq!(browser.get("/jwks").await.json()["keys"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a06_logout_by_a_website_needs_its_token_and_a_registered_address() {
    let world = World::new().await;
    let mut browser = signed_in(&world).await;
    let code = browser.get(&authorize(&[])).await.given("code");
    let tokens = exchange(&world, &code, &[]).await.json();
    let hint = tokens["id_token"].as_str().unwrap();
    let there = |hint: &str, back: &str| {
        format!("/logout?id_token_hint={hint}&post_logout_redirect_uri={back}&state=s1")
    };
    let forged = format!("{}x", &hint[..hint.len() - 1]);
    assert_eq!(
        browser.get(&there(&forged, "http://127.0.0.1:4466/left")).await.status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(browser.get(&there(hint, "https://evil.example/")).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(browser.get("/centre").await.status, StatusCode::OK);
    // Without a token the person is asked.
    let page =
        browser.get("/logout?client_id=hall&post_logout_redirect_uri=http://127.0.0.1:4466/left").await;
    page.says("外贸服务大厅");
    let left = browser.get(&there(hint, "http://127.0.0.1:4466/left")).await;
    assert_eq!(left.to(), "http://127.0.0.1:4466/left?state=s1");
    assert_eq!(browser.get("/centre").await.to(), "/login?next=%2Fcentre");
}
