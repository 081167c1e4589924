//! Logins at a provider on loopback, honest and not.

use base64::Engine;
use chrono::TimeZone;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::*;
use crate::oidc::PersonKind;
use crate::oidc::play::{Provider, SigningKey, b64};
use crate::testing::Far;

fn now() -> DateTime<Utc> {
    Utc.timestamp_opt(1_772_600_000, 0).unwrap()
}

fn chance() -> LoginChance {
    LoginChance { state: [1; 32], nonce: [2; 32], verifier: [3; 32] }
}

fn settings(issuer: &str) -> OidcSettings {
    OidcSettings {
        issuer: issuer.to_owned(),
        client_id: "hall".into(),
        client_secret: "canary+secret".into(),
        redirect: "https://hall.example/login/unified/back".into(),
        scopes: OidcSettings::usual_scopes(),
    }
}

fn at(provider: &Provider) -> Oidc {
    Oidc::discover(settings(&provider.issuer())).unwrap()
}

fn claims(provider: &Provider) -> Value {
    json!({
        "iss": provider.issuer(), "sub": "s-1", "aud": "hall", "nonce": "02".repeat(32),
        "iat": now().timestamp() - 5, "exp": now().timestamp() + 300,
    })
}

const FACTS: &str = r#"{"name":"宁波锚记试验有限公司","uscc":"91000000TEST00000X","legal_representative":"安某",
    "address":"试验路 1 号","level":"LV3","region":"460200"}"#;

/// A provider with one published key that has issued an honest token for a legal person.
async fn honest(key: &SigningKey, alg: &str) -> Provider {
    let provider = Provider::start().await;
    let facts: Value = serde_json::from_str(FACTS).unwrap();
    let mut answers = provider.answers();
    answers.jwks = json!({"keys": [key.jwk("k1")]});
    answers.id_token = key.jwt(&json!({"alg": alg, "kid": "k1"}), &claims(&provider));
    answers.user_info = json!({
        "sub": "s-1", "account_kind": "legal", "name": "安某", "phone_number": "+8613800138000", "enterprise": facts,
    });
    drop(answers);
    provider
}

async fn finish(provider: &Provider) -> Result<Identity, GatewayError> {
    at(provider).finish("c0de", &"02".repeat(32), &"03".repeat(32), now()).await
}

#[tokio::test]
async fn a06_x01_a_login_begins_with_state_nonce_pkce_and_the_wanted_kind() {
    let provider = honest(&SigningKey::new_ec(), "ES256").await;
    let party = at(&provider);
    for (kind, word) in [(AccountKind::Personal, "personal"), (AccountKind::Legal, "legal")] {
        let started = party.begin(kind, &chance(), now()).await.unwrap();
        let get =
            |name: &str| started.url.query_pairs().find(|(key, _)| key == name).map(|(_, v)| v.into_owned());
        assert_eq!(started.url.path(), "/authorize");
        assert_eq!(get("client_id").unwrap(), "hall");
        assert_eq!(get("response_type").unwrap(), "code");
        assert_eq!(get("redirect_uri").unwrap(), "https://hall.example/login/unified/back");
        assert_eq!(get("scope").unwrap(), "openid profile phone enterprise");
        assert_eq!((get("state").unwrap(), get("nonce").unwrap()), ("01".repeat(32), "02".repeat(32)));
        assert_eq!(get("code_challenge_method").unwrap(), "S256");
        assert_eq!(get("code_challenge").unwrap(), b64(Sha256::digest("03".repeat(32))));
        assert_eq!(
            (get("account_kind").unwrap().as_str(), get("acr_values").unwrap().as_str()),
            (word, word)
        );
        assert_eq!((started.state, started.nonce), ("01".repeat(32), "02".repeat(32)));
        assert_eq!(started.pkce_verifier, "03".repeat(32));
    }
    assert_eq!(provider.asked("/.well-known/openid-configuration"), 1, "discovery is remembered");
}

#[tokio::test]
async fn a06_x01_a_legal_person_comes_back_with_the_facts_of_the_enterprise() {
    for (key, alg) in [(SigningKey::new_ec(), "ES256"), (SigningKey::Rsa(SigningKey::rsa()), "RS256")] {
        let provider = honest(&key, alg).await;
        provider.answers().challenge = Some(b64(Sha256::digest("03".repeat(32))));
        let who = finish(&provider).await.unwrap();
        assert_eq!((who.issuer.clone(), who.subject.as_str()), (provider.issuer(), "s-1"));
        assert_eq!(who.kind, PersonKind::Legal);
        assert_eq!((who.name.as_deref(), who.phone.as_deref()), (Some("安某"), Some("+8613800138000")));
        let facts = who.enterprise.unwrap();
        assert_eq!(
            (facts.name.as_str(), facts.uscc.as_str()),
            ("宁波锚记试验有限公司", "91000000TEST00000X")
        );
        assert_eq!((facts.level.as_deref(), facts.region.as_deref()), (Some("LV3"), Some("460200")));
        assert_eq!(who.id_token_raw, provider.answers().id_token);

        let token = provider.far.seen().into_iter().find(|seen| seen.uri.path() == "/token").unwrap();
        assert_eq!(token.form("grant_type").unwrap(), "authorization_code");
        assert_eq!(token.form("code").unwrap(), "c0de");
        assert_eq!(token.form("redirect_uri").unwrap(), "https://hall.example/login/unified/back");
        // RFC 6749, 2.3.1: both parts are form-encoded before they are joined.
        let basic = base64::prelude::BASE64_STANDARD.encode("hall:canary%2Bsecret");
        assert_eq!(token.header("authorization"), format!("Basic {basic}"));
    }
}

#[tokio::test]
async fn a06_x01_a_provider_that_wants_the_secret_in_the_body_gets_it_there() {
    let provider = honest(&SigningKey::new_ec(), "ES256").await;
    provider.answers().discovery = json!({"token_endpoint_auth_methods_supported": ["client_secret_post"]});
    finish(&provider).await.unwrap();
    let token = provider.far.seen().into_iter().find(|seen| seen.uri.path() == "/token").unwrap();
    assert_eq!(token.form("client_secret").unwrap(), "canary+secret");
    assert_eq!(token.header("authorization"), "");
}

#[tokio::test]
async fn a06_x01_a_natural_person_has_no_enterprise_and_contradictions_are_refused() {
    let key = SigningKey::new_ec();
    let provider = honest(&key, "ES256").await;
    let said = |info: Value| {
        provider.answers().user_info = info;
        finish(&provider)
    };
    let facts: Value = serde_json::from_str(FACTS).unwrap();
    let natural = said(json!({"sub": "s-1", "account_kind": "natural", "enterprise": facts})).await.unwrap();
    assert_eq!((natural.kind, natural.enterprise), (PersonKind::Natural, None));
    let silent = said(json!({"sub": "s-1"})).await.unwrap();
    assert_eq!((silent.kind, silent.name, silent.phone), (PersonKind::Natural, None, None));
    for bad in [
        json!({"sub": "s-1", "account_kind": "legal"}),
        json!({"sub": "s-1", "account_kind": "legal", "enterprise": {"name": "", "uscc": "x"}}),
        json!({"sub": "s-1", "account_kind": "legal", "enterprise": {"name": "x"}}),
        json!({"sub": "s-1", "account_kind": "emperor"}),
    ] {
        assert!(matches!(said(bad.clone()).await, Err(GatewayError::Nonsense(_))), "{bad}");
    }
    let mut legal = claims(&provider);
    legal["account_kind"] = "legal".into();
    provider.answers().id_token = key.jwt(&json!({"alg": "ES256", "kid": "k1"}), &legal);
    let split = said(json!({"sub": "s-1", "account_kind": "natural"})).await;
    assert!(matches!(split, Err(GatewayError::Nonsense(_))));
}

#[tokio::test]
async fn a06_safety_a71_userinfo_of_somebody_else_is_refused() {
    let provider = honest(&SigningKey::new_ec(), "ES256").await;
    for other in [json!({"sub": "s-2"}), json!({"sub": ""}), json!({}), json!("s-1")] {
        provider.answers().user_info = other.clone();
        assert!(matches!(finish(&provider).await, Err(GatewayError::Nonsense(_))), "{other}");
    }
}

#[tokio::test]
async fn a06_safety_a71_a_code_without_our_verifier_or_a_used_code_is_expired() {
    let provider = honest(&SigningKey::new_ec(), "ES256").await;
    provider.answers().challenge =
        Some(b64(Sha256::digest("somebody else's verifier, of forty-three characters")));
    assert_eq!(finish(&provider).await, Err(GatewayError::Expired));
    provider.answers().token_error = Some((400, json!({"error": "invalid_grant"})));
    assert_eq!(finish(&provider).await, Err(GatewayError::Expired));
    provider.answers().token_error =
        Some((401, json!({"error": "invalid_client", "error_description": "no"})));
    let refused = finish(&provider).await.unwrap_err();
    assert_eq!(refused, GatewayError::refused("invalid_client", "no"));
    provider.answers().token_error = Some((200, json!({"access_token": "canary"})));
    let odd = finish(&provider).await.unwrap_err();
    assert!(matches!(&odd, GatewayError::Nonsense(_)) && !format!("{odd:?}").contains("canary"), "{odd:?}");
}

#[tokio::test]
async fn a06_safety_a70_sixty_bad_tokens_are_refused() {
    let (ec, rsa) = (SigningKey::new_ec(), SigningKey::Rsa(SigningKey::rsa()));
    let provider = honest(&ec, "ES256").await;
    provider.answers().jwks = json!({"keys": [ec.jwk("k1"), rsa.jwk("k2")]});
    let good = claims(&provider);
    let ours = json!({"alg": "ES256", "kid": "k1"});
    let with = |changes: Value| {
        let mut claims = good.clone();
        for (name, value) in changes.as_object().unwrap() {
            match value {
                Value::Null => drop(claims.as_object_mut().unwrap().remove(name)),
                value => claims[name] = value.clone(),
            }
        }
        claims
    };
    let mut corpus: Vec<(String, String)> = Vec::new();

    // Claims that are wrong, signed by the right key.
    let time = now().timestamp();
    for changes in [
        json!({"iss": "https://other.example"}),
        json!({"iss": format!("{}/", provider.issuer())}),
        json!({"iss": provider.issuer().to_uppercase()}),
        json!({"iss": ""}),
        json!({"iss": null}),
        json!({"aud": "other"}),
        json!({"aud": ""}),
        json!({"aud": null}),
        json!({"aud": []}),
        json!({"aud": ["other"]}),
        json!({"aud": ["hall", "other"]}),
        json!({"aud": "Hall"}),
        json!({"aud": {"hall": true}}),
        json!({"azp": "other"}),
        json!({"azp": ""}),
        json!({"exp": time}),
        json!({"exp": time - 1}),
        json!({"exp": 0}),
        json!({"exp": -1}),
        json!({"exp": null}),
        json!({"exp": "soon"}),
        json!({"iat": time + 61}),
        json!({"iat": time - 600}),
        json!({"iat": 0}),
        json!({"iat": null}),
        json!({"nbf": time + 61}),
        json!({"nbf": 9_999_999_999_i64}),
        json!({"nonce": null}),
        json!({"nonce": ""}),
        json!({"nonce": "03".repeat(32)}),
        json!({"nonce": "02".repeat(31)}),
        json!({"nonce": ["02".repeat(32)]}),
        json!({"sub": null}),
        json!({"sub": ""}),
        json!({"sub": " "}),
        json!({"sub": "s-1\n"}),
        json!({"sub": "x".repeat(256)}),
        json!({"sub": 1}),
        json!({"at_hash": b64([0; 16])}),
        json!({"at_hash": ""}),
    ] {
        corpus.push((changes.to_string(), ec.jwt(&ours, &with(changes))));
    }

    // Headers that are wrong.
    for header in [
        json!({"alg": "ES256", "kid": "unknown"}),
        json!({"alg": "ES256", "kid": "k2"}),
        json!({"alg": "RS256", "kid": "k1"}),
        json!({"alg": "ES384", "kid": "k1"}),
        json!({"alg": "EdDSA", "kid": "k1"}),
        json!({"alg": "none", "kid": "k1"}),
        json!({"alg": "None", "kid": "k1"}),
        json!({"alg": "", "kid": "k1"}),
        json!({"kid": "k1"}),
        json!({"alg": "ES256", "kid": "k1", "crit": ["exp"]}),
        json!({"alg": "ES256", "kid": "k1", "cty": "JWT"}),
        json!({"alg": "ES256", "kid": "k1", "typ": "at+jwt"}),
        json!({"alg": "ES256", "kid": "k1", "typ": "logout+jwt"}),
    ] {
        corpus.push((header.to_string(), ec.jwt(&header, &good)));
    }

    // Signatures that are not the provider's.
    let thief = SigningKey::new_ec();
    let far = Far::answering(200, &[], &json!({"keys": [thief.jwk("k1")]}).to_string()).await;
    corpus.push(("another key".into(), thief.jwt(&ours, &good)));
    let mut embedded = ours.clone();
    embedded["jwk"] = thief.jwk("k1");
    corpus.push(("embedded jwk".into(), thief.jwt(&embedded, &good)));
    let mut jku = ours.clone();
    jku["jku"] = far.url("/jwks").to_string().into();
    corpus.push(("jku".into(), thief.jwt(&jku, &good)));
    let mut x5u = ours.clone();
    x5u["x5u"] = far.url("/x5u").to_string().into();
    corpus.push(("x5u".into(), thief.jwt(&x5u, &good)));
    let public = rsa.jwk("k2").to_string().into_bytes();
    for (what, secret) in [("public key", public), ("client secret", b"canary+secret".to_vec()), ("", vec![])]
    {
        for kid in ["k1", "k2"] {
            let header = json!({"alg": "HS256", "kid": kid});
            corpus
                .push((format!("HS256 with {what}"), SigningKey::Secret(secret.clone()).jwt(&header, &good)));
        }
    }
    let long = SigningKey::RsaAs512(SigningKey::rsa());
    corpus.push(("RS512".into(), long.jwt(&json!({"alg": "RS512", "kid": "k2"}), &good)));

    // Texts that are no whole token.
    let honest = ec.jwt(&ours, &good);
    let (head, signature) = honest.rsplit_once('.').unwrap();
    let text = good.to_string().replace("s-1", "s-2");
    let other = format!("{}.{}.{signature}", head.split('.').next().unwrap(), b64(text));
    for (what, token) in [
        ("no signature", format!("{head}.")),
        ("two parts", head.to_owned()),
        ("truncated", honest[..honest.len() - 4].to_owned()),
        ("zero signature", format!("{head}.{}", b64([0; 64]))),
        ("other claims", other),
        ("four parts", format!("{honest}.x")),
        ("five parts", format!("{honest}.x.y")),
        ("access token", "the-access-token".to_owned()),
        ("empty", String::new()),
        ("unsigned", format!("{}.{}.", b64(r#"{"alg":"none"}"#), b64(good.to_string()))),
    ] {
        corpus.push((what.into(), token));
    }

    assert!(corpus.len() >= 60, "{}", corpus.len());
    for (what, token) in &corpus {
        provider.answers().id_token.clone_from(token);
        let refused = finish(&provider).await;
        assert!(
            matches!(refused, Err(GatewayError::Nonsense(_) | GatewayError::Expired)),
            "{what}: {refused:?}"
        );
    }
    assert!(far.seen().is_empty(), "addresses inside a token are not visited");

    // And the frame of the test lets honest ones through.
    let hash = Sha256::digest("the-access-token");
    for fine in [
        json!({}),
        json!({"azp": "hall"}),
        json!({"aud": ["hall"]}),
        json!({"nbf": time}),
        json!({"at_hash": b64(&hash[..16])}),
    ] {
        provider.answers().id_token = ec.jwt(&ours, &with(fine.clone()));
        assert!(finish(&provider).await.is_ok(), "{fine}");
    }
}

#[tokio::test]
async fn a06_safety_a70_a_new_key_is_fetched_but_not_for_every_forgery() {
    let (old, new) = (SigningKey::new_ec(), SigningKey::new_ec());
    let provider = honest(&old, "ES256").await;
    let party = at(&provider);
    let login = |at: DateTime<Utc>| {
        let party = &party;
        async move { party.finish("c0de", &"02".repeat(32), &"03".repeat(32), at).await }
    };
    login(now()).await.unwrap();
    provider.answers().id_token = new.jwt(&json!({"alg": "ES256", "kid": "k2"}), &claims(&provider));
    for second in 0..5 {
        assert!(login(now() + TimeDelta::seconds(second)).await.is_err());
    }
    assert_eq!(provider.asked("/jwks"), 1, "within a minute nobody asks again");
    assert!(login(now() + TimeDelta::seconds(61)).await.is_err());
    assert_eq!(provider.asked("/jwks"), 2);
    provider.answers().jwks = json!({"keys": [old.jwk("k1"), new.jwk("k2")]});
    login(now() + TimeDelta::seconds(122)).await.unwrap();
    assert_eq!(provider.asked("/jwks"), 3);
}

#[tokio::test]
async fn a06_safety_a72_a_dead_provider_is_said_at_once_and_recovers_by_itself() {
    let provider = honest(&SigningKey::new_ec(), "ES256").await;
    provider.answers().down = true;
    let party = at(&provider);
    let begin = |at| party.begin(AccountKind::Legal, LOGIN, at);
    assert!(matches!(begin(now()).await, Err(GatewayError::Unreachable(_))));
    assert!(matches!(begin(now() + TimeDelta::seconds(4)).await, Err(GatewayError::Unreachable(_))));
    assert_eq!(provider.far.seen().len(), 1, "nobody waits for a provider that was dead a moment ago");
    provider.answers().down = false;
    begin(now() + TimeDelta::seconds(5)).await.unwrap();
    // What was learned serves for a day although the provider is down again.
    provider.answers().down = true;
    begin(now() + TimeDelta::hours(23)).await.unwrap();
    assert!(begin(now() + TimeDelta::hours(25)).await.is_err());
    assert!(party.health(now() + TimeDelta::hours(26)).await.is_err());
    assert!(matches!(
        Oidc::discover(settings("http://127.0.0.1:1")).unwrap().health(now()).await,
        Err(GatewayError::Unreachable(_))
    ));
}

const LOGIN: &LoginChance = &LoginChance { state: [1; 32], nonce: [2; 32], verifier: [3; 32] };

#[tokio::test]
async fn a06_safety_a72_a_discovery_document_that_cannot_be_trusted_is_refused() {
    for (name, value) in [
        ("issuer", json!("https://other.example")),
        ("issuer", json!(null)),
        ("authorization_endpoint", json!("http://login.example/authorize")),
        ("authorization_endpoint", json!("javascript:alert(1)")),
        ("authorization_endpoint", json!(null)),
        ("token_endpoint", json!("http://login.example/token")),
        ("token_endpoint", json!("http://10.0.0.1/token")),
        ("token_endpoint", json!(null)),
        ("userinfo_endpoint", json!("http://login.example/userinfo")),
        ("end_session_endpoint", json!("http://login.example/logout")),
        ("jwks_uri", json!(null)),
        ("jwks_uri", json!("http://login.example/jwks")),
        ("jwks_uri", json!("https://user:word@login.example/jwks")),
    ] {
        let provider = honest(&SigningKey::new_ec(), "ES256").await;
        provider.answers().discovery = json!({name: value});
        let refused = at(&provider).begin(AccountKind::Legal, LOGIN, now()).await;
        assert!(
            matches!(refused, Err(GatewayError::Nonsense(_) | GatewayError::Refused { .. })),
            "{name} {value}: {refused:?}"
        );
    }
    for bad in ["http://login.example", "ftp://127.0.0.1", "", "https://user:word@login.example"] {
        assert!(Oidc::discover(settings(bad)).is_err(), "{bad}");
    }
    let redirecting = Far::answering(302, &[("location", "https://login.example/")], "").await;
    let issuer = redirecting.url("").to_string();
    let party = Oidc::discover(settings(issuer.trim_end_matches('/'))).unwrap();
    assert!(matches!(party.health(now()).await, Err(GatewayError::Nonsense(_))));
}

#[tokio::test]
async fn a06_x01_logout_goes_to_the_provider_if_it_offers_that() {
    let provider = honest(&SigningKey::new_ec(), "ES256").await;
    let url = at(&provider)
        .logout_url("the.id.token", "https://hall.example/", "st", now())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(url.path(), "/logout");
    let pairs: Vec<_> = url.query_pairs().map(|(k, v)| format!("{k}={v}")).collect();
    let expected = [
        "id_token_hint=the.id.token",
        "client_id=hall",
        "post_logout_redirect_uri=https://hall.example/",
        "state=st",
    ];
    assert_eq!(pairs, expected);
    provider.answers().discovery = json!({"end_session_endpoint": null});
    assert_eq!(at(&provider).logout_url("t", "https://hall.example/", "st", now()).await, Ok(None));
}
