//! Making pages: texts and templates embedded in the program, what every page knows, and how problems look.

use crate::context::context;
use crate::front::{Ask, see};
use crate::problem::{Outcome, Problem};
use crate::provider::Identity;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use chrono::{DateTime, FixedOffset, Utc};
use frame::Locale;
use frame::submission::Unreadable;
use minijinja::Value;
use std::borrow::Cow;
use std::sync::Arc;

#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/locales"]
struct LocaleFiles;

#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/templates"]
struct TemplateFiles;

/// All texts as `(zh-CN/login.ftl, …)`.
pub fn locale_files() -> Vec<(String, Cow<'static, str>)> {
    LocaleFiles::iter()
        .filter_map(|name| LocaleFiles::get(&name).map(|file| (name, file)))
        .map(|(name, file)| (name.into_owned(), String::from_utf8_lossy(&file.data).into_owned().into()))
        .collect()
}

/// Where templates come from.
pub fn template_source() -> Arc<frame::templates::Source> {
    Arc::new(|name: &str| {
        TemplateFiles::get(name).map(|file| String::from_utf8_lossy(&file.data).into_owned())
    })
}

/// The half of `(中文, English)` this page speaks.
pub fn choose(locale: Locale, pair: &(String, String)) -> &str {
    match locale {
        Locale::Zh => &pair.0,
        Locale::En => &pair.1,
    }
}

/// A text in the page's language.
pub fn text(identity: &Identity, ask: &Ask, key: &str, args: &serde_json::Value) -> String {
    identity.templates.locales().text(ask.locale, key, args)
}

/// Times are shown in the zone's time, which has no summer time.
pub fn local(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    at.with_timezone(&FixedOffset::east_opt(8 * 3600).expect("eight hours is an offset"))
}

/// `2025-03-07 14:05`.
pub fn minute(at: DateTime<Utc>) -> String {
    local(at).format("%Y-%m-%d %H:%M").to_string()
}

/// What every page knows.
fn base(identity: &Identity, ask: &Ask) -> Value {
    let settings = &identity.settings;
    let names = (settings.site_name_zh.clone(), settings.site_name_en.clone());
    let links: Vec<Value> = settings
        .links
        .iter()
        .map(|link| {
            let name = if ask.locale == Locale::Zh { &link.zh } else { &link.en };
            context! { name, address => link.address }
        })
        .collect();
    // The same page again, for the links that change how it is shown.
    let kept = ask.query.iter().filter(|(name, _)| !matches!(name.as_str(), "lang" | "text" | "contrast"));
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
    let here = if query.is_empty() { format!("{}?", ask.path) } else { format!("{}?{query}&", ask.path) };
    let user = ask.signed.as_ref().map(|signed| {
        context! { name => signed.account.name, login => signed.account.login, kind => signed.account.kind }
    });
    let assets = &identity.parts.assets;
    context! {
        locale => ask.locale.tag(),
        site => choose(ask.locale, &names),
        path => ask.path,
        here,
        links,
        user,
        csrf => ask.csrf,
        large => ask.large,
        high => ask.high,
        css => assets.address("hall.css"),
        js => assets.address("hall.js"),
        icons => assets.address("icons.svg"),
        said => ask.query("said"),
    }
}

/// A page.
pub fn page(identity: &Identity, ask: &Ask, template: &str, values: Value) -> Outcome<Response> {
    page_as(identity, ask, StatusCode::OK, template, values)
}

/// A page with another status than 200.
pub fn page_as(
    identity: &Identity,
    ask: &Ask,
    status: StatusCode,
    template: &str,
    values: Value,
) -> Outcome<Response> {
    let html =
        identity.templates.render(template, minijinja::context! { ..values, ..base(identity, ask) })?;
    Ok(html_answer(status, html))
}

fn html_answer(status: StatusCode, html: String) -> Response {
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = status;
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// Bytes of a kind.
pub fn bytes(kind: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// What a problem looks like.
pub fn problem(identity: &Identity, ask: &Ask, problem: Problem) -> Response {
    let (status, key, reference) = match &problem {
        Problem::LoginFirst(back) => {
            let query =
                url::form_urlencoded::Serializer::new(String::new()).append_pair("next", back).finish();
            return see(&format!("/login?{query}"));
        }
        Problem::NotFound => (StatusCode::NOT_FOUND, "not-found", None),
        Problem::NotFromHere => (StatusCode::FORBIDDEN, "not-from-here", None),
        Problem::Bad(key) => (StatusCode::BAD_REQUEST, *key, None),
        Problem::Gone => (StatusCode::GONE, "gone", None),
        Problem::Unreadable(unreadable) => {
            let status = match unreadable {
                Unreadable::Kind => StatusCode::UNSUPPORTED_MEDIA_TYPE,
                Unreadable::TooMuch => StatusCode::PAYLOAD_TOO_LARGE,
                Unreadable::Broken => StatusCode::BAD_REQUEST,
            };
            (status, "unreadable", None)
        }
        Problem::Broken(what) => {
            let reference = identity.parts.id().to_string();
            tracing::error!(reference, what, path = ask.path, "something failed");
            (StatusCode::INTERNAL_SERVER_ERROR, "broken", Some(reference))
        }
    };
    let values = context! { code => status.as_u16(), key => format!("oops-{key}"), reference };
    page_as(identity, ask, status, "oops.html", values).unwrap_or_else(|error| {
        tracing::error!(%error, "the page for problems cannot be made");
        html_answer(StatusCode::INTERNAL_SERVER_ERROR, String::new())
    })
}
