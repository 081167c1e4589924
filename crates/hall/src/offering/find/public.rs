//! What everybody sees: approved products on the shelf of active providers (F01, F02).

use super::{figures, words};
use crate::kernel::{Outcome, Page, Paging, Refusal, Uuid};
use crate::offering::Mode;
use crate::offering::catalogue::model::{Column, Entity};
use crate::offering::model::{self as header, Model as Header, logistics, tag};
use crate::provider::model as provider;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    RelationDef, Select,
};
use serde::Serialize;
use std::cmp::Reverse;

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
    pub header: Header,
    /// Its details.
    pub details: logistics::Model,
    /// Who offers it.
    pub provider: provider::Model,
    /// Its tags in the provider's order.
    pub tags: Vec<String>,
    /// Its detail pictures in the provider's order.
    pub pictures: Vec<Uuid>,
}

/// From a header to its details.
pub(in crate::offering) fn header_to_details() -> RelationDef {
    header::Entity::belongs_to(logistics::Entity)
        .from(header::Column::Id)
        .to(logistics::Column::OfferingId)
        .into()
}

/// What the catalogue holds of a filter. Only words look beyond it, into title and summary.
pub(super) fn select(filter: &Filter) -> Select<Entity> {
    let mut found = Entity::find();
    if let Some(mode) = filter.mode {
        found = found.filter(Column::Mode.eq(mode.word()));
    }
    if let Some(country) = &filter.country {
        found = found.filter(Column::Country.eq(country.as_str()));
    }
    if let Some(city) = &filter.city {
        found = found.filter(Column::City.eq(city.as_str()));
    }
    if let Some(tag) = &filter.tag {
        found =
            found.filter(Column::OfferingId.in_subquery(words::tagged(tag::Column::Tag.eq(tag.as_str()))));
    }
    if let Some(words) = &filter.words {
        found = found
            .join(JoinType::InnerJoin, to_header())
            .join(JoinType::InnerJoin, header_to_details())
            .filter(words::everywhere(words));
    }
    if let Some(provider) = filter.provider {
        found = found.filter(Column::ProviderId.eq(provider));
    }
    found
}

fn to_header() -> RelationDef {
    Entity::belongs_to(header::Entity).from(Column::OfferingId).to(header::Column::Id).into()
}

/// A page of public products: pinned ones first, the latest pin before the others, then the newest (1.15.2(3), Q7).
///
/// # Errors
/// When the database fails.
pub async fn list(db: &impl ConnectionTrait, filter: &Filter, paging: Paging) -> Outcome<Page<Shown>> {
    let ids = select(filter)
        .order_by_desc(Column::PinnedAt)
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::OfferingId)
        .offset(paging.offset())
        .limit(paging.size);
    let (total, rows) = tokio::try_join!(figures::total(db, filter), shown(db, ids))?;
    Ok(if figures::is_counted(filter) { paging.page(rows, total) } else { paging.counted(rows, total) })
}

/// One public product.
///
/// # Errors
/// `NotFound` when it is not public, whatever the reason.
pub async fn show(db: &impl ConnectionTrait, id: Uuid) -> Outcome<Shown> {
    shown(db, Entity::find_by_id(id)).await?.pop().ok_or(Refusal::NotFound)
}

/// Everything about the products of these rows of the catalogue, in its order. One query, which leafs through the catalogue's
/// index alone and looks up the rest for the products of one page only.
async fn shown(db: &impl ConnectionTrait, rows: Select<Entity>) -> Outcome<Vec<Shown>> {
    let ids = rows.select_only().column(Column::OfferingId).into_query();
    let mut found = header::Entity::find()
        .join(JoinType::InnerJoin, header_to_details())
        .filter(header::Column::Id.in_subquery(ids))
        .select_also(logistics::Entity)
        .find_also_related(provider::Entity)
        .all(db)
        .await?;
    found.sort_by_key(|(header, ..)| Reverse((header.pinned_at, header.created_at, header.id)));
    let mut shown = Vec::with_capacity(found.len());
    for (header, details, provider) in found {
        // Both are there by foreign key and inner join.
        let (Some(details), Some(provider)) = (details, provider) else { continue };
        let (tags, pictures) = (details.tags()?, details.pictures()?);
        shown.push(Shown { header, details, provider, tags, pictures });
    }
    Ok(shown)
}
