//! Requests over loopback: as many connections as asked, each kept alive.

use crate::timing::Times;
use anyhow::Context as _;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::net::TcpStream;

/// What is asked: the address of the n-th request, and headers sent along.
#[derive(Clone)]
pub(crate) struct Ask {
    pub(crate) at: SocketAddr,
    pub(crate) path: Arc<dyn Fn(u64) -> String + Send + Sync>,
    pub(crate) headers: HeaderMap,
}

impl Ask {
    pub(crate) fn new(at: SocketAddr, path: impl Fn(u64) -> String + Send + Sync + 'static) -> Self {
        Self { at, path: Arc::new(path), headers: HeaderMap::new() }
    }

    pub(crate) fn with(mut self, name: header::HeaderName, value: &str) -> anyhow::Result<Self> {
        self.headers.insert(name, value.parse()?);
        Ok(self)
    }

    fn request(&self, number: u64) -> anyhow::Result<Request<Body>> {
        let mut request = Request::get((self.path)(number)).header(header::HOST, "localhost");
        if let Some(headers) = request.headers_mut() {
            headers.extend(self.headers.clone());
        }
        Ok(request.body(Body::empty())?)
    }
}

/// What came back.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    /// How long answers with 2xx took.
    pub(crate) good: Times,
    /// How long answers with 503 took.
    pub(crate) busy: Times,
    /// Anything else, broken connections included.
    pub(crate) bad: u64,
    /// Bytes of the last good body.
    pub(crate) bytes: usize,
    /// How long it was asked.
    pub(crate) lasted: Duration,
}

impl Answers {
    /// Good answers a second.
    pub(crate) fn rate(&self) -> f64 {
        self.good.len() as f64 / self.lasted.as_secs_f64().max(1e-9)
    }

    fn take(&mut self, other: Self) {
        self.good.extend(other.good);
        self.busy.extend(other.busy);
        self.bad += other.bad;
        self.bytes = self.bytes.max(other.bytes);
    }

    fn note(&mut self, status: StatusCode, took: Duration, bytes: usize) {
        if status.is_success() {
            self.good.push(took);
            self.bytes = bytes;
        } else if status == StatusCode::SERVICE_UNAVAILABLE {
            self.busy.push(took);
        } else {
            self.bad += 1;
        }
    }
}

/// A connection.
pub(crate) struct Wire(SendRequest<Body>);

impl Wire {
    pub(crate) async fn open(at: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(at).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        #[expect(clippy::disallowed_methods, reason = "a program of its own")]
        tokio::spawn(connection);
        Ok(Self(sender))
    }

    pub(crate) async fn ask(&mut self, request: Request<Body>) -> anyhow::Result<(StatusCode, Bytes)> {
        self.0.ready().await?;
        let answer = self.0.send_request(request).await?;
        let (parts, body) = answer.into_parts();
        Ok((parts.status, to_bytes(Body::new(body), 64 << 20).await?))
    }
}

/// One answer, whatever it is.
pub(crate) async fn one(ask: &Ask, number: u64) -> anyhow::Result<(StatusCode, Bytes)> {
    Wire::open(ask.at).await?.ask(ask.request(number)?).await
}

/// Each connection asks again as soon as it is answered, until the time is over or `most` requests are made.
pub(crate) async fn closed(
    ask: &Ask,
    connections: usize,
    time: Duration,
    most: u64,
) -> anyhow::Result<Answers> {
    let began = Instant::now();
    let next = Arc::new(AtomicU64::new(0));
    let mut workers = Vec::new();
    for _ in 0..connections {
        let (ask, next) = (ask.clone(), Arc::clone(&next));
        #[expect(clippy::disallowed_methods, reason = "a program of its own")]
        workers.push(tokio::spawn(async move {
            let mut answers = Answers::default();
            let mut wire = Wire::open(ask.at).await?;
            while began.elapsed() < time {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= most {
                    break;
                }
                let asked = Instant::now();
                match wire.ask(ask.request(number)?).await {
                    Ok((status, body)) => answers.note(status, asked.elapsed(), body.len()),
                    Err(_) => {
                        answers.bad += 1;
                        wire = Wire::open(ask.at).await?;
                    }
                }
            }
            anyhow::Ok(answers)
        }));
    }
    let mut all = Answers::default();
    for worker in workers {
        all.take(worker.await??);
    }
    all.lasted = began.elapsed();
    Ok(all)
}

/// So many requests a second, whether or not the earlier ones are answered; each is timed from when it should have been
/// sent. `wires` bounds how many are under way.
pub(crate) async fn open(ask: &Ask, rate: f64, wires: usize, time: Duration) -> anyhow::Result<Answers> {
    let (give, take) = tokio::sync::mpsc::channel(wires);
    for _ in 0..wires {
        give.send(Wire::open(ask.at).await?).await?;
    }
    let take = Arc::new(tokio::sync::Mutex::new(take));
    let began = Instant::now();
    let mut workers = Vec::new();
    let mut number = 0_u64;
    while began.elapsed() < time {
        let due = began + Duration::from_secs_f64(number as f64 / rate);
        if let Some(wait) = due.checked_duration_since(Instant::now()) {
            tokio::time::sleep(wait).await;
        }
        let (ask, give, take) = (ask.clone(), give.clone(), Arc::clone(&take));
        #[expect(clippy::disallowed_methods, reason = "a program of its own")]
        workers.push(tokio::spawn(async move {
            let mut answers = Answers::default();
            let wire = take.lock().await.recv().await;
            let mut wire = wire.context("no connection")?;
            match wire.ask(ask.request(number)?).await {
                Ok((status, body)) => answers.note(status, due.elapsed(), body.len()),
                Err(_) => {
                    answers.bad += 1;
                    wire = Wire::open(ask.at).await?;
                }
            }
            give.send(wire).await.ok();
            anyhow::Ok(answers)
        }));
        number += 1;
    }
    let mut all = Answers::default();
    for worker in workers {
        all.take(worker.await??);
    }
    all.lasted = began.elapsed();
    Ok(all)
}
