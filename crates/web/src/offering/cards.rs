//! Products as pages show them.

use crate::page::Page;
use hall::kernel::Uuid;
use hall::offering::Mode;
use hall::offering::find::figures::Point;
use hall::offering::find::public::Shown;
use hall::term::gazetteer;
use serde::Serialize;

/// A public product.
#[derive(Debug, Serialize)]
pub(crate) struct Card {
    pub id: Uuid,
    pub title: String,
    pub summary: String,
    pub cover: Option<Uuid>,
    pub mode: &'static str,
    pub icon: &'static str,
    pub country: String,
    pub country_name: String,
    pub city: String,
    /// What the list's filter calls the city.
    pub city_key: String,
    pub x: f64,
    pub y: f64,
    pub tags: Vec<String>,
    pub pictures: Vec<Uuid>,
    pub pinned: bool,
    pub at: String,
    pub provider: Provider,
}

/// Who offers it.
#[derive(Debug, Serialize)]
pub(crate) struct Provider {
    pub id: Uuid,
    pub name: String,
    pub logo: Uuid,
    pub introduction: String,
}

/// A destination on a map.
#[derive(Debug, Serialize)]
pub(crate) struct Spot {
    pub city: String,
    pub country: String,
    pub country_name: String,
    pub name: String,
    pub x: f64,
    pub y: f64,
    pub products: u64,
    pub strong: bool,
}

/// The icon of a mode.
pub(crate) const fn icon(mode: Mode) -> &'static str {
    match mode {
        Mode::Sea => "ship",
        Mode::Air => "plane",
        Mode::Road => "truck",
        Mode::Rail => "train",
    }
}

/// A country's name in the page's language.
pub(crate) fn country_name(page: &Page, code: &str) -> String {
    let tag = page.locale().tag();
    gazetteer::country(code).map_or_else(|| code.to_owned(), |country| country.name(tag).to_owned())
}

/// A city's name in the page's language; a typed one has one name.
pub(crate) fn city_name(page: &Page, chinese: &str, english: &str) -> String {
    if page.locale() == frame::Locale::En { english.to_owned() } else { chinese.to_owned() }
}

/// Where a place lies on the map's sheet of 3600 × 1800.
pub(crate) fn on_sheet(lat: f64, lon: f64) -> (f64, f64) {
    (((lon + 180.0) * 10.0).round(), ((90.0 - lat) * 10.0).round())
}

/// A product for a page.
///
/// # Errors
/// When its row holds a word this program does not know.
pub(crate) fn card(page: &Page, shown: Shown) -> Result<Card, hall::Refusal> {
    let Shown { header, details, provider, tags, pictures } = shown;
    let mode = details.mode()?;
    let (x, y) = on_sheet(details.latitude, details.longitude);
    Ok(Card {
        id: header.id,
        title: header.title,
        summary: header.summary,
        cover: header.cover,
        mode: mode.word(),
        icon: icon(mode),
        country_name: country_name(page, &details.country),
        city: city_name(page, &details.city, &details.city_en),
        city_key: if details.city_id.is_empty() { details.city } else { details.city_id },
        country: details.country,
        x,
        y,
        tags,
        pictures,
        pinned: header.pinned_at.is_some(),
        at: header.created_at.to_rfc3339(),
        provider: Provider {
            id: provider.id,
            name: provider.name,
            logo: provider.logo,
            introduction: provider.introduction,
        },
    })
}

/// A destination for a map.
pub(crate) fn spot(page: &Page, point: Point) -> Spot {
    let (x, y) = on_sheet(point.lat, point.lon);
    Spot {
        name: city_name(page, &point.name_zh, &point.name_en),
        country_name: country_name(page, &point.country),
        city: point.city,
        country: point.country,
        x,
        y,
        products: point.products,
        strong: point.products > 2,
    }
}
