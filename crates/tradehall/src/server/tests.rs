//! The server over real sockets, with clients no browser is.
#![expect(clippy::disallowed_methods, reason = "a test's servers and clients live beside the test")]

mod readings;
mod slow;

use super::*;
use std::net::SocketAddr;
use std::sync::Mutex;
use tokio::io::AsyncReadExt as _;

/// Longer than anything here takes: what is not over by then never ends.
const FOREVER: Duration = Duration::from_secs(30);

/// Limits short enough for a test.
const SHORT: Limits = Limits {
    connections: 400,
    head: Duration::from_millis(400),
    stall: Duration::from_millis(400),
    request: Duration::from_millis(1_500),
    connection: Duration::from_secs(20),
};

/// A site that notes what it was asked, and answers everything.
#[derive(Clone, Default)]
struct Noted(Arc<Mutex<Vec<String>>>);

impl Noted {
    fn site(&self) -> Router {
        let seen = self.clone();
        Router::new().fallback(move |request: Request| {
            let seen = seen.clone();
            async move {
                let line = format!("{} {}", request.method(), request.uri().path());
                seen.0.lock().unwrap().push(line);
                let path = request.uri().path().to_owned();
                match axum::body::to_bytes(request.into_body(), 1 << 20).await {
                    Err(_) => (StatusCode::BAD_REQUEST, "cut short".to_owned()),
                    // More than the buffers between two programs hold.
                    Ok(_) if path == "/big" => (StatusCode::OK, "x".repeat(64 << 20)),
                    Ok(body) => (StatusCode::OK, format!("{} bytes for {path}", body.len())),
                }
            }
        })
    }

    fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

/// A server of its own; it ends with the test.
async fn serving(router: Router, limits: Limits) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stopping, stop) = watch::channel(false);
    tokio::spawn(async move {
        let _kept = stopping;
        serve(listener, router, |_, _| {}, limits, stop).await;
    });
    address
}

/// Sends bytes and reads until the server ends the connection.
async fn told(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let _ = stream.write_all(bytes).await;
    rest(&mut stream).await
}

/// What comes until the server ends the connection.
async fn rest(stream: &mut TcpStream) -> String {
    let mut said = Vec::new();
    let read = timeout(FOREVER, stream.read_to_end(&mut said)).await.expect("the server ends the connection");
    // A connection broken off instead of closed is ended as well.
    let _ = read;
    String::from_utf8_lossy(&said).into_owned()
}

/// The statuses of the answers in what was said, in order; interim ones do not count.
fn statuses(said: &str) -> Vec<u16> {
    let codes = said.match_indices("HTTP/1.1 ").map(|(at, mark)| &said[at + mark.len()..]);
    codes.filter_map(|rest| rest.get(..3)?.parse().ok()).filter(|code| *code >= 200).collect()
}

#[tokio::test]
async fn a36_a_sound_request_is_answered_and_the_next_one_too() {
    let noted = Noted::default();
    let address = serving(noted.site(), SHORT).await;
    let two = "POST /one HTTP/1.1\r\nHost: hall.example\r\nContent-Length: 5\r\n\r\nabcde\
               GET /two HTTP/1.1\r\nhost: hall.example\r\nConnection: close\r\n\r\n";
    let said = told(address, two.as_bytes()).await;
    assert_eq!(statuses(&said), [200, 200], "{said}");
    assert!(said.contains("5 bytes for /one"), "{said}");
    assert_eq!(noted.all(), ["POST /one", "GET /two"]);
}
