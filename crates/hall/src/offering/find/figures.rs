//! How many products there are of what: the figures beside the choices of the public list, and the points of the map.

use super::public::{Filter, select};
use crate::kernel::{Outcome, count as count_rows};
use crate::offering::Mode;
use crate::offering::catalogue::model::{Column, place, tag};
use sea_orm::sea_query::{Alias, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use std::collections::BTreeMap;

/// A destination and how many products go there.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    /// The value of [`Filter::city`].
    pub city: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Its name in Chinese, or as typed.
    pub name_zh: String,
    /// Its name in English, or as typed.
    pub name_en: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Products.
    pub products: u64,
}

/// What a filter leaves, counted by mode and destination.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    rows: Vec<place::Model>,
}

impl Figures {
    /// How many products of each mode go where the filter says.
    #[must_use]
    pub fn modes(&self, filter: &Filter) -> Vec<(Mode, u64)> {
        let of = |mode: Mode| {
            let rows = self.rows.iter().filter(|row| row.mode == mode.word());
            rows.filter(|row| in_country(row, filter) && in_city(row, filter)).map(count).sum()
        };
        Mode::ALL.into_iter().map(|mode| (mode, of(mode))).collect()
    }

    /// Where the products of the filter's mode go, whatever country and city it names, the destination of most
    /// products first: the points of the map and the choices of country and city.
    #[must_use]
    pub fn points(&self, filter: &Filter) -> Vec<Point> {
        let mut points: BTreeMap<(&str, &str), Point> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| of_mode(row, filter)) {
            let point = points.entry((&row.country, &row.city)).or_insert_with(|| Point {
                city: row.city.clone(),
                country: row.country.clone(),
                name_zh: row.name_zh.clone(),
                name_en: row.name_en.clone(),
                lat: row.latitude,
                lon: row.longitude,
                products: 0,
            });
            point.products += count(row);
        }
        let mut points: Vec<Point> = points.into_values().collect();
        points.sort_by(|left, right| {
            right.products.cmp(&left.products).then_with(|| left.name_en.cmp(&right.name_en))
        });
        points
    }
}

fn count(row: &place::Model) -> u64 {
    row.products.unsigned_abs()
}

fn of_mode(row: &place::Model, filter: &Filter) -> bool {
    filter.mode.is_none_or(|mode| row.mode == mode.word())
}

fn in_country(row: &place::Model, filter: &Filter) -> bool {
    filter.country.as_deref().is_none_or(|country| row.country == country)
}

fn in_city(row: &place::Model, filter: &Filter) -> bool {
    filter.city.as_deref().is_none_or(|city| row.city == city)
}

/// The figures of a filter. What is narrowed by place and mode only is counted already; words, tags and one provider's
/// products are counted now.
///
/// # Errors
/// When the database fails.
pub async fn figures(db: &impl ConnectionTrait, filter: &Filter) -> Outcome<Figures> {
    let all = place::Entity::find().all(db).await?;
    if is_counted(filter) {
        return Ok(Figures { rows: all });
    }
    let anywhere = Filter { mode: None, country: None, city: None, ..filter.clone() };
    let counted: Vec<(String, String, String, i64)> = select(&anywhere)
        .select_only()
        .columns([Column::Mode, Column::Country, Column::City])
        .column_as(Column::OfferingId.count(), "products")
        .group_by(Column::Mode)
        .group_by(Column::Country)
        .group_by(Column::City)
        .into_tuple()
        .all(db)
        .await?;
    let mut left: BTreeMap<(String, String, String), i64> = counted
        .into_iter()
        .map(|(mode, country, city, products)| ((mode, country, city), products))
        .collect();
    let named = all.into_iter().filter_map(|row| {
        let key = (row.mode.clone(), row.country.clone(), row.city.clone());
        left.remove(&key).map(|products| place::Model { products, ..row })
    });
    Ok(Figures { rows: named.collect() })
}

/// How many products a filter finds: exactly, or as far as [`count_rows`] counts where they are counted now.
///
/// # Errors
/// When the database fails.
pub async fn total(db: &impl ConnectionTrait, filter: &Filter) -> Outcome<u64> {
    if !is_counted(filter) {
        return count_rows(&select(filter), db).await;
    }
    let mut found = place::Entity::find();
    if let Some(mode) = filter.mode {
        found = found.filter(place::Column::Mode.eq(mode.word()));
    }
    if let Some(country) = &filter.country {
        found = found.filter(place::Column::Country.eq(country.as_str()));
    }
    if let Some(city) = &filter.city {
        found = found.filter(place::Column::City.eq(city.as_str()));
    }
    // A sum of 64-bit numbers is a decimal on PostgreSQL.
    let sum = place::Column::Products.sum().cast_as(Alias::new("bigint"));
    let sum: Option<Option<i64>> =
        found.select_only().column_as(sum, "products").into_tuple().one(db).await?;
    Ok(sum.flatten().unwrap_or(0).unsigned_abs())
}

/// Whether the figures of a filter are kept as rows.
pub(super) fn is_counted(filter: &Filter) -> bool {
    filter.words.is_none() && filter.tag.is_none() && filter.provider.is_none()
}

/// The tags of public products, the most used first, at most `limit`: choices for the filter (F07).
///
/// # Errors
/// When the database fails.
pub async fn tags(db: &impl ConnectionTrait, limit: u64) -> Outcome<Vec<(String, u64)>> {
    let found = tag::Entity::find().order_by_desc(tag::Column::Products).order_by_asc(tag::Column::Tag);
    let rows = found.limit(limit).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.tag, row.products.unsigned_abs())).collect())
}
