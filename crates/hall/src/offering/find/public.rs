//! What everybody sees: approved products on the shelf of active providers (F01, F02).

use super::words;
use crate::kernel::{Outcome, Page, Paging, Refusal, Uuid};
use crate::offering::model::{Column, Entity, Model, logistics, tag};
use crate::offering::{Kind, Mode};
use crate::provider::model as provider;
use sea_orm::sea_query::{Condition, Expr, NullOrdering, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, Order, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, RelationDef, Select,
};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// What a list is narrowed to; empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// 运输方式.
    pub mode: Option<Mode>,
    /// 目的地国家: ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// 目的地城市: the gazetteer's id, or the name of a typed city.
    pub city: Option<String>,
    /// 标签, whole.
    pub tag: Option<String>,
    /// 关键字: title, summary, city, country, tags, provider.
    pub words: Option<String>,
    /// One provider's.
    pub provider: Option<Uuid>,
}

/// A product as everybody sees it.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    /// Its header.
    pub header: Model,
    /// Its details.
    pub details: logistics::Model,
    /// Who offers it.
    pub provider: provider::Model,
    /// Its tags in the provider's order.
    pub tags: Vec<String>,
    /// Its detail pictures in the provider's order.
    pub pictures: Vec<Uuid>,
}

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

/// The join to the details.
pub(super) fn to_details() -> RelationDef {
    Entity::belongs_to(logistics::Entity).from(Column::Id).to(logistics::Column::OfferingId).into()
}

/// Everything public, joined with its details.
fn visible() -> Select<Entity> {
    let active = Query::select()
        .column(provider::Column::Id)
        .from(provider::Entity)
        .and_where(provider::Column::State.eq(provider::Standing::Active.word()))
        .take();
    Entity::find()
        .join(JoinType::InnerJoin, to_details())
        .filter(Column::Kind.eq(Kind::Logistics.word()))
        .filter(Column::PublishedAt.is_not_null())
        .filter(Column::OnShelf.eq(true))
        .filter(Column::RemovedAt.is_null())
        .filter(Column::ProviderId.in_subquery(active))
}

fn select(filter: &Filter) -> Select<Entity> {
    let mut found = visible();
    if let Some(mode) = filter.mode {
        found = found.filter(logistics::Column::Mode.eq(mode.word()));
    }
    if let Some(country) = &filter.country {
        found = found.filter(logistics::Column::Country.eq(country.as_str()));
    }
    if let Some(city) = &filter.city {
        let typed = Condition::all()
            .add(logistics::Column::CityId.eq(""))
            .add(logistics::Column::City.eq(city.as_str()));
        found = found.filter(Condition::any().add(logistics::Column::CityId.eq(city.as_str())).add(typed));
    }
    if let Some(tag) = &filter.tag {
        found = found.filter(Column::Id.in_subquery(words::tagged(tag::Column::Tag.eq(tag.as_str()))));
    }
    if let Some(words) = &filter.words {
        found = found.filter(words::everywhere(words));
    }
    if let Some(provider) = filter.provider {
        found = found.filter(Column::ProviderId.eq(provider));
    }
    found
}

/// A page of public products: pinned ones first, the latest pin before the others, then the newest (1.15.2(3), Q7).
///
/// # Errors
/// When the database fails.
pub async fn list(db: &impl ConnectionTrait, filter: &Filter, paging: Paging) -> Outcome<Page<Shown>> {
    let total = select(filter).count(db).await?;
    let rows = in_order(select(filter)).select_also(logistics::Entity);
    let rows = rows.offset(paging.offset()).limit(paging.size).all(db).await?;
    Ok(paging.page(with_providers(db, rows).await?, total))
}

/// The ordering rule of every public list.
pub(super) fn in_order(found: Select<Entity>) -> Select<Entity> {
    found
        .order_by_with_nulls(Column::PinnedAt, Order::Desc, NullOrdering::Last)
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
}

/// One public product.
///
/// # Errors
/// `NotFound` when it is not public, whatever the reason.
pub async fn show(db: &impl ConnectionTrait, id: Uuid) -> Outcome<Shown> {
    let found = visible().filter(Column::Id.eq(id)).select_also(logistics::Entity).all(db).await?;
    with_providers(db, found).await?.pop().ok_or(Refusal::NotFound)
}

async fn with_providers(
    db: &impl ConnectionTrait,
    rows: Vec<(Model, Option<logistics::Model>)>,
) -> Outcome<Vec<Shown>> {
    let ids: Vec<Uuid> = rows.iter().map(|(header, _)| header.provider_id).collect();
    let providers = provider::Entity::find().filter(provider::Column::Id.is_in(ids)).all(db).await?;
    let providers: HashMap<Uuid, provider::Model> = providers.into_iter().map(|row| (row.id, row)).collect();
    let mut shown = Vec::new();
    for (header, details) in rows {
        // Both are there by foreign key and inner join.
        let (Some(details), Some(provider)) = (details, providers.get(&header.provider_id).cloned()) else {
            continue;
        };
        let (tags, pictures) = (details.tags()?, details.pictures()?);
        shown.push(Shown { header, details, provider, tags, pictures });
    }
    Ok(shown)
}

/// How many products there are of each mode, whatever mode the filter names: the figures beside the choices.
///
/// # Errors
/// When the database fails.
pub async fn modes(db: &impl ConnectionTrait, filter: &Filter) -> Outcome<Vec<(Mode, u64)>> {
    let filter = Filter { mode: None, ..filter.clone() };
    let counted: Vec<(String, i64)> = select(&filter)
        .select_only()
        .column(logistics::Column::Mode)
        .column_as(Column::Id.count(), "products")
        .group_by(logistics::Column::Mode)
        .into_tuple()
        .all(db)
        .await?;
    let of = |mode: Mode| counted.iter().find(|(word, _)| word == mode.word()).map_or(0, |(_, count)| *count);
    Ok(Mode::ALL.into_iter().map(|mode| (mode, of(mode).unsigned_abs())).collect())
}

/// Where the products of a filter go, whatever city it names, the destination of most products first: the points of
/// the map and the choices of country and city.
///
/// # Errors
/// When the database fails.
pub async fn points(db: &impl ConnectionTrait, filter: &Filter) -> Outcome<Vec<Point>> {
    let filter = Filter { city: None, ..filter.clone() };
    let rows = select(&filter).select_also(logistics::Entity).all(db).await?;
    let mut points: BTreeMap<(String, String), Point> = BTreeMap::new();
    for details in rows.into_iter().filter_map(|(_, details)| details) {
        let city = if details.city_id.is_empty() { details.city.clone() } else { details.city_id.clone() };
        let point = points.entry((details.country.clone(), city.clone())).or_insert_with(|| Point {
            city,
            country: details.country,
            name_zh: details.city,
            name_en: details.city_en,
            lat: details.latitude,
            lon: details.longitude,
            products: 0,
        });
        point.products += 1;
    }
    let mut points: Vec<Point> = points.into_values().collect();
    points.sort_by(|left, right| {
        right.products.cmp(&left.products).then_with(|| left.name_en.cmp(&right.name_en))
    });
    Ok(points)
}

/// The tags of public products, the most used first, at most `limit`: choices for the filter (F07).
///
/// # Errors
/// When the database fails.
pub async fn tags(db: &impl ConnectionTrait, limit: u64) -> Outcome<Vec<(String, u64)>> {
    let public = visible().select_only().column(Column::Id);
    let counted: Vec<(String, i64)> = tag::Entity::find()
        .select_only()
        .column(tag::Column::Tag)
        .column_as(tag::Column::OfferingId.count(), "products")
        .filter(tag::Column::OfferingId.in_subquery(sea_orm::QueryTrait::into_query(public)))
        .group_by(tag::Column::Tag)
        .order_by_desc(Expr::cust("products"))
        .order_by_asc(tag::Column::Tag)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    Ok(counted.into_iter().map(|(tag, count)| (tag, count.unsigned_abs())).collect())
}
