//! The front door: every request comes in here as an [`Ask`] and goes out with its cookies and headers.

use crate::keys::same;
use crate::problem::{Outcome, Problem};
use crate::provider::Identity;
use crate::store::entry::session;
use crate::store::people::account;
use crate::{ClientAddress, view, work};
use axum::body::Body;
use axum::extract::{ConnectInfo, RawPathParams, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::MethodRouter;
use chrono::{DateTime, Utc};
use frame::headers::{by_its_name, comes_from_here};
use frame::submission::{Unreadable, names_nul};
use frame::{Locale, Submission};
use std::net::SocketAddr;

/// The longest form, in bytes: none holds a file.
const LONGEST_FORM: usize = 64 * 1024;
/// How long a choice of language and display is kept: a year.
const CHOICE_LIVES: i64 = 31_536_000;

/// Who is logged in.
#[derive(Clone)]
pub struct Signed {
    pub session: session::Model,
    pub account: account::Model,
}

/// A request, read.
pub struct Ask {
    pub method: Method,
    pub path: String,
    pub query: Vec<(String, String)>,
    pub params: Vec<(String, String)>,
    pub headers: HeaderMap,
    pub form: Submission,
    pub now: DateTime<Utc>,
    pub locale: Locale,
    pub large: bool,
    pub high: bool,
    /// Fingerprint of this browser's visit, logged in or not: what is begun before logging in belongs to it.
    pub visit_mark: String,
    /// The token every form of this browser carries.
    pub csrf: String,
    pub signed: Option<Signed>,
    /// The network address, as text.
    pub address: String,
    /// What the browser calls itself, at most 300 bytes.
    pub agent: String,
}

impl Ask {
    /// A parameter of the address; empty when it is not there.
    pub fn query(&self, name: &str) -> &str {
        self.query.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// How often a parameter is there.
    pub fn count(&self, name: &str) -> usize {
        self.query.iter().filter(|(key, _)| key == name).count()
    }

    /// A part of the path.
    pub fn param(&self, name: &str) -> &str {
        self.params.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Whether htmx asks for a piece of a page.
    pub fn wants_piece(&self) -> bool {
        self.headers.contains_key("hx-request")
    }

    /// Who is logged in; the login page for anybody else, which leads back here.
    pub fn signed(&self) -> Outcome<&Signed> {
        self.signed.as_ref().ok_or_else(|| Problem::LoginFirst(self.path.clone()))
    }
}

/// Sends the browser elsewhere with a GET.
pub fn see(to: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let to = HeaderValue::from_str(to).unwrap_or_else(|_| HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, to);
    response
}

/// What a route lets in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Door {
    /// Forms of this site only.
    Page,
    /// Programs and other sites: nothing there trusts a cookie.
    Program,
}

/// A page that is read.
pub fn shown<F, Fut>(handler: F) -> MethodRouter<Identity>
where
    F: Fn(Identity, Ask) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Outcome<Response>> + Send + 'static,
{
    axum::routing::get(move |State(identity), params: RawPathParams, request| {
        enter(identity, params, request, Door::Page, handler)
    })
}

/// A form of this site that is sent.
pub fn sent<F, Fut>(handler: F) -> MethodRouter<Identity>
where
    F: Fn(Identity, Ask) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Outcome<Response>> + Send + 'static,
{
    axum::routing::post(move |State(identity), params: RawPathParams, request| {
        enter(identity, params, request, Door::Page, handler)
    })
}

/// What programs and other sites send.
pub fn program<F, Fut>(handler: F) -> MethodRouter<Identity>
where
    F: Fn(Identity, Ask) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Outcome<Response>> + Send + 'static,
{
    axum::routing::post(move |State(identity), params: RawPathParams, request| {
        enter(identity, params, request, Door::Program, handler)
    })
}

/// The answer to an address nobody has.
pub async fn nowhere(State(identity): State<Identity>, params: RawPathParams, request: Request) -> Response {
    enter(identity, params, request, Door::Program, |_, _| async { Err(Problem::NotFound) }).await
}

async fn enter<F, Fut>(
    identity: Identity,
    params: RawPathParams,
    request: Request,
    door: Door,
    handler: F,
) -> Response
where
    F: Fn(Identity, Ask) -> Fut,
    Fut: Future<Output = Outcome<Response>> + Send + 'static,
{
    let params = params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let (head, body) = request.into_parts();
    let origin = identity.settings.origin();
    if let Some(there) = by_its_name(&head.method, &head.uri, &head.headers, &origin) {
        let mut response = Redirect::temporary(&there).into_response();
        identity.policy.apply(&mut response);
        return response;
    }
    let mut cookies = Vec::new();
    let mut response = match read(&identity, &head, params, &mut cookies).await {
        Ok(mut ask) => {
            // For the page that says what went wrong.
            let outline = ask.outline();
            let outcome = match receive(&identity, &mut ask, head, body, door).await {
                Ok(()) => handler(identity.clone(), ask).await,
                Err(problem) => Err(problem),
            };
            outcome.unwrap_or_else(|problem| view::problem(&identity, &outline, problem))
        }
        Err(problem) => {
            tracing::error!(%problem, "a request could not be read");
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            response
        }
    };
    let cached = response
        .headers()
        .get(header::CACHE_CONTROL)
        .is_some_and(|value| value.as_bytes().starts_with(b"public"));
    if !cached {
        for cookie in cookies {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    identity.policy.apply(&mut response);
    response
}

/// Everything but the form.
async fn read(
    identity: &Identity,
    head: &axum::http::request::Parts,
    params: Vec<(String, String)>,
    cookies: &mut Vec<HeaderValue>,
) -> Outcome<Ask> {
    if names_nul(&head.uri) {
        return Err(Problem::Unreadable(Unreadable::Broken));
    }
    let jar = &identity.cookies;
    let now = identity.parts.instant();
    let query: Vec<(String, String)> =
        url::form_urlencoded::parse(head.uri.query().unwrap_or_default().as_bytes())
            .into_owned()
            .take(100)
            .collect();
    let asked = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let mut choice = |name: &'static str, values: &[&'static str]| -> Option<&'static str> {
        let known = |given: &str| values.iter().find(|value| **value == given).copied();
        let wanted = asked(name).and_then(known).filter(|_| head.method.is_safe());
        if let Some(wanted) = wanted {
            cookies.push(jar.set(name, wanted, Some(CHOICE_LIVES)));
        }
        wanted.or_else(|| jar.get(&head.headers, name).and_then(known))
    };
    let chosen = choice("lang", &["zh-CN", "en"]);
    let large = choice("text", &["large", "normal"]) == Some("large");
    let high = choice("contrast", &["high", "normal"]) == Some("high");
    let text = |name: header::HeaderName| {
        head.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    };
    // Chinese unless the browser asks for English and not for Chinese: zh-CN is the source language.
    let accepted = text(header::ACCEPT_LANGUAGE).to_ascii_lowercase();
    let foreign = accepted.contains("en") && !accepted.contains("zh");
    let locale = chosen.and_then(Locale::of).unwrap_or(if foreign { Locale::En } else { Locale::Zh });
    let visit = match jar.get(&head.headers, "visit").filter(|visit| visit.len() == 43) {
        Some(visit) => visit.to_owned(),
        None => {
            let visit = identity.parts.token();
            cookies.push(jar.set("visit", &visit, None));
            visit
        }
    };
    let session = jar.get(&head.headers, "session").unwrap_or_default();
    let signed = work::session::find(identity, session, now).await?;
    if signed.is_none() && !session.is_empty() {
        cookies.push(jar.clear("session"));
    }
    let bound = if signed.is_some() { session } else { &visit };
    let peer = head.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let address = head.extensions.get::<ClientAddress>().map(|address| address.0).or(peer);
    let mut agent = text(header::USER_AGENT).to_owned();
    agent.truncate(agent.floor_char_boundary(300));
    Ok(Ask {
        method: head.method.clone(),
        path: head.uri.path().to_owned(),
        params,
        headers: head.headers.clone(),
        form: Submission::default(),
        now,
        locale,
        large,
        high,
        visit_mark: identity.keys.mark("visit", &visit),
        csrf: identity.keys.mark("form", bound),
        signed,
        address: address.map(|address| address.to_string()).unwrap_or_default(),
        agent,
        query,
    })
}

/// The form, and whether it was made here (safety A28).
async fn receive(
    identity: &Identity,
    ask: &mut Ask,
    head: axum::http::request::Parts,
    body: Body,
    door: Door,
) -> Outcome<()> {
    if ask.method.is_safe() {
        return Ok(());
    }
    if door == Door::Page && !comes_from_here(&ask.method, &ask.headers, &identity.settings.origin()) {
        return Err(Problem::NotFromHere);
    }
    let header =
        ask.headers.get("x-csrf-token").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    ask.form = Submission::read(Request::from_parts(head, body), LONGEST_FORM).await?;
    let field = ask.form.raw("_csrf");
    let given = if field.is_empty() { &header } else { field };
    if door == Door::Page && !same(given, &ask.csrf) {
        return Err(Problem::NotFromHere);
    }
    Ok(())
}

impl Ask {
    /// The same without the form: enough to make a page.
    fn outline(&self) -> Ask {
        Ask {
            method: self.method.clone(),
            path: self.path.clone(),
            query: self.query.clone(),
            params: Vec::new(),
            headers: HeaderMap::new(),
            form: Submission::default(),
            now: self.now,
            locale: self.locale,
            large: self.large,
            high: self.high,
            visit_mark: self.visit_mark.clone(),
            csrf: self.csrf.clone(),
            signed: self.signed.clone(),
            address: self.address.clone(),
            agent: self.agent.clone(),
        }
    }
}
