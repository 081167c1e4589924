//! How the stage's pages are made: language, large text and contrast as everywhere, one frame, strict headers.

use crate::stage::Stage;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use frame::{Locale, headers};
use minijinja::{Value, context};
use std::collections::BTreeMap;

/// A request as pages need it.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The language of the answer.
    pub locale: Locale,
    large: bool,
    contrast: bool,
    path: String,
    /// The fields of the query; the last of a name counts.
    pub query: BTreeMap<String, String>,
    /// Whether htmx asked for a fragment.
    pub fragment: bool,
}

/// A year in seconds.
const YEAR: i64 = 365 * 24 * 3600;

impl Visit {
    fn of(stage: &Stage, request: &Request) -> Self {
        let query = fields(request.uri().query().unwrap_or_default());
        let chosen = |name: &str| {
            let kept = || stage.cookies.get(request.headers(), name).map(str::to_owned);
            query.get(name).cloned().or_else(kept)
        };
        let tag = chosen("lang").and_then(|tag| Locale::of(&tag));
        Self {
            locale: tag.or_else(|| welcome(request.headers())).unwrap_or_default(),
            large: chosen("text").as_deref() == Some("large"),
            contrast: chosen("contrast").as_deref() == Some("high"),
            path: request.uri().path().to_owned(),
            fragment: request.headers().contains_key("hx-request"),
            query,
        }
    }

    /// As little as is known of a request to another site on this machine.
    pub fn plain(headers: &HeaderMap) -> Self {
        Self {
            locale: welcome(headers).unwrap_or_default(),
            large: false,
            contrast: false,
            path: "/".to_owned(),
            query: BTreeMap::new(),
            fragment: false,
        }
    }

    /// A field of the query; empty when it is not there.
    pub fn field(&self, name: &str) -> &str {
        self.query.get(name).map_or("", String::as_str)
    }

    /// The half of `(中文, English)` that is spoken here.
    pub fn choose<'a>(&self, pair: &'a (String, String)) -> &'a str {
        if self.locale == Locale::Zh { &pair.0 } else { &pair.1 }
    }
}

/// What stands in a query or a form.
pub fn fields(text: &str) -> BTreeMap<String, String> {
    url::form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

fn welcome(headers: &HeaderMap) -> Option<Locale> {
    let wanted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    wanted.split(',').find_map(|part| {
        let tag = part.split(';').next().unwrap_or("").trim();
        if tag.starts_with("zh") { Some(Locale::Zh) } else { Locale::of(tag) }
    })
}

/// Around every request: where forms may come from, which language, headers.
pub async fn receive(State(stage): State<Stage>, mut request: Request, next: Next) -> Response {
    let (method, asked) = (request.method(), request.headers());
    let address = &stage.settings.address;
    let mut answer = if let Some(there) = headers::by_its_name(method, request.uri(), asked, address) {
        Redirect::temporary(&there).into_response()
    } else if headers::comes_from_here(method, asked, address) {
        let visit = Visit::of(&stage, &request);
        let choices: Vec<(String, String)> = visit
            .query
            .iter()
            .filter(|(name, _)| ["lang", "text", "contrast"].contains(&name.as_str()))
            .map(own)
            .collect();
        request.extensions_mut().insert(visit);
        let mut answer = next.run(request).await;
        for (name, value) in choices {
            if ["zh-CN", "en", "large", "normal", "high"].contains(&value.as_str()) {
                answer.headers_mut().append(header::SET_COOKIE, stage.cookies.set(&name, &value, Some(YEAR)));
            }
        }
        answer
    } else {
        StatusCode::FORBIDDEN.into_response()
    };
    stage.policy.apply(&mut answer);
    answer
}

fn own((name, value): (&String, &String)) -> (String, String) {
    (name.clone(), value.clone())
}

/// A page.
pub fn page(stage: &Stage, visit: &Visit, template: &str, values: Value) -> Response {
    page_as(stage, visit, StatusCode::OK, template, values)
}

/// A page with another status than 200.
pub fn page_as(stage: &Stage, visit: &Visit, status: StatusCode, template: &str, values: Value) -> Response {
    let kept = visit.query.iter().filter(|(name, _)| !["lang", "text", "contrast"].contains(&name.as_str()));
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
    let here = if query.is_empty() { format!("{}?", visit.path) } else { format!("{}?{query}&", visit.path) };
    let assets = &stage.parts.assets;
    let base = context! {
        locale => visit.locale.tag(),
        large => visit.large,
        contrast => visit.contrast,
        path => visit.path.clone(),
        here,
        hall => stage.settings.hall.clone(),
        identity => stage.settings.identity.clone(),
        css => assets.address("hall.css"),
        js => assets.address("hall.js"),
        icons => assets.address("icons.svg"),
        brand => assets.address("brand.svg"),
        troubles => stage.faults.on().len(),
    };
    match stage.templates.render(template, context! { ..values, ..base }) {
        Ok(html) => html_answer(status, html),
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), template, "a page of the rehearsal cannot be made");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn html_answer(status: StatusCode, html: String) -> Response {
    let mut answer = Response::new(Body::from(html));
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    answer
}

/// A redirect after a form; for htmx the header it follows.
pub fn go(to: &str) -> Response {
    let mut answer = StatusCode::SEE_OTHER.into_response();
    if let Ok(to) = HeaderValue::try_from(to) {
        answer.headers_mut().insert(header::LOCATION, to);
    }
    answer
}

/// What htmx reads to leave the page.
pub fn leave(to: &str) -> Response {
    let mut answer = StatusCode::OK.into_response();
    if let Ok(to) = HeaderValue::try_from(to) {
        answer.headers_mut().insert(HeaderName::from_static("hx-redirect"), to);
    }
    answer
}

/// `03-02 10:20:05` in the zone's time, which has no summer time.
pub fn second(at: &str) -> String {
    let zone = chrono::FixedOffset::east_opt(8 * 3600).expect("eight hours is an offset");
    match chrono::DateTime::parse_from_rfc3339(at) {
        Ok(at) => at.with_timezone(&zone).format("%m-%d %H:%M:%S").to_string(),
        Err(_) => String::new(),
    }
}

/// Nothing is here.
pub async fn lost(State(stage): State<Stage>, axum::Extension(visit): axum::Extension<Visit>) -> Response {
    page_as(&stage, &visit, StatusCode::NOT_FOUND, "oops.html", context! { key => "oops-lost" })
}
