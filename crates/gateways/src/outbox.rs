//! The far end of every message in a rehearsal: a page that shows what would have been sent.

use std::time::Duration;

use serde_json::Value;
use url::Url;

use crate::{GatewayError, Receipt, http};

/// Posts JSON documents to one address.
pub(crate) struct Outbox {
    url: Url,
    client: http::Client,
}

impl Outbox {
    pub(crate) fn new(url: &str) -> Result<Self, GatewayError> {
        Ok(Self { url: http::address(url)?, client: http::client(Duration::from_secs(5)) })
    }

    /// Posts one document; any 2xx is taken, and a JSON answer `{"reference": "…"}` becomes the receipt.
    pub(crate) async fn post(&self, document: &Value) -> Result<Receipt, GatewayError> {
        let answer = self.client.post_json(&self.url, document).await?;
        if answer.status.is_server_error() {
            return Err(GatewayError::unreachable(answer.status.to_string()));
        }
        if !answer.status.is_success() {
            return Err(GatewayError::refused(answer.status.as_str(), "the outbox does not take it"));
        }
        let reference = serde_json::from_slice::<Value>(&answer.body).ok();
        let reference = reference.and_then(|value| value.get("reference")?.as_str().map(str::to_owned));
        Ok(Receipt { reference: reference.unwrap_or_default() })
    }

    pub(crate) async fn probe(&self) -> Result<(), GatewayError> {
        self.client.probe(&self.url).await
    }
}
