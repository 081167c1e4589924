//! What a provider proposes: the form as typed, the rules it must meet, and what is submitted when it meets them.

use super::Mode;
use crate::file::{Slot, arranged};
use crate::kernel::text::{has_control, one_line};
use crate::kernel::{FieldError, Fields, Outcome, Uuid};
use crate::review::Flag;
use crate::term::gazetteer::{self, City};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// 产品名称, in characters (F06, L-14).
pub const TITLE_LIMIT: usize = 30;
/// 产品简介, in characters (F06, L-15).
pub const SUMMARY_LIMIT: usize = 60;
/// One tag, in characters: a tag is a word to filter by, not a sentence.
pub const TAG_LIMIT: usize = 20;
/// Tags of one product. The manual sets no limit (F07, L-16); this one only keeps a slip of the clipboard out.
pub const TAGS_LIMIT: usize = 200;
/// A city's name as typed, in characters.
pub const CITY_LIMIT: usize = 60;

/// The fields of the form a reviewer may remark on, in the order of the form.
pub const FIELDS: [&str; 8] = ["title", "summary", "cover", "pictures", "mode", "country", "city", "tags"];

/// The form as it was typed. Nothing in it is trusted.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// 产品名称.
    pub title: String,
    /// 产品简介.
    pub summary: String,
    /// 产品封面图: a file of the provider's own.
    pub cover: Option<Uuid>,
    /// 详情图 in order: files of the provider's own.
    pub pictures: Vec<Uuid>,
    /// 运输方式: a [`Mode`]'s word.
    pub mode: String,
    /// 目的地国家: ISO 3166-1 alpha-2.
    pub country: String,
    /// 目的地城市 as chosen or typed (F09).
    pub city: String,
    /// The gazetteer's id when it was chosen from the list or pressed on the map (F10).
    pub city_id: String,
    /// For a typed city that the gazetteer does not know: the known city whose place on the map it takes.
    pub near: String,
    /// 产品标签.
    pub tags: Vec<String>,
}

/// What is submitted for review and, once approved, shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// 产品名称.
    pub title: String,
    /// 产品简介.
    pub summary: String,
    /// 产品封面图.
    pub cover: Uuid,
    /// 详情图 in order.
    pub pictures: Vec<Uuid>,
    /// 运输方式.
    pub mode: Mode,
    /// ISO 3166-1 alpha-2 of the destination's country.
    pub country: String,
    /// The city in Chinese, or as typed.
    pub city: String,
    /// The city in English, or as typed.
    pub city_en: String,
    /// The gazetteer's id; empty for a typed city.
    pub city_id: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// 产品标签 in order.
    pub tags: Vec<String>,
}

impl Proposal {
    /// Every file it shows.
    #[must_use]
    pub fn files(&self) -> Vec<Uuid> {
        std::iter::once(self.cover).chain(self.pictures.iter().copied()).collect()
    }

    /// The form that would submit the same again.
    #[must_use]
    pub fn draft(&self) -> Draft {
        let near = if self.city_id.is_empty() {
            gazetteer::of_country(&self.country)
                .find(|city| (city.lat, city.lon) == (self.latitude, self.longitude))
                .map(|city| city.id.clone())
                .unwrap_or_default()
        } else {
            String::new()
        };
        Draft {
            title: self.title.clone(),
            summary: self.summary.clone(),
            cover: Some(self.cover),
            pictures: self.pictures.clone(),
            mode: self.mode.word().to_owned(),
            country: self.country.clone(),
            city: self.city.clone(),
            city_id: self.city_id.clone(),
            near,
            tags: self.tags.clone(),
        }
    }
}

impl Draft {
    /// Whether it meets every rule that needs no table: the proposal and what the reviewer should look at twice.
    /// That the files are the provider's own is checked where they are ([`super::submit`]).
    ///
    /// # Errors
    /// `Invalid` with every broken field (F04–F10, L-12–L-17).
    pub fn check(&self) -> Outcome<(Proposal, Vec<Flag>)> {
        let mut fields = Fields::new();
        let title = one_line(&fields.text("title", &self.title, TITLE_LIMIT));
        let summary = fields.text("summary", &self.summary, SUMMARY_LIMIT);
        fields.require(self.cover.is_some(), "cover", "product-cover-missing");
        let pictures = arranged(&mut fields, Slot::Detail, &self.pictures);
        let mode = Mode::of(&self.mode);
        fields.require(mode.is_some(), "mode", "field-choice");
        let place = self.place(&mut fields);
        let tags = self.tags(&mut fields);
        fields.done()?;
        let (Some(cover), Some(mode), Some(place)) = (self.cover, mode, place) else {
            return Err(crate::Refusal::Broken("a draft without broken fields lacks one".to_owned()));
        };
        let flags = match place.known {
            true => Vec::new(),
            false => vec![Flag::new("city", "product-city-typed")],
        };
        let proposal = Proposal {
            title,
            summary,
            cover,
            pictures,
            mode,
            country: self.country.clone(),
            city: place.city,
            city_en: place.city_en,
            city_id: place.city_id,
            latitude: place.lat,
            longitude: place.lon,
            tags,
        };
        Ok((proposal, flags))
    }

    /// F09, F10: coordinates come from the gazetteer alone, never from the form.
    fn place(&self, fields: &mut Fields) -> Option<Place> {
        let city = one_line(&fields.text("city", &self.city, CITY_LIMIT));
        if gazetteer::country(&self.country).is_none() {
            fields.add(FieldError::new("country", "field-choice"));
            return None;
        }
        if city.is_empty() {
            return None;
        }
        let here = |city: &&City| city.country == self.country;
        let chosen = gazetteer::by_id(&self.city_id).filter(here);
        let kept = chosen.filter(|chosen| city == chosen.name_zh || city == chosen.name_en);
        if let Some(known) = kept.or_else(|| gazetteer::named(&self.country, &city)) {
            return Some(Place::known(known));
        }
        let Some(near) = gazetteer::by_id(&self.near).filter(here) else {
            fields.add(FieldError::with("city", "product-city-unknown", json!({ "city": city })));
            return None;
        };
        let (city_en, lat, lon) = (city.clone(), near.lat, near.lon);
        Some(Place { city, city_en, city_id: String::new(), lat, lon, known: false })
    }

    fn tags(&self, fields: &mut Fields) -> Vec<String> {
        let mut tags: Vec<String> = Vec::new();
        for tag in &self.tags {
            let tag = one_line(tag);
            let tag = tag.trim_start_matches(['#', '＃']).trim();
            if tag.is_empty() || tags.iter().any(|known| known.to_lowercase() == tag.to_lowercase()) {
                continue;
            }
            if tag.chars().count() > TAG_LIMIT {
                let args = json!({ "tag": tag, "limit": TAG_LIMIT });
                fields.add(FieldError::with("tags", "product-tag-too-long", args));
            }
            if has_control(tag) {
                fields.add(FieldError::new("tags", "field-control-characters"));
            }
            tags.push(tag.to_owned());
        }
        if tags.len() > TAGS_LIMIT {
            fields.add(FieldError::with("tags", "product-tags-too-many", json!({ "limit": TAGS_LIMIT })));
        }
        tags
    }
}

/// Where a product goes.
struct Place {
    city: String,
    city_en: String,
    city_id: String,
    lat: f64,
    lon: f64,
    known: bool,
}

impl Place {
    fn known(city: &City) -> Self {
        Self {
            city: city.name_zh.clone(),
            city_en: city.name_en.clone(),
            city_id: city.id.clone(),
            lat: city.lat,
            lon: city.lon,
            known: true,
        }
    }
}
