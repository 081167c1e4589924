//! The far end of the hall's text messages: takes them all and keeps them.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response};
use serde_json::Value;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// One text message.
#[derive(Debug, Clone)]
pub struct Text {
    /// The number it went to.
    pub to: String,
    /// Its kind.
    pub kind: String,
    /// Its words.
    pub words: String,
}

/// A gateway for as long as the test's runtime lives.
#[derive(Clone)]
pub struct Gateway {
    at: SocketAddr,
    taken: Arc<Mutex<Vec<Text>>>,
}

impl Gateway {
    /// Listens on any port.
    #[expect(clippy::disallowed_methods, reason = "the gateway answers beside the test")]
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let gateway = Self { at: listener.local_addr().expect("its address"), taken: Arc::default() };
        let taken = Arc::clone(&gateway.taken);
        let service = tower::service_fn(move |request| take(Arc::clone(&taken), request));
        let router = Router::new().fallback_service(service);
        tokio::spawn(async move { axum::serve(listener, router).await });
        gateway
    }

    /// Where messages are posted.
    pub fn url(&self) -> String {
        format!("http://{}/sms", self.at)
    }

    /// Everything it took.
    pub fn all(&self) -> Vec<Text> {
        self.taken.lock().expect("not poisoned").clone()
    }

    /// The newest code that went to a number.
    pub fn code(&self, to: &str) -> Option<String> {
        let taken = self.taken.lock().expect("not poisoned");
        let text = taken.iter().rev().find(|text| text.to == to && text.kind.starts_with("code-"))?;
        text.words.split(|c: char| !c.is_ascii_digit()).find(|word| word.len() == 6).map(str::to_owned)
    }
}

async fn take(taken: Arc<Mutex<Vec<Text>>>, request: Request<Body>) -> Result<Response<Body>, Infallible> {
    // A message of which only a part arrived was not taken.
    let Ok(bytes) = to_bytes(request.into_body(), 1 << 20).await else {
        return Ok(Response::new(Body::empty()));
    };
    if let Ok(message) = serde_json::from_slice::<Value>(&bytes) {
        let text = |name: &str| message[name].as_str().unwrap_or_default().to_owned();
        let text = Text { to: text("to"), kind: text("template"), words: text("text") };
        taken.lock().expect("not poisoned").push(text);
    }
    Ok(Response::new(Body::from(r#"{"reference":"1"}"#)))
}
