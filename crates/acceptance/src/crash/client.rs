//! A browser's way to the program: the same [`web::testing::Browser`] that visits the hall in process, over HTTP.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, Request, Response, StatusCode, header};
use hyper::client::conn::http1::handshake;
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;

/// What a browser shows when no answer came, or not the whole of it.
pub const NO_ANSWER: u16 = 599;

/// The way to whoever listens at an address.
pub fn router(at: SocketAddr) -> Router {
    Router::new().fallback_service(tower::service_fn(move |request| forward(at, request)))
}

async fn forward(at: SocketAddr, request: Request<Body>) -> Result<Response<Body>, Infallible> {
    let answer = tokio::time::timeout(Duration::from_secs(60), exchange(at, request)).await;
    let none = || {
        let status = StatusCode::from_u16(NO_ANSWER).expect("a status");
        Response::builder().status(status).body(Body::empty()).expect("an answer")
    };
    Ok(answer.ok().and_then(Result::ok).unwrap_or_else(none))
}

/// One request on a connection of its own; the answer counts only when all of it has arrived.
async fn exchange(
    at: SocketAddr,
    mut request: Request<Body>,
) -> Result<Response<Body>, Box<dyn std::error::Error + Send + Sync>> {
    let host = HeaderValue::from_static("hall.example");
    request.headers_mut().insert(header::HOST, host);
    request.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    let stream = TcpStream::connect(at).await?;
    let (mut sender, connection) = handshake(TokioIo::new(stream)).await?;
    let exchange = async move {
        let (parts, body) = sender.send_request(request).await?.into_parts();
        let whole = to_bytes(Body::new(body), 64 << 20).await?;
        Ok(Response::from_parts(parts, Body::from(whole)))
    };
    tokio::join!(exchange, connection).0
}
