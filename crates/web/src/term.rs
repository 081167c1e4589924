//! The gazetteer for the destination picker.

use crate::page::{Answer, Page};
use crate::site::Site;
use axum::Json;
use axum::extract::Query;
use axum::response::IntoResponse;
use hall::kernel::Action;
use hall::term::gazetteer::{self, City};
use serde::{Deserialize, Serialize};

/// Cities of a country shown to choose from; who looks for a smaller one types its name.
const OF_COUNTRY: usize = 60;
/// Cities found by a name. The page narrows them to the chosen country itself.
const BY_NAME: usize = 40;

/// Adds the routes.
pub(crate) fn routes(site: Site) -> Site {
    site.get("/gazetteer.json", Action::SeePortal, cities)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    country: String,
    q: String,
    lat: Option<f64>,
    lon: Option<f64>,
}

#[derive(Serialize)]
struct Found {
    id: &'static str,
    name: &'static str,
    country: &'static str,
    country_name: &'static str,
    lat: f64,
    lon: f64,
}

/// Cities of a country, by a name, or the one nearest to a point (F09, F10).
async fn cities(page: Page, Query(asked): Query<Asked>) -> Answer {
    let tag = page.locale().tag();
    let found = |city: &'static City| Found {
        id: &city.id,
        name: city.name(tag),
        country: &city.country,
        country_name: gazetteer::country(&city.country).map_or("", |country| country.name(tag)),
        lat: city.lat,
        lon: city.lon,
    };
    let cities: Vec<Found> = match (asked.lat, asked.lon) {
        (Some(lat), Some(lon)) if lat.abs() <= 90.0 && lon.abs() <= 180.0 => {
            gazetteer::nearest(lat, lon, 1).into_iter().map(|(_, city)| found(city)).collect()
        }
        _ if !asked.q.is_empty() => {
            let country = Some(asked.country.as_str()).filter(|code| !code.is_empty());
            gazetteer::search(&asked.q, country, BY_NAME).into_iter().map(found).collect()
        }
        _ => gazetteer::of_country(&asked.country).take(OF_COUNTRY).map(found).collect(),
    };
    Ok(Json(cities).into_response())
}
