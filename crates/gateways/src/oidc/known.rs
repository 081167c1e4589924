//! What is known of the provider: its discovery document and keys, fetched when first needed and kept for a while.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::{DiscoveryError, IssuerUrl, ProviderMetadataWithLogout};
use tokio::sync::Mutex;

use super::wire::Wire;
use crate::{GatewayError, http};

/// How long a document is taken as fresh. Providers change keys, not hourly.
const FRESH: TimeDelta = TimeDelta::hours(1);
/// How long an old document still serves while the provider cannot be asked.
const USABLE: TimeDelta = TimeDelta::hours(24);
/// After a failure nobody asks again for this long: a dead provider must not make a queue of waiting people.
const PAUSE: TimeDelta = TimeDelta::seconds(5);
/// How often at most an unknown key makes us ask again; otherwise forged tokens could make us hammer the provider.
const KEYS_PAUSE: TimeDelta = TimeDelta::seconds(60);

#[derive(Default)]
struct State {
    found: Option<(DateTime<Utc>, Arc<ProviderMetadataWithLogout>)>,
    failed: Option<(DateTime<Utc>, GatewayError)>,
}

/// The cache.
pub(super) struct Known {
    issuer: IssuerUrl,
    state: Mutex<State>,
}

impl Known {
    pub(super) fn new(issuer: IssuerUrl) -> Self {
        Self { issuer, state: Mutex::default() }
    }

    /// The document, fetched if there is none or it is old.
    pub(super) async fn get(
        &self,
        wire: &Wire,
        now: DateTime<Utc>,
    ) -> Result<Arc<ProviderMetadataWithLogout>, GatewayError> {
        // Held while fetching, so that many people who arrive at once ask once.
        let mut state = self.state.lock().await;
        let usable = state.found.clone().filter(|(at, _)| now - at < USABLE);
        if let Some((_, found)) = usable.as_ref().filter(|(at, _)| now - at < FRESH) {
            return Ok(Arc::clone(found));
        }
        let error = match state.failed.clone().filter(|(at, _)| now - at < PAUSE) {
            Some((_, error)) => error,
            None => match fetch(&self.issuer, wire).await {
                Ok(found) => {
                    *state = State { found: Some((now, Arc::clone(&found))), failed: None };
                    return Ok(found);
                }
                Err(error) => {
                    tracing::warn!(issuer = self.issuer.as_str(), %error, "the identity provider cannot be asked");
                    state.failed = Some((now, error.clone()));
                    error
                }
            },
        };
        usable.map(|(_, found)| found).ok_or(error)
    }

    /// The document fetched anew because a key was unknown; `None` if that was done a moment ago.
    pub(super) async fn renewed(
        &self,
        wire: &Wire,
        now: DateTime<Utc>,
    ) -> Result<Option<Arc<ProviderMetadataWithLogout>>, GatewayError> {
        let mut state = self.state.lock().await;
        if state.found.as_ref().is_some_and(|(at, _)| now - at < KEYS_PAUSE) {
            return Ok(None);
        }
        let found = fetch(&self.issuer, wire).await?;
        *state = State { found: Some((now, Arc::clone(&found))), failed: None };
        Ok(Some(found))
    }
}

/// Discovery, with every address in it checked (safety A72): the library has compared the issuer.
async fn fetch(issuer: &IssuerUrl, wire: &Wire) -> Result<Arc<ProviderMetadataWithLogout>, GatewayError> {
    let found =
        ProviderMetadataWithLogout::discover_async(issuer.clone(), wire).await.map_err(
            |error| match error {
                DiscoveryError::Request(error) => error,
                other => GatewayError::nonsense(format!("discovery: {other}")),
            },
        )?;
    let addresses = [
        Some(found.authorization_endpoint().url()),
        found.token_endpoint().map(|endpoint| endpoint.url()),
        found.userinfo_endpoint().map(|endpoint| endpoint.url()),
        found.additional_metadata().end_session_endpoint.as_ref().map(|endpoint| endpoint.url()),
    ];
    for address in addresses.into_iter().flatten() {
        http::address(address.as_str()).map_err(|_| {
            GatewayError::nonsense("discovery: an address that is neither https nor this machine")
        })?;
    }
    if found.token_endpoint().is_none() {
        return Err(GatewayError::nonsense("discovery: no token endpoint"));
    }
    Ok(Arc::new(found))
}
