//! Countries and trade cities: `data/countries.csv` and `data/gazetteer.csv`, embedded and read once. Both languages are
//! searched whatever the reader's, because a clerk types what stands on the paper.

use std::collections::HashMap;
use std::sync::OnceLock;

/// A country or territory in the customs table's wording.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    /// China Customs' three-digit code.
    pub customs: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
}

/// A trade city.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct City {
    /// GeoNames id or slug; never reused.
    pub id: String,
    /// Name in simplified Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// ISO 3166-1 alpha-2 of its country.
    pub country: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// People; 0 when not known.
    pub population: u64,
    /// Any of `port`, `airport`, `rail`.
    pub kinds: Vec<String>,
    /// All its names in the form in which they are compared.
    #[serde(skip)]
    keys: Vec<String>,
}

struct Atlas {
    countries: Vec<Country>,
    cities: Vec<City>,
    by_id: HashMap<String, usize>,
}

impl Country {
    /// Its name in a language (`zh-CN` or `en`).
    #[must_use]
    pub fn name(&self, locale: &str) -> &str {
        if locale == "en" { &self.name_en } else { &self.name_zh }
    }
}

impl City {
    /// Its name in a language (`zh-CN` or `en`).
    #[must_use]
    pub fn name(&self, locale: &str) -> &str {
        if locale == "en" { &self.name_en } else { &self.name_zh }
    }
}

/// Every country, China first, then by English name.
#[must_use]
pub fn countries() -> &'static [Country] {
    &atlas().countries
}

/// The country of an ISO 3166-1 alpha-2 code.
#[must_use]
pub fn country(code: &str) -> Option<&'static Country> {
    atlas().countries.iter().find(|country| country.code == code)
}

/// The city of an id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static City> {
    atlas().by_id.get(id).map(|at| &atlas().cities[*at])
}

/// The cities of a country, larger ones first.
pub fn of_country(code: &str) -> impl Iterator<Item = &'static City> {
    atlas().cities.iter().filter(move |city| city.country == code)
}

/// The one city of a country that has exactly this name in any language (F09: typed, not picked).
#[must_use]
pub fn named(code: &str, name: &str) -> Option<&'static City> {
    let wanted = key(name);
    // A second name of one city may be the first name of another: the first names decide.
    let first = |city: &&City| city.keys.iter().take(2).any(|key| *key == wanted);
    let any = |city: &&City| city.keys.contains(&wanted);
    if wanted.is_empty() {
        return None;
    }
    of_country(code).find(first).or_else(|| of_country(code).find(any))
}

/// Cities that match what somebody types, best first: the whole name before its beginning before any part of it,
/// larger cities before smaller ones.
#[must_use]
pub fn search(words: &str, in_country: Option<&str>, limit: usize) -> Vec<&'static City> {
    let wanted = key(words);
    if wanted.is_empty() {
        return Vec::new();
    }
    let rank = |city: &City| {
        let of = |name: &String| match name.find(&wanted) {
            Some(0) if name.len() == wanted.len() => Some(0),
            Some(0) => Some(1),
            Some(_) => Some(2),
            None => None,
        };
        city.keys.iter().filter_map(of).min()
    };
    let mut found: Vec<(u8, &City)> = atlas()
        .cities
        .iter()
        .filter(|city| in_country.is_none_or(|code| city.country == code))
        .filter_map(|city| Some((rank(city)?, city)))
        .collect();
    found.sort_by_key(|(rank, city)| (*rank, std::cmp::Reverse(city.population)));
    found.into_iter().take(limit).map(|(_, city)| city).collect()
}

/// The cities nearest to a point, with their distance in kilometres, nearest first (F10: pressed on the map).
#[must_use]
pub fn nearest(lat: f64, lon: f64, limit: usize) -> Vec<(f64, &'static City)> {
    let mut found: Vec<(f64, &City)> =
        atlas().cities.iter().map(|city| (distance((lat, lon), (city.lat, city.lon)), city)).collect();
    found.sort_by(|left, right| left.0.total_cmp(&right.0));
    found.truncate(limit);
    found
}

/// Great-circle distance in kilometres.
fn distance(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (from_lat, to_lat) = (from.0.to_radians(), to.0.to_radians());
    let (up, along) = ((to_lat - from_lat) / 2.0, (to.1 - from.1).to_radians() / 2.0);
    let chord = up.sin().powi(2) + from_lat.cos() * to_lat.cos() * along.sin().powi(2);
    2.0 * 6_371.0 * chord.sqrt().min(1.0).asin()
}

/// The form in which names are compared: lower case, without blanks, marks between words and a final 市.
fn key(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(crate::kernel::text::half_width)
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    match plain.strip_suffix('市') {
        Some(rest) if rest.chars().count() >= 2 => rest.to_owned(),
        _ => plain,
    }
}

fn atlas() -> &'static Atlas {
    static ATLAS: OnceLock<Atlas> = OnceLock::new();
    ATLAS.get_or_init(|| {
        let mut countries = read_countries(include_str!("../../../../data/countries.csv"));
        countries.sort_by_key(|country| (country.code != "CN", country.name_en.clone()));
        let cities = read_cities(include_str!("../../../../data/gazetteer.csv"));
        let by_id = cities.iter().enumerate().map(|(at, city)| (city.id.clone(), at)).collect();
        Atlas { countries, cities, by_id }
    })
}

/// The fields of one line by their column's name.
fn rows(text: &str) -> impl Iterator<Item = HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let read = "the embedded data is well formed; data/make/check.py proves it";
    reader.deserialize().map(|row| row.expect(read)).collect::<Vec<_>>().into_iter()
}

fn read_countries(text: &str) -> Vec<Country> {
    rows(text)
        .filter(|row| !row["alpha2"].is_empty())
        .map(|row| Country {
            code: row["alpha2"].clone(),
            customs: row["customs"].clone(),
            name_zh: row["name_zh"].clone(),
            name_en: row["name_en"].clone(),
        })
        .collect()
}

fn read_cities(text: &str) -> Vec<City> {
    let number = |text: &str| text.parse().expect("coordinates are numbers");
    rows(text)
        .map(|row| {
            let names = [&row["name_zh"], &row["name_en"]].map(|name| key(name));
            let also = row["also"].split(';').map(key).filter(|name| !name.is_empty());
            City {
                keys: names.into_iter().chain(also).collect(),
                id: row["id"].clone(),
                name_zh: row["name_zh"].clone(),
                name_en: row["name_en"].clone(),
                country: row["alpha2"].clone(),
                lat: number(&row["lat"]),
                lon: number(&row["lon"]),
                population: row["population"].parse().unwrap_or(0),
                kinds: row["kinds"].split('|').filter(|kind| !kind.is_empty()).map(str::to_owned).collect(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f09_there_are_1500_trade_cities_with_two_names_and_a_country() {
        assert!(atlas().cities.len() >= 1_500);
        assert_eq!(atlas().by_id.len(), atlas().cities.len());
        for city in &atlas().cities {
            assert!(!city.name_zh.is_empty() && !city.name_en.is_empty(), "{}", city.id);
            assert!(country(&city.country).is_some(), "{}", city.id);
            assert!((-90.0..=90.0).contains(&city.lat) && (-180.0..=180.0).contains(&city.lon));
            assert_eq!(by_id(&city.id), Some(city));
        }
        assert_eq!(countries()[0].code, "CN");
        assert_eq!(country("SG").unwrap().name("zh-CN"), "新加坡");
    }

    #[test]
    fn f09_cities_are_found_by_any_of_their_names() {
        for (words, name) in [
            ("新加坡", "新加坡"),
            ("singapore", "新加坡"),
            ("ＳＩＮＧ", "新加坡"),
            ("胡志明", "胡志明市"),
            ("Ho Chi-Minh", "胡志明市"),
            ("海口", "海口市"),
            ("海口市", "海口市"),
            ("rotterdam", "鹿特丹"),
        ] {
            assert_eq!(
                search(words, None, 5).first().map(|city| city.name_zh.as_str()),
                Some(name),
                "{words}"
            );
        }
        assert!(search(" ", None, 5).is_empty());
        assert!(search("没有这个城市", None, 5).is_empty());
        assert_eq!(search("a", None, 7).len(), 7);
        assert!(search("san", Some("US"), 50).iter().all(|city| city.country == "US"));
    }

    #[test]
    fn f09_a_typed_name_counts_only_whole_and_in_its_country() {
        assert_eq!(named("SG", " Singapore ").map(|city| city.name_en.as_str()), Some("Singapore"));
        assert_eq!(named("NL", "鹿特丹").map(|city| city.name_en.as_str()), Some("Rotterdam"));
        assert_eq!(named("NL", "鹿特"), None);
        assert_eq!(named("DE", "鹿特丹"), None);
        assert_eq!(named("DE", ""), None);
    }

    #[test]
    fn f10_the_nearest_city_is_found_across_the_date_line_too() {
        let (far, city) = nearest(1.30, 103.80, 1)[0];
        assert_eq!((city.name_en.as_str(), far < 30.0), ("Singapore", true));
        let (far, _) = nearest(-18.1, -179.99, 1)[0];
        assert!(far < 400.0, "Fiji lies across the line: {far}");
        assert!(nearest(20.0, 110.3, 3).windows(2).all(|pair| pair[0].0 <= pair[1].0));
    }
}
