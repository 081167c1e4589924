//! 国籍: the countries and regions of the zone's code table.

use frame::Locale;
use serde::Serialize;

/// `alpha2,alpha3,customs,name_zh,name_en`; rows without `alpha2` are areas only customs knows.
const TABLE: &str = include_str!("../../../../data/countries.csv");
/// Shown first.
const FIRST: [&str; 4] = ["CHN", "HKG", "MAC", "TWN"];

/// One choice.
#[derive(Debug, Clone, Serialize)]
pub struct Country {
    /// ISO 3166-1 alpha-3.
    pub code: &'static str,
    pub name: String,
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str, String)> {
    TABLE.lines().skip(1).filter(|line| !line.starts_with(',')).filter_map(|line| {
        let (_, rest) = line.split_once(',')?;
        let (code, rest) = rest.split_once(',')?;
        let (_, rest) = rest.split_once(',')?;
        let (zh, en) = rest.split_once(',')?;
        Some((code, zh, en.trim_matches('"').replace("\"\"", "\"")))
    })
}

/// All choices, China first, the others by their English names.
pub fn all(locale: Locale) -> Vec<Country> {
    let mut found: Vec<_> = rows().collect();
    let place = |code: &str| FIRST.iter().position(|first| *first == code).unwrap_or(FIRST.len());
    found.sort_by(|one, other| (place(one.0), &one.2).cmp(&(place(other.0), &other.2)));
    let name = |zh: &str, en: String| if locale == Locale::Zh { zh.to_owned() } else { en };
    found.into_iter().map(|(code, zh, en)| Country { code, name: name(zh, en) }).collect()
}

/// The name of a code; the code itself when nobody knows it.
pub fn name(locale: Locale, code: &str) -> String {
    all(locale)
        .into_iter()
        .find(|country| country.code == code)
        .map_or_else(|| code.to_owned(), |country| country.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b11_nationalities_are_the_countries_of_the_code_table() {
        let zh = all(Locale::Zh);
        assert!(zh.len() > 230, "{}", zh.len());
        assert_eq!((zh[0].code, zh[0].name.as_str()), ("CHN", "中国"));
        assert!(zh.iter().all(|country| country.code.len() == 3 && !country.name.contains(['"', ','])));
        assert_eq!(name(Locale::En, "VNM"), "Vietnam");
    }
}
