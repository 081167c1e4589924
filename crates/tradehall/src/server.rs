//! Accepting connections. `axum::serve` sets no limit on how long a client may take to send its headers, so that a
//! few thousand slow ones could hold the hall; this loop does, and it counts connections (safety A38).
//!
//! A request has one reading or none (safety A36, A37): what two programs in a row could understand differently is
//! answered here, before the site sees it, and the connection ends.

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, StatusCode, Version, header};
use axum::response::{IntoResponse as _, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};
use tokio_io_timeout::TimeoutWriter;
use tower::ServiceExt as _;
use tower_http::timeout::TimeoutBody;

/// Bytes of a request's head, and lines in it.
const HEAD: usize = 32 * 1024;
const LINES: usize = 100;
/// Bytes of an address with its query.
const ADDRESS: usize = 8 * 1024;
/// Clients that are being told at the same time that there is no place; more are dropped without a word.
const TURNED_AWAY: usize = 256;

/// What a client may take of the server.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at the same time.
    pub connections: usize,
    /// For the head of a request, and between two requests.
    pub head: Duration,
    /// Without a byte of the request's body sent, or without a byte of the answer taken.
    pub stall: Duration,
    /// For one request altogether, until its answer begins.
    pub request: Duration,
    /// After which a connection takes no more requests; after as long again it is cut, whatever it is doing.
    pub connection: Duration,
}

impl Limits {
    /// What is kept to in earnest, with so many connections.
    #[must_use]
    pub const fn of(connections: usize) -> Self {
        Self {
            connections,
            head: Duration::from_secs(10),
            stall: Duration::from_secs(10),
            request: Duration::from_secs(60),
            connection: Duration::from_secs(600),
        }
    }
}

/// Puts the peer's address into a request, in the form the site wants it.
pub type Introduce = fn(&mut axum::http::Extensions, IpAddr);

/// Serves until `stop` says so, then lets open connections finish for ten seconds.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    introduce: Introduce,
    limits: Limits,
    mut stop: watch::Receiver<bool>,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let porch = Arc::new(Semaphore::new(TURNED_AWAY));
    let router = router
        .layer(tower_http::timeout::TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            limits.request,
        ))
        .layer(tower_http::compression::CompressionLayer::new().gzip(true))
        .layer(tower_http::catch_panic::CatchPanicLayer::new());
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.changed() => break,
        };
        let Ok((stream, peer)) = accepted else {
            // Out of file handles, as a rule: asking again at once would only keep a core busy.
            sleep(Duration::from_millis(100)).await;
            continue;
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            if let Ok(step) = Arc::clone(&porch).try_acquire_owned() {
                #[expect(clippy::disallowed_methods, reason = "the program starts background work")]
                tokio::spawn(async move {
                    turn_away(stream).await;
                    drop(step);
                });
            }
            continue;
        };
        let (router, stop) = (router.clone(), stop.clone());
        #[expect(clippy::disallowed_methods, reason = "the program starts background work")]
        tokio::spawn(async move {
            connection(stream, peer.ip(), router, introduce, limits, stop).await;
            drop(place);
        });
    }
    let all = u32::try_from(limits.connections).unwrap_or(u32::MAX);
    let _ = timeout(Duration::from_secs(10), places.acquire_many(all)).await;
}

async fn connection(
    stream: TcpStream,
    peer: IpAddr,
    router: Router,
    introduce: Introduce,
    limits: Limits,
    mut stop: watch::Receiver<bool>,
) {
    let _ = stream.set_nodelay(true);
    let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
        introduce(request.extensions_mut(), peer);
        let router = router.clone();
        async move {
            if let Some(status) = ambiguous(&request) {
                return Ok(refused(status));
            }
            let request = request.map(|body| Body::new(TimeoutBody::new(limits.stall, body)));
            router.oneshot(request).await
        }
    });
    let mut stream = TimeoutWriter::new(stream);
    stream.set_timeout(Some(limits.stall));
    let stream = TokioIo::new(Box::pin(stream));
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(limits.head);
    builder.max_buf_size(64 * 1024).max_header_size(HEAD).max_headers(LINES);
    let mut connection = pin!(builder.serve_connection(stream, service));
    let mut leave = pin!(async {
        tokio::select! {
            _ = stop.changed() => {}
            () = sleep(limits.connection) => {}
        }
    });
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = leave.as_mut() => {
            connection.as_mut().graceful_shutdown();
            timeout(limits.connection, connection.as_mut()).await.unwrap_or(Ok(()))
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke off");
    }
}

/// What a request is refused with that another program might read differently. Lengths are said in `Content-Length` alone:
/// browsers and proxies do, and with `Transfer-Encoding` the question which of the two counts is never asked.
fn ambiguous(request: &Request<Incoming>) -> Option<StatusCode> {
    let (headers, address) = (request.headers(), request.uri());
    if request.method() == Method::CONNECT {
        return Some(StatusCode::NOT_IMPLEMENTED);
    }
    if headers.contains_key(header::TRANSFER_ENCODING) {
        return Some(StatusCode::LENGTH_REQUIRED);
    }
    if address.path_and_query().is_some_and(|path| path.as_str().len() > ADDRESS) {
        return Some(StatusCode::URI_TOO_LONG);
    }
    let hosts: Vec<&[u8]> = headers.get_all(header::HOST).iter().map(|host| host.as_bytes()).collect();
    let named = match hosts[..] {
        [] => request.version() < Version::HTTP_11,
        [host] => {
            address.authority().is_none_or(|named| named.as_str().as_bytes().eq_ignore_ascii_case(host))
        }
        _ => false,
    };
    (!named).then_some(StatusCode::BAD_REQUEST)
}

/// An answer after which nothing more is read from the connection.
fn refused(status: StatusCode) -> Response {
    (status, [(header::CONNECTION, "close"), (header::CACHE_CONTROL, "no-store")]).into_response()
}

/// What is said when every place is taken.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nCache-Control: no-store\r\n\
                      Content-Length: 0\r\nConnection: close\r\n\r\n";

/// Says that there is no place, once the client has asked something. What it sends is read away for a moment: closing a
/// connection with something unread would take the answer back.
async fn turn_away(mut stream: TcpStream) {
    let told = async {
        stream.readable().await?;
        stream.write_all(FULL).await?;
        stream.shutdown().await?;
        tokio::io::copy(&mut stream, &mut tokio::io::sink()).await
    };
    let _ = timeout(Duration::from_secs(1), told).await;
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

#[cfg(test)]
mod tests;
