//! Accepting connections. `axum::serve` sets no limit on how long a client may take to send its headers, so that a
//! few thousand slow ones could hold the hall; this loop does, and it counts connections (safety A38).

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt as _;

/// How long a client may take to send its headers.
const HEADERS: Duration = Duration::from_secs(10);
/// How long one request may take altogether.
const REQUEST: Duration = Duration::from_secs(60);

/// Puts the peer's address into a request, in the form the site wants it.
pub type Introduce = fn(&mut axum::http::Extensions, IpAddr);

/// Serves until `stop` says so, then lets open connections finish for ten seconds.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    introduce: Introduce,
    connections: usize,
    mut stop: watch::Receiver<bool>,
) {
    let places = Arc::new(Semaphore::new(connections));
    let router = router
        .layer(tower_http::timeout::TimeoutLayer::with_status_code(
            axum::http::StatusCode::REQUEST_TIMEOUT,
            REQUEST,
        ))
        .layer(tower_http::compression::CompressionLayer::new().gzip(true))
        .layer(tower_http::catch_panic::CatchPanicLayer::new());
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.changed() => break,
        };
        let Ok((stream, peer)) = accepted else { continue };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else { continue };
        let (router, stop) = (router.clone(), stop.clone());
        #[expect(clippy::disallowed_methods, reason = "the program starts background work")]
        tokio::spawn(async move {
            connection(stream, peer.ip(), router, introduce, stop).await;
            drop(place);
        });
    }
    let all = u32::try_from(connections).unwrap_or(u32::MAX);
    let _ = tokio::time::timeout(Duration::from_secs(10), places.acquire_many(all)).await;
}

async fn connection(
    stream: TcpStream,
    peer: IpAddr,
    router: Router,
    introduce: Introduce,
    mut stop: watch::Receiver<bool>,
) {
    let _ = stream.set_nodelay(true);
    let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
        introduce(request.extensions_mut(), peer);
        router.clone().oneshot(request.map(axum::body::Body::new))
    });
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEADERS).max_buf_size(64 * 1024);
    let connection = builder.serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    loop {
        tokio::select! {
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection broke off");
                }
                return;
            }
            _ = stop.changed() => connection.as_mut().graceful_shutdown(),
        }
    }
}

/// Waits until the program is told to end (Ctrl-C, or TERM from a service manager), then says so to everybody.
pub async fn until_told(stopping: watch::Sender<bool>) {
    let mut term = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()).ok();
    let terminated = async {
        match &mut term {
            Some(signal) => {
                signal.recv().await;
            }
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
    let _ = stopping.send(true);
}
