//! The hall's own identity provider, for a region that has none.

use crate::settings::{Provider, Relying, Settings};
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use frame::assets::Assets;
use hall::Desk;
use identity::{Client, ClientAddress, Identity, Parts};
use std::net::IpAddr;
use std::sync::Arc;

/// Opens the provider of the settings, if they have one. It knows one website: this hall.
///
/// # Errors
/// When a setting is unsafe or its database does not answer.
pub async fn open(settings: &Settings, desk: &Desk) -> anyhow::Result<Option<Identity>> {
    let (Some(provider), Some(relying)) = (&settings.identity_provider, settings.relying()) else {
        return Ok(None);
    };
    let identity = Identity::open(told(settings, provider, &relying, desk), given(desk)).await;
    Ok(Some(identity.map_err(broken)?))
}

fn told(settings: &Settings, provider: &Provider, relying: &Relying, desk: &Desk) -> identity::Settings {
    let client = Client {
        id: relying.client_id.clone(),
        secret: relying.client_secret.clone(),
        redirect_uris: vec![format!("{}/login/identity/callback", settings.base_url)],
        post_logout_uris: vec![settings.base_url.clone(), format!("{}/", settings.base_url)],
        name: (desk.zone.name_zh.clone(), desk.zone.name_en.clone()),
    };
    identity::Settings {
        issuer: provider.base_url.clone(),
        database: provider.database(&settings.data),
        secret: desk.keys.fingerprint("identity", b"provider"),
        clients: vec![client],
        site_name_zh: desk.zone.identity_name_zh.clone(),
        site_name_en: desk.zone.identity_name_en.clone(),
        links: Vec::new(),
        reload_templates: false,
    }
}

fn given(desk: &Desk) -> Parts {
    let (clock, chance) = (Arc::clone(&desk.clock), Arc::clone(&desk.chance));
    Parts {
        now: Arc::new(move || clock.now()),
        fill: Arc::new(move |bytes: &mut [u8]| chance.fill(bytes)),
        sms: Arc::clone(&desk.sms),
        assets: Arc::new(Assets::new(web::embedded::assets())),
    }
}

/// The provider's pages, told from where a request comes: the right-most hop that is no proxy of ours (safety A34).
pub fn routes(identity: &Identity, trusted: Vec<IpAddr>) -> Router {
    identity.router().layer(middleware::from_fn_with_state(Arc::new(trusted), place))
}

async fn place(State(trusted): State<Arc<Vec<IpAddr>>>, mut request: Request, next: Next) -> Response {
    let peer =
        request.extensions().get::<web::visit::Peer>().map_or(IpAddr::from([127, 0, 0, 1]), |peer| peer.0);
    let mut address = peer;
    if trusted.contains(&peer) {
        let hops =
            request.headers().get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        let hops: Vec<IpAddr> =
            hops.flat_map(|value| value.split(',')).filter_map(|hop| hop.trim().parse().ok()).collect();
        address = hops.into_iter().rev().find(|hop| !trusted.contains(hop)).unwrap_or(peer);
    }
    request.extensions_mut().insert(ClientAddress(address));
    next.run(request).await
}

/// The provider's problems as errors of a command.
pub fn broken(problem: identity::Problem) -> anyhow::Error {
    anyhow::anyhow!("the identity provider: {problem:?}")
}
