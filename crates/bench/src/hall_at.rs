//! Sites on loopback: the hall as the program serves it, and bodies that never change behind the same loop, with the
//! same packing and headers.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::Response;
use bytes::Bytes;
use frame::headers::Policy;
use hall::kernel::{Desk, OsChance, Parts};
use hall::testing::Bench;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How browsers reach it.
const BASE: &str = "http://localhost";
/// Most connections.
const CONNECTIONS: usize = 1_000;

/// A site being served by a runtime of its own, as the program has one; dropping it stops it.
pub(crate) struct Site {
    /// Where it is.
    pub(crate) at: SocketAddr,
    stop: watch::Sender<bool>,
    served: Option<std::thread::JoinHandle<()>>,
}

impl Site {
    /// Serves `router`.
    pub(crate) fn open(router: Router) -> anyhow::Result<Self> {
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let at = listener.local_addr()?;
        let (stop, stopped) = watch::channel(false);
        let served = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
            let Ok(runtime) = runtime else { return };
            runtime.block_on(async move {
                let Ok(listener) = TcpListener::from_std(listener) else { return };
                let introduce: tradehall::server::Introduce = |extensions, peer| {
                    extensions.insert(web::visit::Peer(peer));
                };
                let limits = tradehall::server::Limits::of(CONNECTIONS);
                tradehall::server::serve(listener, router, introduce, limits, stopped).await;
            });
        });
        Ok(Self { at, stop, served: Some(served) })
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = self.stop.send(true);
        if let Some(served) = self.served.take() {
            let _ = served.join();
        }
    }
}

/// The hall of a bench with dice as in earnest.
pub(crate) fn desk(bench: &Bench) -> Desk {
    Desk::new(Parts {
        database: bench.database.clone(),
        zone: bench.zone.clone(),
        clock: Arc::<hall::kernel::FixedClock>::clone(&bench.clock),
        chance: Arc::new(OsChance),
        keys: bench.keys.clone(),
        store: bench.store.clone(),
        sms: Arc::new(bench.sms.clone()),
        wechat: None,
        oidc: None,
        mail: None,
    })
}

/// Its pages.
pub(crate) fn pages(desk: Desk) -> anyhow::Result<Router> {
    let settings = web::Settings {
        base_url: BASE.to_owned(),
        trusted_proxies: Vec::new(),
        form_targets: Vec::new(),
        rehearsal: None,
        reload: false,
    };
    Ok(web::router(web::App::new(desk, settings).map_err(anyhow::Error::msg)?))
}

/// A body that never changes, with the headers of an answer it is compared with.
pub(crate) fn still(body: Bytes, like: HeaderMap) -> Router {
    let policy = Arc::new(Policy::default());
    Router::new().fallback(move || {
        let (body, like, policy) = (body.clone(), like.clone(), Arc::clone(&policy));
        async move {
            let mut answer = Response::new(Body::from(body));
            // What the loop and the layers around it add, they add here too.
            const ADDED: [HeaderName; 3] = [header::DATE, header::CONTENT_LENGTH, header::TRANSFER_ENCODING];
            let kept = like.iter().filter(|(name, _)| !ADDED.contains(name));
            answer.headers_mut().extend(kept.map(|(name, value)| (name.clone(), value.clone())));
            policy.apply(&mut answer);
            answer
        }
    })
}
