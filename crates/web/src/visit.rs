//! Every request, before its route: who asks, in which language, from where; and after it: cookies, headers, and
//! refusals turned into pages.

use crate::app::App;
use crate::{cache, refused};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use frame::Locale;
use frame::headers::by_its_name;
use hall::Actor;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The other end of the connection, put into the request by whoever accepted it.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

/// For how many seconds a session goes on.
#[derive(Debug, Clone, Copy, serde::Serialize)]
pub struct Lasts {
    /// Without being used again.
    pub idle: i64,
    /// However much it is used.
    pub longest: i64,
}

/// What is known about a request before its handler runs.
pub struct Visit {
    /// Who asks.
    pub actor: Actor,
    /// The language of the answer.
    pub locale: Locale,
    /// Large text asked for.
    pub large: bool,
    /// High contrast asked for.
    pub contrast: bool,
    /// The browser's own secret; login codes and devices are bound to it. Empty on a first visit to a cached page.
    pub browser: String,
    /// How the browser calls itself.
    pub agent: String,
    /// The token forms carry back; bound to browser and session.
    pub csrf: String,
    /// Path and query of the request.
    pub here: String,
    /// Path alone.
    pub path: String,
    /// Whether the page asked for a fragment (htmx or the side pane).
    pub fragment: bool,
    /// What to say once, from the page before.
    pub flash: Option<String>,
    /// When the session ends; none for a visitor.
    pub lasts: Option<Lasts>,
    /// The number an error page shows and the log holds.
    pub reference: String,
    fresh_browser: AtomicBool,
}

impl Visit {
    /// The network address of whoever asks.
    #[must_use]
    pub fn address(&self) -> &str {
        self.actor.address().unwrap_or("")
    }

    /// Says that the answer holds a form, so that the browser must keep its secret.
    pub(crate) fn needs_browser(&self) {
        self.fresh_browser.store(true, Ordering::Relaxed);
    }
}

/// A year, in seconds: how long a browser is known again.
const YEAR: i64 = 365 * 24 * 3600;

/// The outermost layer.
pub(crate) async fn receive(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if let Some(answer) = assets(&app, &request) {
        return finish(&app, answer);
    }
    let headers = request.headers();
    if let Some(there) = by_its_name(request.method(), request.uri(), headers, &app.settings.base_url) {
        return finish(&app, Redirect::temporary(&there).into_response());
    }
    let here = request.uri().path_and_query().map_or("/", |here| here.as_str()).to_owned();
    let query = request.uri().query().unwrap_or("").to_owned();
    let chosen = |name: &str, cookie: &str| {
        let asked = url::form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name);
        asked
            .map(|(_, value)| value.into_owned())
            .or_else(|| app.cookies.get(headers, cookie).map(str::to_owned))
    };
    let asked = chosen("lang", "lang").and_then(|tag| Locale::of(&tag));
    let welcome = preferred(headers);
    let large = chosen("text", "text").as_deref() == Some("large");
    let contrast = chosen("contrast", "contrast").as_deref() == Some("high");
    let token = app.cookies.get(headers, "session").map(str::to_owned);
    let flash = app.cookies.get(headers, "flash").filter(|key| !key.is_empty()).map(str::to_owned);
    let fragment = headers.contains_key("hx-request");
    if token.is_none() && flash.is_none() && request.method() == Method::GET {
        let key = cache::key(asked.or(welcome).unwrap_or_default(), large, contrast, fragment, &here);
        if let Some(mut answer) = app.cache.at_once(&app, &key, headers).await {
            remember_choices(&app, &query, &mut answer);
            return finish(&app, answer);
        }
    }
    let known = app.cookies.get(headers, "browser").filter(|token| token.len() == 43).map(str::to_owned);
    let first = known.is_none();
    let browser = known.unwrap_or_else(|| app.desk.token());
    let address = address(&app, &request);
    let live = match token {
        Some(token) => hall::actor::resolve(&app.desk, &token, &address).await,
        None => Ok(None),
    };
    let live = match live {
        Ok(live) => live,
        Err(refusal) => return finish(&app, refused::bare(&refusal)),
    };
    let spoken = live.as_ref().and_then(|live| Locale::of(&live.locale));
    let lasts = live.as_ref().map(|live| Lasts { idle: live.idle, longest: live.longest });
    let actor = live.map_or(Actor::Visitor { address }, |live| live.actor);
    let locale = asked.or(spoken).or(welcome).unwrap_or_default();
    let agent =
        headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or("").to_owned();
    let session = actor.member().map(|member| member.session.to_string()).unwrap_or_default();
    let csrf = form_token(&app, &browser, &session);
    let visit = Arc::new(Visit {
        locale,
        large,
        contrast,
        agent,
        csrf,
        path: request.uri().path().to_owned(),
        here,
        fragment,
        flash,
        lasts,
        reference: app.desk.id().simple().to_string(),
        fresh_browser: AtomicBool::new(false),
        browser,
        actor,
    });
    request.extensions_mut().insert(Arc::clone(&visit));
    request.extensions_mut().insert(app.clone());
    let mut answer = next.run(request).await;
    if let Some(refusal) = refused::take(&mut answer) {
        answer = refused::page(&app, &visit, &refusal).await;
    } else if is_unread(&answer) {
        answer = refused::status_page(&app, &visit, StatusCode::NOT_FOUND, "error-not-found").await;
    } else if answer.status() == StatusCode::METHOD_NOT_ALLOWED {
        let allow = answer.headers().get(header::ALLOW).cloned();
        answer = refused::status_page(&app, &visit, StatusCode::METHOD_NOT_ALLOWED, "error-method").await;
        if let Some(allow) = allow {
            answer.headers_mut().insert(header::ALLOW, allow);
        }
    }
    remember(&app, &visit, &query, first, &mut answer);
    finish(&app, answer)
}

/// The token of the forms that this browser was shown in this session; the session is empty for a visitor.
pub(crate) fn form_token(app: &App, browser: &str, session: &str) -> String {
    app.desk.keys.fingerprint("csrf", format!("{browser}/{session}").as_bytes())
}

/// Whether the address itself could not be read: an id that is none, a page number that is a word. Nothing is at such
/// an address, so the answer is that of a missing thing.
fn is_unread(answer: &Response) -> bool {
    let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    answer.status() == StatusCode::BAD_REQUEST && kind.starts_with("text/plain")
}

fn assets(app: &App, request: &Request) -> Option<Response> {
    let name = request.uri().path().strip_prefix("/assets/")?;
    let found = app.assets.answer(name, request.headers());
    Some(found.unwrap_or_else(|| (StatusCode::NOT_FOUND, "").into_response()))
}

fn finish(app: &App, mut answer: Response) -> Response {
    app.policy.apply(&mut answer);
    answer
}

/// Sets the cookies an answer needs: the language and modes just chosen, the browser's secret when the page holds
/// a form, and the flash that has been shown.
fn remember(app: &App, visit: &Visit, query: &str, first: bool, answer: &mut Response) {
    // A redirect shows nothing: what is to be said waits for the page it leads to.
    let shown = !answer.status().is_redirection() && answer.status() != StatusCode::NO_CONTENT;
    remember_choices(app, query, answer);
    let mut set = |value: HeaderValue| {
        answer.headers_mut().append(header::SET_COOKIE, value);
    };
    if first && visit.fresh_browser.load(Ordering::Relaxed) {
        set(app.cookies.set("browser", &visit.browser, Some(YEAR)));
    }
    if visit.flash.is_some() && shown {
        set(app.cookies.clear("flash"));
    }
}

/// Sets the cookies of the language and modes just chosen.
fn remember_choices(app: &App, query: &str, answer: &mut Response) {
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        let known = match &*name {
            "lang" => Locale::of(&value).map(Locale::tag),
            "text" => ["large", "normal"].into_iter().find(|word| *word == value),
            "contrast" => ["high", "normal"].into_iter().find(|word| *word == value),
            _ => None,
        };
        if let Some(known) = known {
            answer.headers_mut().append(header::SET_COOKIE, app.cookies.set(&name, known, Some(YEAR)));
        }
    }
}

fn preferred(headers: &HeaderMap) -> Option<Locale> {
    let wanted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    wanted.split(',').find_map(|part| {
        let tag = part.split(';').next().unwrap_or("").trim();
        if tag.starts_with("zh") { Some(Locale::Zh) } else { Locale::of(tag) }
    })
}

/// The address a request came from: the peer, or, behind a proxy we trust, the right-most hop it did not add
/// itself (safety A34).
fn address(app: &App, request: &Request) -> String {
    let peer = request.extensions().get::<Peer>().map_or(IpAddr::from([127, 0, 0, 1]), |peer| peer.0);
    let trusted = &app.settings.trusted_proxies;
    if !trusted.contains(&peer) {
        return peer.to_string();
    }
    let hops = request.headers().get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<IpAddr> =
        hops.flat_map(|value| value.split(',')).filter_map(|hop| hop.trim().parse().ok()).collect();
    hops.into_iter().rev().find(|hop| !trusted.contains(hop)).unwrap_or(peer).to_string()
}
