//! The systems outside, asked all at once, each with a time of its own.

use crate::kernel::{Action, Actor, Desk, Outcome, Whose};
use ::gateways::GatewayError;
use std::time::Duration;

/// Seconds a system outside has to answer before it counts as away.
pub const GATEWAY_SECONDS: u64 = 3;

/// How one system outside is.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct GatewayState {
    /// `store`, `sms`, `wechat`, `identity` or `mail`.
    pub gateway: &'static str,
    /// The adapter's short name; empty when the zone has none.
    pub adapter: &'static str,
    /// `ok`, `absent`, `slow` (no answer in time) or `failed`.
    pub state: &'static str,
    /// What it said when it failed.
    pub error: String,
}

/// Asks every system outside whether it answers. Sends nothing; the file store is written to and read from.
///
/// # Errors
/// [`crate::Refusal::NotAllowed`] for who is no system administrator.
pub async fn gateways(desk: &Desk, actor: &Actor) -> Outcome<Vec<GatewayState>> {
    desk.may(actor, Action::SeeSystem, &Whose::Nobody)?;
    let limit = Duration::from_secs(GATEWAY_SECONDS);
    let store = ask("store", Some(desk.store.name()), limit, desk.store.health());
    let sms = ask("sms", Some(desk.sms.name()), limit, desk.sms.health());
    let wechat = ask("wechat", desk.wechat.as_ref().map(|gateway| gateway.name()), limit, async {
        match &desk.wechat {
            Some(gateway) => gateway.health().await,
            None => Ok(()),
        }
    });
    let identity = ask("identity", desk.oidc.as_ref().map(|gateway| gateway.name()), limit, async {
        match &desk.oidc {
            Some(gateway) => gateway.health(desk.now()).await,
            None => Ok(()),
        }
    });
    let mail = ask("mail", desk.mail.as_ref().map(|gateway| gateway.name()), limit, async {
        match &desk.mail {
            Some(gateway) => gateway.health().await,
            None => Ok(()),
        }
    });
    let (store, sms, wechat, identity, mail) = tokio::join!(store, sms, wechat, identity, mail);
    Ok(vec![store, sms, wechat, identity, mail])
}

async fn ask(
    gateway: &'static str,
    adapter: Option<&'static str>,
    limit: Duration,
    health: impl Future<Output = Result<(), GatewayError>>,
) -> GatewayState {
    let said =
        |state, error: String| GatewayState { gateway, adapter: adapter.unwrap_or_default(), state, error };
    if adapter.is_none() {
        return said("absent", String::new());
    }
    match tokio::time::timeout(limit, health).await {
        Ok(Ok(())) => said("ok", String::new()),
        Ok(Err(error)) => said("failed", error.to_string()),
        Err(_) => said("slow", String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn n07_a_system_that_does_not_answer_in_time_is_away() {
        let never = ask("sms", Some("mute"), Duration::from_millis(5), std::future::pending());
        assert_eq!(never.await.state, "slow");
        let absent = ask("mail", None, Duration::from_millis(5), std::future::pending());
        assert_eq!(absent.await.state, "absent");
    }
}
