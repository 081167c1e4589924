//! The hall's own adapter against this provider, over a socket (A06, A07, A71).

use super::world::{Browser, World, clients};
use gateways::GatewayError;
use gateways::oidc::{
    AccountKind, LoginChance, Oidc, OidcSettings, PersonKind, Started, UnifiedIdentity as _,
};
use std::sync::{Mutex, PoisonError};

const BACK: &str = "http://127.0.0.1:4466";

/// The provider on a port of its own, and the adapter that talks to it.
async fn served() -> (World, Oidc) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let world = World::at(&issuer, clients(BACK)).await;
    let router = world.identity.router();
    #[expect(clippy::disallowed_methods, reason = "a test's far side lives beside the test")]
    tokio::spawn(async move { axum::serve(listener, router).await });
    let adapter = Oidc::discover(OidcSettings {
        issuer,
        client_id: "hall".into(),
        client_secret: "a client secret of the hall".into(),
        redirect: format!("{BACK}/login/identity/back"),
        scopes: OidcSettings::usual_scopes(),
    })
    .unwrap();
    (world, adapter)
}

fn chance() -> LoginChance {
    static NEXT: Mutex<u8> = Mutex::new(0);
    let mut next = NEXT.lock().unwrap_or_else(PoisonError::into_inner);
    *next += 3;
    LoginChance { state: [*next; 32], nonce: [*next + 1; 32], verifier: [*next + 2; 32] }
}

/// Begins at the adapter, logs in at the provider, returns with the code.
async fn login(world: &World, adapter: &Oidc, kind: AccountKind, login: &str) -> (Browser, Started, String) {
    let started = adapter.begin(kind, &chance(), world.now()).await.unwrap();
    let path = &started.url[url::Position::BeforePath..];
    let mut browser = world.browser();
    browser.login(kind.as_str(), login).await;
    let back = browser.get(path).await;
    assert_eq!(back.given("state"), started.state, "{} {}", back.status, back.text);
    let code = back.given("code");
    (browser, started, code)
}

#[tokio::test]
async fn a06_a07_a_legal_person_logs_in_through_the_halls_adapter() {
    let (world, adapter) = served().await;
    let id = world.enterprise("haifan").await;
    adapter.health(world.now()).await.unwrap();
    let (mut browser, started, code) = login(&world, &adapter, AccountKind::Legal, "haifan").await;
    let who = adapter.finish(&code, &started.nonce, &started.pkce_verifier, world.now()).await.unwrap();
    assert_eq!((who.kind, who.subject.as_str()), (PersonKind::Legal, id.to_string().as_str()));
    assert_eq!(who.phone.as_deref(), Some("+8613900000001"));
    assert_eq!(who.name.as_deref(), Some("苏晓舟"));
    let facts = who.enterprise.unwrap();
    assert_eq!((facts.name.as_str(), facts.uscc.as_str()), ("海澜远帆贸易有限公司", "91460200MA5DT7GH60"));
    assert_eq!(facts.legal_representative.as_deref(), Some("林远帆"));
    assert_eq!(facts.address.as_deref(), Some("海澜自由贸易试验区潮生路 8 号"));
    assert_eq!((facts.level.as_deref(), facts.region.as_deref()), (Some("LV3"), Some("460200")));
    let left = format!("{BACK}/left");
    let logout = adapter.logout_url(&who.id_token_raw, &left, "bye", world.now()).await.unwrap().unwrap();
    let gone = browser.get(&logout[url::Position::BeforePath..]).await;
    assert_eq!(gone.to(), format!("{left}?state=bye"));
    assert!(browser.get("/centre").await.to().starts_with("/login"));
}

#[tokio::test]
async fn a06_a_natural_person_logs_in_through_the_halls_adapter() {
    let (world, adapter) = served().await;
    world.person("suxiaozhou").await;
    let (_, started, code) = login(&world, &adapter, AccountKind::Personal, "suxiaozhou").await;
    let who = adapter.finish(&code, &started.nonce, &started.pkce_verifier, world.now()).await.unwrap();
    assert_eq!((who.kind, who.enterprise), (PersonKind::Natural, None));
}

#[tokio::test]
async fn a71_a_wrong_nonce_and_a_replayed_code_are_refused() {
    let (world, adapter) = served().await;
    world.person("suxiaozhou").await;
    let (_, started, code) = login(&world, &adapter, AccountKind::Personal, "suxiaozhou").await;
    let wrong = adapter.finish(&code, "another nonce", &started.pkce_verifier, world.now()).await;
    assert!(matches!(wrong, Err(GatewayError::Nonsense(_))), "{wrong:?}");
    let replayed = adapter.finish(&code, &started.nonce, &started.pkce_verifier, world.now()).await;
    assert_eq!(replayed, Err(GatewayError::Expired));
    let (_, started, code) = login(&world, &adapter, AccountKind::Personal, "suxiaozhou").await;
    let other = adapter.finish(&code, &started.nonce, &"0".repeat(64), world.now()).await;
    assert_eq!(other, Err(GatewayError::Expired));
}
