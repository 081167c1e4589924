//! A provider of unified identity that stays in memory, for tests.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::{AccountKind, Identity, LoginChance, Started, UnifiedIdentity};
use crate::faults::Memory;
use crate::{Faults, GatewayError};

/// Plays the provider in memory: a test says which code stands for whom; each code works once, and only with the nonce
/// and verifier of a login that began here. Clones share everything.
#[derive(Debug, Clone, Default)]
pub struct RecordedOidc {
    people: Arc<Mutex<BTreeMap<String, Identity>>>,
    begun: Memory<(AccountKind, Started)>,
    /// Switches that make it fail.
    pub faults: Faults,
}

impl RecordedOidc {
    /// From now on `code` stands for this person, once.
    pub fn person(&self, code: &str, who: Identity) {
        self.people.lock().unwrap_or_else(PoisonError::into_inner).insert(code.to_owned(), who);
    }

    /// All logins that began so far, oldest first.
    #[must_use]
    pub fn begun(&self) -> Vec<(AccountKind, Started)> {
        self.begun.all()
    }
}

#[async_trait]
impl UnifiedIdentity for RecordedOidc {
    fn name(&self) -> &'static str {
        "recorded"
    }

    async fn begin(
        &self,
        kind: AccountKind,
        chance: &LoginChance,
        _now: DateTime<Utc>,
    ) -> Result<Started, GatewayError> {
        self.faults.check()?;
        let (state, nonce) = (hex::encode(chance.state), hex::encode(chance.nonce));
        let address = format!(
            "https://identity.invalid/authorize?account_kind={}&state={state}&nonce={nonce}",
            kind.as_str()
        );
        let url = address.parse().map_err(|_| GatewayError::nonsense("address"))?;
        let started = Started { url, state, nonce, pkce_verifier: hex::encode(chance.verifier) };
        self.begun.keep((kind, started.clone()));
        Ok(started)
    }

    async fn finish(
        &self,
        code: &str,
        nonce: &str,
        pkce_verifier: &str,
        _now: DateTime<Utc>,
    ) -> Result<Identity, GatewayError> {
        self.faults.check()?;
        let ours = self.begun().iter().any(|(_, s)| s.nonce == nonce && s.pkce_verifier == pkce_verifier);
        if !ours {
            return Err(GatewayError::nonsense("nonce"));
        }
        let who = self.people.lock().unwrap_or_else(PoisonError::into_inner).remove(code);
        who.ok_or(GatewayError::Expired)
    }

    async fn logout_url(
        &self,
        _id_token_hint: &str,
        post_logout_redirect: &str,
        state: &str,
        _now: DateTime<Utc>,
    ) -> Result<Option<url::Url>, GatewayError> {
        self.faults.check()?;
        let pairs = [("post_logout_redirect_uri", post_logout_redirect), ("state", state)];
        let url = url::Url::parse_with_params("https://identity.invalid/logout", pairs);
        url.map(Some).map_err(|_| GatewayError::nonsense("address"))
    }

    async fn health(&self, _now: DateTime<Utc>) -> Result<(), GatewayError> {
        self.faults.check()
    }
}
