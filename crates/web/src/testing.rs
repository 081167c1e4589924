//! A browser as far as a test needs one: keeps cookies, carries the page's form token, sends forms and pictures,
//! against the hall in the same process.

use crate::{App, Settings, router};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use hall::Desk;
use std::collections::BTreeMap;
use tower::ServiceExt as _;

/// Where the hall of a test is reached.
pub const HERE: &str = "https://hall.example";

/// The hall's service for a desk.
///
/// # Panics
/// When the texts do not parse.
pub fn hall(desk: &Desk) -> Router {
    let settings = Settings {
        base_url: HERE.to_owned(),
        trusted_proxies: Vec::new(),
        form_targets: vec!["https://identity.invalid".to_owned()],
        rehearsal: None,
        reload: false,
    };
    router(App::new(desk.clone(), settings).expect("the texts parse"))
}

/// What the help centre would make of a text.
#[must_use]
pub fn manual(text: &str) -> String {
    crate::help::html_of(text)
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; text where it is text.
    pub body: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Shown {
    /// Where it leads, for a redirect.
    #[must_use]
    pub fn leads_to(&self) -> Option<&str> {
        self.headers.get(header::LOCATION)?.to_str().ok()
    }

    /// Whether the page says `words`; the page must have no missing text.
    ///
    /// # Panics
    /// When a text of the page is missing.
    #[must_use]
    pub fn says(&self, words: &str) -> bool {
        assert!(!self.body.contains('⟦'), "a text is missing: {}", self.body);
        self.body.contains(words)
    }
}

/// A browser with cookies of its own.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    csrf: String,
    language: &'static str,
    /// Headers sent along with every request, such as `sec-fetch-site`.
    pub extra: HeaderMap,
}

impl Browser {
    /// A browser nobody has logged in with.
    #[must_use]
    pub fn new(router: &Router) -> Self {
        Self {
            router: router.clone(),
            cookies: BTreeMap::new(),
            csrf: String::new(),
            language: "zh-CN",
            extra: HeaderMap::new(),
        }
    }

    /// A browser that holds the cookie of a session.
    #[must_use]
    pub fn with_session(router: &Router, token: &str) -> Self {
        let mut browser = Self::new(router);
        browser.cookies.insert("__Host-hall_session".to_owned(), token.to_owned());
        browser
    }

    /// The same browser, its owner reading English.
    #[must_use]
    pub fn in_english(mut self) -> Self {
        self.language = "en";
        self
    }

    /// The token of the last page that held one.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.csrf
    }

    /// The value of a cookie by its full name.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Shown {
        let request = Request::get(path).body(Body::empty()).expect("a well formed path");
        self.send(request).await
    }

    /// Sends a form of texts with the token of the last page.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Shown {
        if self.csrf.is_empty() {
            self.get("/login").await;
        }
        let body = {
            let mut form = url::form_urlencoded::Serializer::new(String::new());
            form.append_pair("_csrf", &self.csrf);
            form.extend_pairs(fields);
            form.finish().into_bytes()
        };
        self.post_raw(path, "application/x-www-form-urlencoded", body).await
    }

    /// Sends a form with files: `(field, file name, bytes)`.
    pub async fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Shown {
        if self.csrf.is_empty() {
            self.get("/login").await;
        }
        let edge = "----a-boundary-no-picture-holds";
        let mut body = Vec::new();
        let token = self.csrf.clone();
        for (name, value) in [("_csrf", token.as_str())].iter().chain(fields) {
            let part =
                format!("--{edge}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        for (field, name, bytes) in files {
            let head = format!(
                "--{edge}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{edge}--\r\n").as_bytes());
        self.post_raw(path, &format!("multipart/form-data; boundary={edge}"), body).await
    }

    /// Sends bytes as they are.
    pub async fn post_raw(&mut self, path: &str, kind: &str, body: Vec<u8>) -> Shown {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, kind)
            .header(header::CONTENT_LENGTH, body.len())
            .header(header::ORIGIN, HERE);
        self.send(request.body(Body::from(body)).expect("a well formed path")).await
    }

    /// Sends any request with the cookies, and keeps what comes back of cookies and token.
    pub async fn send(&mut self, mut request: Request<Body>) -> Shown {
        let jar: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let headers = request.headers_mut();
        if !jar.is_empty() {
            headers.insert(header::COOKIE, jar.join("; ").parse().expect("plain cookies"));
        }
        headers.entry(header::ACCEPT_LANGUAGE).or_insert(header::HeaderValue::from_static(self.language));
        for (name, value) in &self.extra {
            headers.insert(name, value.clone());
        }
        let answer = self.router.clone().oneshot(request).await.expect("the service cannot fail");
        let (parts, body) = answer.into_parts();
        let bytes = to_bytes(body, 64 << 20).await.expect("a whole body").to_vec();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        for set in parts.headers.get_all(header::SET_COOKIE) {
            let set = set.to_str().expect("a plain cookie");
            let (name, value) =
                set.split(';').next().and_then(|pair| pair.split_once('=')).expect("name=value");
            if set.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        if let Some(token) = between(&body, "<meta name=\"csrf\" content=\"", "\"") {
            self.csrf = token.to_owned();
        }
        Shown { status: parts.status, headers: parts.headers, body, bytes }
    }
}

/// What stands between two marks, for the first time.
#[must_use]
pub fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let start = text.find(before)? + before.len();
    let end = text[start..].find(after)? + start;
    Some(&text[start..end])
}
