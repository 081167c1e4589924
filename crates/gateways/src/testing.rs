//! A far side on loopback for tests: answers what it is told and remembers what it was asked.

use std::sync::{Arc, Mutex};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::Response;
use url::Url;

/// One request as it arrived.
#[derive(Debug, Clone)]
pub struct Seen {
    pub method: Method,
    pub uri: Uri,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Seen {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn query(&self, name: &str) -> Option<String> {
        let pairs = url::form_urlencoded::parse(self.uri.query().unwrap_or_default().as_bytes());
        pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    pub fn form(&self, name: &str) -> Option<String> {
        let pairs = url::form_urlencoded::parse(&self.body);
        pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}

type Script = Arc<dyn Fn(&Seen) -> Response<axum::body::Body> + Send + Sync>;

/// The far side; stops with the test's runtime.
#[derive(Clone)]
pub struct Far {
    at: std::net::SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Far {
    /// Answers every request by `script`.
    pub async fn scripted(
        script: impl Fn(&Seen) -> Response<axum::body::Body> + Send + Sync + 'static,
    ) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let far = Self { at: listener.local_addr().unwrap(), seen: Arc::default() };
        let state: (Script, Self) = (Arc::new(script), far.clone());
        let app = axum::Router::new().fallback(handle).with_state(state);
        #[expect(clippy::disallowed_methods, reason = "a test's far side lives beside the test")]
        tokio::spawn(async move { axum::serve(listener, app).await });
        far
    }

    /// Answers every request alike.
    pub async fn answering(status: u16, headers: &[(&'static str, &'static str)], body: &str) -> Self {
        let (headers, body) = (headers.to_vec(), body.to_owned());
        Self::scripted(move |_| {
            let mut response = reply(status, &body);
            for (name, value) in &headers {
                response.headers_mut().insert(*name, value.parse().unwrap());
            }
            response
        })
        .await
    }

    pub fn url(&self, path: &str) -> Url {
        format!("http://{}{path}", self.at).parse().unwrap()
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

/// A plain answer.
pub fn reply(status: u16, body: &str) -> Response<axum::body::Body> {
    let mut response = Response::new(axum::body::Body::from(body.to_owned()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    response
}

async fn handle(
    State((script, far)): State<(Script, Far)>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<axum::body::Body> {
    let seen = Seen { method, uri, headers, body };
    far.seen.lock().unwrap().push(seen.clone());
    script(&seen)
}
