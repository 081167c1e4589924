//! The help centre: a manual for each role in both languages, with its own record of revisions. The texts are Markdown in
//! `docs/help`, embedded in the program; the pictures are taken by the browser journeys.

mod render;

use crate::page::{Answer, Page};
use crate::refused::Refused;
use crate::site::Site;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse as _;
use frame::Locale;
use hall::Refusal;
use hall::kernel::Action;
use minijinja::value::Serde;
use minijinja::{Value, context};

/// For whom there is a manual, in the order of the help centre.
pub(crate) const ROLES: [(&str, &str); 7] = [
    ("visitor", "search"),
    ("enterprise", "building-store"),
    ("logistics", "truck"),
    ("park", "building"),
    ("reviewer", "rubber-stamp"),
    ("assessor", "trophy"),
    ("administrator", "settings"),
];

#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../docs/help"]
struct Files;

/// Adds the routes.
pub(crate) fn routes(site: Site) -> Site {
    site.cached("/help", Action::SeePortal, centre).cached("/help/{role}", Action::SeePortal, manual).cached(
        "/help/pictures/{name}",
        Action::SeePortal,
        picture,
    )
}

async fn centre(page: Page) -> Answer {
    page.show("help/centre.html", context! { roles => Serde(ROLES) }).await
}

async fn manual(page: Page, Path(role): Path<String>) -> Answer {
    let (role, _) = ROLES.into_iter().find(|(known, _)| *known == role).ok_or(Refusal::NotFound)?;
    let text = text(page.locale(), role).ok_or(Refusal::NotFound)?;
    let manual = render::render(&text, &|name| {
        Files::get(&format!("pictures/{name}")).and_then(|file| size(&file.data))
    });
    let html = Value::from_safe_string(manual.html.clone());
    let context = context! { role, roles => Serde(ROLES), manual => Serde(manual), html };
    page.show("help/manual.html", context).await
}

/// The HTML of a text, for fuzzing the renderer.
#[cfg(any(test, feature = "testing"))]
pub(crate) fn html_of(text: &str) -> String {
    render::render(text, &|_| Some((1, 1))).html
}

/// The Markdown of a manual.
fn text(locale: Locale, role: &str) -> Option<String> {
    let file = Files::get(&format!("{}/{role}.md", locale.tag()))?;
    String::from_utf8(file.data.into_owned()).ok()
}

async fn picture(_: Page, Path(name): Path<String>) -> Answer {
    let file = Files::get(&format!("pictures/{name}")).filter(|_| name.ends_with(".png"));
    let file = file.ok_or(Refused(Refusal::NotFound))?;
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
    let keep = (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    Ok(([kind, keep], file.data.into_owned()).into_response())
}

/// Width and height of a PNG, from its header.
fn size(png: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?));
    Some((number(16)?, number(20)?)).filter(|_| png.starts_with(b"\x89PNG"))
}

#[cfg(test)]
mod tests;
