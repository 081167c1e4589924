//! The one HTTP client: TLS by rustls with *ring*, no redirects, time limits, a bounded answer.
//!
//! Addresses are `https`, or `http` to this machine (loopback) where the demonstration and tests live. Everything else
//! is refused before a name is looked up, so that a discovery document or a setting cannot make us talk in the clear
//! (safety A72).

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Method, StatusCode};
use rustls::{ClientConfig, RootCertStore};
use url::{Host, Url};

use crate::GatewayError;

/// The longest answer that any outside system has reason to give us, in bytes.
const LONGEST_ANSWER: usize = 1024 * 1024;

/// A client with the house's rules; cheap to clone.
#[derive(Debug, Clone)]
pub struct Client(reqwest::Client);

/// What came back: any status, whole body.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Status of the answer; redirects are not followed.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body, at most 1 MiB.
    pub body: Bytes,
}

/// A client that waits at most `timeout` for a whole answer (and at most 5 s of it for the connection).
///
/// # Panics
/// Never in practice: only when rustls does not know its own default protocol versions.
#[must_use]
pub fn client(timeout: Duration) -> Client {
    Client(reqwest_client(timeout))
}

/// The client below [`Client`], for libraries that insist on one.
#[expect(clippy::disallowed_methods, reason = "this is the place that the ban points to")]
pub(crate) fn reqwest_client(timeout: Duration) -> reqwest::Client {
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls())
        .user_agent("tradehall")
        .timeout(timeout)
        .connect_timeout(timeout.min(Duration::from_secs(5)))
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        // What a proxy of the environment would see is not for it; and loopback must stay loopback.
        .no_proxy()
        .http1_only()
        .build()
        .expect("the settings above fit together; nothing in them comes from outside")
}

/// TLS 1.2 and 1.3 by ring, with the machine's certificate authorities, or Mozilla's where the machine has none.
pub(crate) fn tls() -> ClientConfig {
    static ROOTS: OnceLock<Arc<RootCertStore>> = OnceLock::new();
    let roots = ROOTS.get_or_init(|| {
        let mut roots = RootCertStore::empty();
        let (added, ignored) =
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if added == 0 {
            roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        }
        tracing::debug!(added, ignored, "certificate authorities of this machine");
        Arc::new(roots)
    });
    let mut tls = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring supports TLS 1.2 and 1.3")
        .with_root_certificates(Arc::clone(roots))
        .with_no_client_auth();
    tls.alpn_protocols = vec![b"http/1.1".to_vec()];
    tls
}

/// Parses an address that we may talk to: `https`, or `http` to loopback; without user name and password.
///
/// # Errors
/// `Refused` with code `address`.
pub fn address(text: &str) -> Result<Url, GatewayError> {
    let url = Url::parse(text).map_err(|_| GatewayError::refused("address", "not an address"))?;
    check(&url)?;
    Ok(url)
}

fn check(url: &Url) -> Result<(), GatewayError> {
    let here = match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    let allowed = url.scheme() == "https" || (url.scheme() == "http" && here);
    if !allowed || !url.username().is_empty() || url.password().is_some() {
        return Err(GatewayError::refused(
            "address",
            "only https, or http to this machine, without a password",
        ));
    }
    Ok(())
}

impl Client {
    /// Sends one request and reads the whole answer.
    ///
    /// # Errors
    /// `Refused` for an address that is not allowed; `Unreachable` without an answer in time and for HTTP 5xx without a
    /// body; `Nonsense` for an answer above 1 MiB.
    pub async fn send(
        &self,
        method: Method,
        url: &Url,
        headers: HeaderMap,
        body: impl Into<Bytes>,
    ) -> Result<Answer, GatewayError> {
        check(url)?;
        let request = self.0.request(method, url.clone()).headers(headers).body(body.into());
        let mut response = request.send().await.map_err(|error| unreachable(&error))?;
        let (status, headers) = (response.status(), response.headers().clone());
        let mut body = BytesMut::new();
        while let Some(part) = response.chunk().await.map_err(|error| unreachable(&error))? {
            if body.len() + part.len() > LONGEST_ANSWER {
                return Err(GatewayError::nonsense("the answer is longer than 1 MiB"));
            }
            body.extend_from_slice(&part);
        }
        if status.is_server_error() && body.is_empty() {
            return Err(GatewayError::unreachable(status.to_string()));
        }
        Ok(Answer { status, headers, body: body.freeze() })
    }

    /// GET.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn get(&self, url: &Url) -> Result<Answer, GatewayError> {
        self.send(Method::GET, url, HeaderMap::new(), Bytes::new()).await
    }

    /// POST of a JSON document.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn post_json(&self, url: &Url, document: &serde_json::Value) -> Result<Answer, GatewayError> {
        let mut headers = HeaderMap::new();
        headers.insert(http::header::CONTENT_TYPE, http::HeaderValue::from_static("application/json"));
        self.send(Method::POST, url, headers, document.to_string()).await
    }

    /// Whether anything at all answers at `url`; which status does not matter unless it is 5xx.
    ///
    /// # Errors
    /// `Unreachable`.
    pub async fn probe(&self, url: &Url) -> Result<(), GatewayError> {
        let answer = self.get(url).await?;
        if answer.status.is_server_error() {
            return Err(GatewayError::unreachable(answer.status.to_string()));
        }
        Ok(())
    }
}

impl Answer {
    /// The body as JSON.
    ///
    /// # Errors
    /// `Unreachable` for HTTP 5xx that is no JSON, `Nonsense` otherwise.
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T, GatewayError> {
        serde_json::from_slice(&self.body).map_err(|error| {
            // Without the body: it may hold a token.
            let what = format!("{}: {error}", self.status);
            if self.status.is_server_error() {
                GatewayError::unreachable(what)
            } else {
                GatewayError::nonsense(what)
            }
        })
    }
}

/// Without the address: its query may hold a secret (WeChat puts `secret` and `access_token` there).
fn unreachable(error: &reqwest::Error) -> GatewayError {
    let what = match () {
        () if error.is_timeout() => "time limit",
        () if error.is_connect() => "no connection",
        () => "the answer broke off",
    };
    let mut cause: &dyn std::error::Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    // The deepest cause is the system's or rustls' own sentence; only reqwest's own would name the address.
    let detail = if cause.is::<reqwest::Error>() { String::new() } else { format!(": {cause}") };
    GatewayError::unreachable(format!("{what}{detail}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn safety_a72_only_https_or_this_machine() {
        for good in [
            "https://api.weixin.qq.com/sns",
            "http://127.0.0.1:9000/",
            "http://127.8.9.1/",
            "http://[::1]:80/",
            "http://localhost:8080/x",
        ] {
            assert!(address(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "nothing",
            "http://example.com/",
            "http://127.0.0.1.example.com/",
            "http://localhost.example.com/",
            "http://10.0.0.1/",
            "http://[::ffff:10.0.0.1]/",
            "ftp://127.0.0.1/",
            "file:///etc/passwd",
            "https://user:word@example.com/",
            "https://user@example.com/",
            "javascript:alert(1)",
        ] {
            assert!(address(bad).is_err(), "{bad}");
        }
    }

    #[tokio::test]
    async fn safety_a72_redirects_are_not_followed() {
        let far = crate::testing::Far::answering(302, &[("location", "http://127.0.0.1:1/")], "").await;
        let answer = client(Duration::from_secs(5)).get(&far.url("/")).await.unwrap();
        assert_eq!(answer.status, 302);
        assert_eq!(far.seen()[0].headers["user-agent"], "tradehall");
    }

    #[tokio::test]
    async fn an_endless_answer_is_cut_off() {
        let far = crate::testing::Far::answering(200, &[], &"x".repeat(LONGEST_ANSWER + 1)).await;
        let refused = client(Duration::from_secs(5)).get(&far.url("/")).await.unwrap_err();
        assert!(matches!(refused, GatewayError::Nonsense(_)), "{refused}");
    }

    #[tokio::test]
    async fn a_dead_or_silent_machine_is_unreachable_and_the_address_stays_out_of_the_text() {
        let dead = address("http://127.0.0.1:1/?secret=canary").unwrap();
        let error = client(Duration::from_secs(5)).get(&dead).await.unwrap_err();
        assert!(
            matches!(error, GatewayError::Unreachable(_)) && !error.to_string().contains("canary"),
            "{error}"
        );

        // Accepts, never answers.
        let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = address(&format!("http://{}/?secret=canary", silent.local_addr().unwrap())).unwrap();
        let error = client(Duration::from_millis(200)).get(&url).await.unwrap_err();
        assert!(
            matches!(&error, GatewayError::Unreachable(what) if what.starts_with("time limit")),
            "{error}"
        );
        assert!(!error.to_string().contains("canary"), "{error}");
    }
}
