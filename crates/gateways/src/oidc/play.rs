//! A provider on loopback for tests: honest by default, with every part of its answers open to be forged.

use std::sync::{Arc, Mutex, MutexGuard};

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RSA_PKCS1_SHA512, RsaKeyPair,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::testing::{Far, Seen, reply};

pub fn b64(bytes: impl AsRef<[u8]>) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// A key that signs tokens.
pub enum SigningKey {
    Ec(EcdsaKeyPair),
    Rsa(RsaKeyPair),
    RsaAs512(RsaKeyPair),
    Secret(Vec<u8>),
}

impl SigningKey {
    /// A new key, unknown to the provider.
    pub fn new_ec() -> Self {
        let random = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref(), &random);
        Self::Ec(pair.unwrap())
    }

    /// The RSA key of the tests; it protects nothing.
    pub fn rsa() -> RsaKeyPair {
        let text: String = include_str!("test_rsa.b64").split_whitespace().collect();
        RsaKeyPair::from_pkcs8(&BASE64_STANDARD.decode(text).unwrap()).unwrap()
    }

    pub fn jwk(&self, kid: &str) -> Value {
        match self {
            Self::Ec(pair) => {
                let point = pair.public_key().as_ref();
                json!({"kty": "EC", "crv": "P-256", "use": "sig", "kid": kid,
                       "x": b64(&point[1..33]), "y": b64(&point[33..65])})
            }
            Self::Rsa(pair) | Self::RsaAs512(pair) => {
                let parts = ring::rsa::PublicKeyComponents::<Vec<u8>>::from(pair.public_key());
                json!({"kty": "RSA", "use": "sig", "kid": kid, "n": b64(parts.n), "e": b64(parts.e)})
            }
            Self::Secret(_) => panic!("a secret is not published"),
        }
    }

    fn sign(&self, text: &str) -> Vec<u8> {
        let random = SystemRandom::new();
        match self {
            Self::Ec(pair) => pair.sign(&random, text.as_bytes()).unwrap().as_ref().to_vec(),
            Self::Rsa(pair) | Self::RsaAs512(pair) => {
                let scheme: &dyn ring::signature::RsaEncoding =
                    if matches!(self, Self::Rsa(_)) { &RSA_PKCS1_SHA256 } else { &RSA_PKCS1_SHA512 };
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(scheme, &random, text.as_bytes(), &mut signature).unwrap();
                signature
            }
            Self::Secret(secret) => {
                let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, secret);
                ring::hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
            }
        }
    }

    /// A compact JWT.
    pub fn jwt(&self, header: &Value, claims: &Value) -> String {
        let text = format!("{}.{}", b64(header.to_string()), b64(claims.to_string()));
        let signature = b64(self.sign(&text));
        format!("{text}.{signature}")
    }
}

/// What the provider answers at the moment.
pub struct Answers {
    /// Merged over the honest discovery document.
    pub discovery: Value,
    pub jwks: Value,
    pub id_token: String,
    pub access_token: String,
    pub user_info: Value,
    /// Instead of a token answer.
    pub token_error: Option<(u16, Value)>,
    /// Everything answers 503.
    pub down: bool,
    /// The challenge that a verifier has to fit; `None` takes any.
    pub challenge: Option<String>,
}

#[derive(Clone)]
pub struct Provider {
    pub far: Far,
    answers: Arc<Mutex<Answers>>,
}

impl Provider {
    pub async fn start() -> Self {
        let answers = Arc::new(Mutex::new(Answers {
            discovery: json!({}),
            jwks: json!({"keys": []}),
            id_token: String::new(),
            access_token: "the-access-token".into(),
            user_info: json!({}),
            token_error: None,
            down: false,
            challenge: None,
        }));
        let inside = Arc::clone(&answers);
        let far = Far::scripted(move |seen| answer(seen, &inside.lock().unwrap())).await;
        Self { far, answers }
    }

    pub fn issuer(&self) -> String {
        self.far.url("").to_string().trim_end_matches('/').to_owned()
    }

    pub fn answers(&self) -> MutexGuard<'_, Answers> {
        self.answers.lock().unwrap()
    }

    pub fn asked(&self, path: &str) -> usize {
        self.far.seen().iter().filter(|seen| seen.uri.path() == path).count()
    }
}

fn answer(seen: &Seen, answers: &Answers) -> axum::response::Response<axum::body::Body> {
    if answers.down {
        return reply(503, "down");
    }
    let issuer = format!("http://{}", seen.header("host"));
    let (status, body) = match seen.uri.path() {
        "/.well-known/openid-configuration" => {
            let mut document = json!({
                "issuer": issuer,
                "authorization_endpoint": format!("{issuer}/authorize"),
                "token_endpoint": format!("{issuer}/token"),
                "userinfo_endpoint": format!("{issuer}/userinfo"),
                "jwks_uri": format!("{issuer}/jwks"),
                "end_session_endpoint": format!("{issuer}/logout"),
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            });
            for (name, value) in answers.discovery.as_object().unwrap() {
                if value.is_null() {
                    document.as_object_mut().unwrap().remove(name);
                } else {
                    document[name] = value.clone();
                }
            }
            (200, document)
        }
        "/jwks" => (200, answers.jwks.clone()),
        "/token" => match &answers.token_error {
            Some((status, document)) => (*status, document.clone()),
            None if answers.challenge.as_ref().is_some_and(|challenge| {
                *challenge != b64(Sha256::digest(seen.form("code_verifier").unwrap_or_default()))
            }) =>
            {
                (400, json!({"error": "invalid_grant"}))
            }
            None => (
                200,
                json!({
                    "access_token": answers.access_token, "token_type": "Bearer", "expires_in": 300,
                    "id_token": answers.id_token,
                }),
            ),
        },
        "/userinfo" if seen.header("authorization") == format!("Bearer {}", answers.access_token) => {
            (200, answers.user_info.clone())
        }
        "/userinfo" => (401, json!({})),
        other => panic!("{other}"),
    };
    let mut response = reply(status, &body.to_string());
    response.headers_mut().insert("content-type", "application/json".parse().unwrap());
    response
}
