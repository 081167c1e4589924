//! `tradehall serve`: the hall in earnest. A fresh one has no account; the first administrator comes by
//! `tradehall admin invite`.

use crate::house::House;
use crate::{jobs, parts, provider, server};
use anyhow::Context as _;
use axum::Router;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// Serves until the program is told to stop.
///
/// # Errors
/// When a setting does not work, the database is a demonstration's or not up to date, or a port is taken.
pub async fn run(config: &Path) -> anyhow::Result<()> {
    let house = House::open(config).await?;
    house.in_earnest().await?;
    if hall::system::backup::steps(&house.desk).await?.is_empty() {
        // A new database: there is nothing a step could spoil.
        house.migrate().await?;
    }
    house.up_to_date().await?;
    if let Some(identity) = &house.identity {
        identity.migrate().await.map_err(provider::broken)?;
    }
    hall::system::prepare(&house.desk).await?;
    let settings = &house.settings;
    let app = parts::app(house.desk.clone(), settings, None, false)?;
    let wording = web::Wording(app.templates.locales().clone());
    let (stopping, stop) = watch::channel(false);
    let hall = bind(settings.listen).await?;
    let beside = match (&house.identity, &settings.identity_provider) {
        (Some(identity), Some(at)) => {
            Some((bind(at.listen).await?, provider::routes(identity, settings.trusted_proxies.clone())))
        }
        _ => None,
    };
    crate::say(&format!("{} on {}", settings.base_url, settings.listen));
    let limits = server::Limits::of(settings.connections);
    tokio::join!(
        server::serve(hall, web::router(app), introduce, limits, stop.clone()),
        also(beside, limits, stop.clone()),
        jobs::run(house.desk.clone(), house.identity.clone(), wording, stop),
        server::until_told(stopping),
    );
    Ok(())
}

async fn bind(at: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(at).await.with_context(|| format!("cannot listen on {at}"))
}

/// Serves the identity provider where there is one.
pub async fn also(
    beside: Option<(TcpListener, Router)>,
    limits: server::Limits,
    stop: watch::Receiver<bool>,
) {
    if let Some((listener, router)) = beside {
        server::serve(listener, router, introduce, limits, stop).await;
    }
}

/// Tells a request from where it comes.
pub fn introduce(extensions: &mut axum::http::Extensions, peer: IpAddr) {
    extensions.insert(web::visit::Peer(peer));
}
