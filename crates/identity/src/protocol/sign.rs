//! Signing id tokens: RS256, the one algorithm every relying party must know (OpenID Connect Core 1.0, 15.1).
//!
//! Keys are made by the `rsa` crate and used by *ring*, whose private-key operations take the same time for every
//! input; those of `rsa` do not (RUSTSEC-2023-0071).

use crate::keys::{base64url, from_base64url, same};
use crate::parts::Fill;
use crate::problem::{Outcome, Problem};
use crate::provider::Identity;
use crate::store::entry::signing_key;
use chrono::{DateTime, TimeDelta, Utc};
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, RsaPublicKeyComponents};
use rsa::pkcs8::EncodePrivateKey as _;
use rsa::rand_core::{CryptoRng, Error, RngCore};
use rsa::traits::{PrivateKeyParts as _, PublicKeyParts as _};
use rsa::{BigUint, RsaPrivateKey};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use tokio::sync::Mutex;

/// How long a key signs.
const SIGNS_FOR: TimeDelta = TimeDelta::days(180);
/// How long a retired key stays published: a relying party may hint an old token at logout.
const PUBLISHED_FOR: TimeDelta = TimeDelta::days(90);

/// The key that signs at present, parsed.
pub struct Ready {
    pub kid: String,
    pair: RsaKeyPair,
}

/// Holds the present key, so that it is parsed once.
#[derive(Default)]
pub struct Signer(Mutex<Option<Arc<Ready>>>);

impl Signer {
    /// The present key; made when there is none yet.
    pub async fn ready(&self, identity: &Identity) -> Outcome<Arc<Ready>> {
        // Held while a key is made, so that many who arrive at once make one.
        let mut ready = self.0.lock().await;
        let newest = signing_key::Entity::find()
            .filter(signing_key::Column::RetiredAt.is_null())
            .order_by_desc(signing_key::Column::CreatedAt)
            .one(identity.store.write())
            .await?;
        let row = match newest {
            Some(row) => row,
            None => make(identity).await?,
        };
        if let Some(known) = ready.as_ref().filter(|known| known.kid == row.kid) {
            return Ok(Arc::clone(known));
        }
        let der = identity.keys.open("signing key", &row.kid, &row.sealed);
        let der =
            der.ok_or_else(|| Problem::Broken("the signing key was sealed with another secret".into()))?;
        let pair =
            RsaKeyPair::from_pkcs8(&der).map_err(|error| Problem::Broken(format!("signing key: {error}")))?;
        let fresh = Arc::new(Ready { kid: row.kid, pair });
        *ready = Some(Arc::clone(&fresh));
        Ok(fresh)
    }
}

/// The caller's randomness in the shape `rsa` wants.
struct Dice(Fill);

impl RngCore for Dice {
    fn next_u32(&mut self) -> u32 {
        let mut bytes = [0; 4];
        (self.0)(&mut bytes);
        u32::from_le_bytes(bytes)
    }

    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        (self.0)(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        (self.0)(bytes);
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
        (self.0)(bytes);
        Ok(())
    }
}

impl CryptoRng for Dice {}

/// Makes a key, which signs from now on.
async fn make(identity: &Identity) -> Outcome<signing_key::Model> {
    let mut dice = Dice(Arc::clone(&identity.parts.fill));
    let broken = |error: &dyn std::fmt::Display| Problem::Broken(format!("signing key: {error}"));
    let made =
        tokio::task::spawn_blocking(move || generate(&mut dice)).await.map_err(|error| broken(&error))?;
    let (n, e, der) = made.map_err(|error| broken(&error))?;
    // The thumbprint of RFC 7638, so that a key always has the same name.
    let kid = base64url(&Sha256::digest(format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#)));
    let row = signing_key::Model {
        sealed: identity.keys.seal("signing key", &kid, identity.parts.bytes(), &der),
        kid,
        n,
        e,
        created_at: identity.parts.instant(),
        retired_at: None,
    };
    let active = signing_key::ActiveModel::from(row.clone());
    signing_key::Entity::insert(sea_orm::ActiveModelTrait::reset_all(active))
        .exec_without_returning(identity.store.write())
        .await?;
    tracing::info!(kid = row.kid, "made a signing key");
    Ok(row)
}

/// Modulus, exponent and PKCS #8 of a new key.
fn generate(dice: &mut Dice) -> Result<(String, String, Vec<u8>), String> {
    let text = |number: &BigUint| base64url(&number.to_bytes_be());
    let mut key = RsaPrivateKey::new(dice, 2048).map_err(|error| error.to_string())?;
    // ring wants the larger prime first.
    if let [p, q] = key.primes()
        && p < q
    {
        let primes = vec![q.clone(), p.clone()];
        let turned =
            RsaPrivateKey::from_components(key.n().clone(), key.e().clone(), key.d().clone(), primes);
        key = turned.map_err(|error| error.to_string())?;
    }
    let der = key.to_pkcs8_der().map_err(|error| error.to_string())?;
    Ok((text(key.n()), text(key.e()), der.as_bytes().to_vec()))
}

/// Puts claims into a signed token.
pub async fn sign(identity: &Identity, claims: &Value) -> Outcome<String> {
    let key = identity.signer.ready(identity).await?;
    let header = json!({ "alg": "RS256", "typ": "JWT", "kid": key.kid });
    let signed =
        format!("{}.{}", base64url(header.to_string().as_bytes()), base64url(claims.to_string().as_bytes()));
    let mut signature = vec![0; key.pair.public().modulus_len()];
    // The random numbers only blind the computation; the signature is the same with any.
    let blinding = ring::rand::SystemRandom::new();
    key.pair
        .sign(&RSA_PKCS1_SHA256, &blinding, signed.as_bytes(), &mut signature)
        .map_err(|_| Problem::Broken("the key does not sign".into()))?;
    Ok(format!("{signed}.{}", base64url(&signature)))
}

/// The claims of a token this provider signed with any key still published, whether or not it has run out.
pub async fn claims_of(identity: &Identity, token: &str) -> Outcome<Option<Value>> {
    let parts: Vec<&str> = token.split('.').collect();
    let &[header, claims, signature] = parts.as_slice() else { return Ok(None) };
    let read =
        |text: &str| from_base64url(text).and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    let (Some(head), Some(body), Some(signature)) = (read(header), read(claims), from_base64url(signature))
    else {
        return Ok(None);
    };
    if head["alg"] != "RS256" {
        return Ok(None);
    }
    let kid = head["kid"].as_str().unwrap_or_default();
    let Some(key) = signing_key::Entity::find_by_id(kid).one(identity.store.read()).await? else {
        return Ok(None);
    };
    let (Some(n), Some(e)) = (from_base64url(&key.n), from_base64url(&key.e)) else { return Ok(None) };
    let message = format!("{header}.{claims}");
    let fits =
        RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, message.as_bytes(), &signature);
    let ours = body["iss"].as_str().is_some_and(|issuer| same(issuer, &identity.settings.issuer));
    Ok((fits.is_ok() && ours).then_some(body))
}

/// The published keys (RFC 7517), retired ones among them.
pub async fn jwks(identity: &Identity) -> Outcome<Value> {
    identity.signer.ready(identity).await?;
    let keys = signing_key::Entity::find()
        .order_by_desc(signing_key::Column::CreatedAt)
        .all(identity.store.read())
        .await?;
    let keys: Vec<Value> = keys
        .into_iter()
        .map(|key| json!({ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": key.kid, "n": key.n, "e": key.e }))
        .collect();
    Ok(json!({ "keys": keys }))
}

/// Retires a key that has signed long enough (the next token makes a new one) and forgets keys long retired.
pub async fn renew(identity: &Identity, now: DateTime<Utc>) -> Outcome<()> {
    use signing_key::Column;
    signing_key::Entity::update_many()
        .set(signing_key::ActiveModel { retired_at: Set(Some(now)), ..Default::default() })
        .filter(Column::RetiredAt.is_null())
        .filter(Column::CreatedAt.lt(now - SIGNS_FOR))
        .exec(identity.store.write())
        .await?;
    signing_key::Entity::delete_many()
        .filter(Column::RetiredAt.lt(now - PUBLISHED_FOR))
        .exec(identity.store.write())
        .await?;
    Ok(())
}
