//! Every product of an official's regions, deleted ones too, with its history.

use super::own::{Kept, standing_is, with_rounds};
use super::words;
use crate::journal;
use crate::kernel::{Outcome, Page, Paging, Refusal, Uuid};
use crate::offering::model::{Column, Entity, Model, logistics};
use crate::offering::{Kind, Standing};
use crate::provider::model as provider;
use crate::review::{self, Subject, model as round};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};
use std::collections::HashMap;

/// What the register is narrowed to; empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words of title, summary or provider.
    pub words: Option<String>,
    /// Where it stands.
    pub standing: Option<Standing>,
    /// One provider's.
    pub provider: Option<Uuid>,
    /// Deleted ones only, or the others only.
    pub removed: Option<bool>,
}

/// A line of the register.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The product.
    pub product: Kept,
    /// Who offers it.
    pub provider: provider::Model,
}

/// Everything there is about one product.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The product as it stands.
    pub entry: Entry,
    /// What everybody sees, if it was approved and not deleted.
    pub details: Option<logistics::Model>,
    /// Its rounds, newest first.
    pub rounds: Vec<round::Model>,
    /// What was done to it, oldest first.
    pub journal: Vec<journal::model::Model>,
}

/// `None` stands for all regions.
fn of_regions(regions: Option<&[String]>) -> Select<Entity> {
    let found = Entity::find().filter(Column::Kind.eq(Kind::Logistics.word()));
    let Some(regions) = regions else { return found };
    let here = Query::select()
        .column(provider::Column::Id)
        .from(provider::Entity)
        .and_where(provider::Column::Region.is_in(regions.iter().map(String::as_str)))
        .take();
    found.filter(Column::ProviderId.in_subquery(here))
}

fn select(regions: Option<&[String]>, filter: &Filter) -> Select<Entity> {
    let mut found = of_regions(regions);
    if let Some(words) = &filter.words {
        found = found.filter(words::header(words));
    }
    if let Some(standing) = filter.standing {
        found = standing_is(found, standing);
    }
    if let Some(provider) = filter.provider {
        found = found.filter(Column::ProviderId.eq(provider));
    }
    match filter.removed {
        Some(true) => found.filter(Column::RemovedAt.is_not_null()),
        Some(false) => found.filter(Column::RemovedAt.is_null()),
        None => found,
    }
}

/// A page of the register of these regions (`None`: all), newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    regions: Option<&[String]>,
    filter: &Filter,
    paging: Paging,
) -> Outcome<Page<Entry>> {
    let found = select(regions, filter).order_by_desc(Column::CreatedAt).order_by_desc(Column::Id);
    let mut page = paging.read(found, db).await?;
    let entries = entries(db, std::mem::take(&mut page.rows)).await?;
    Ok(page.with(entries))
}

/// One product with its history.
///
/// # Errors
/// `NotFound` outside these regions (`None`: all).
pub async fn one(db: &impl ConnectionTrait, regions: Option<&[String]>, id: Uuid) -> Outcome<Dossier> {
    let found = of_regions(regions).filter(Column::Id.eq(id)).all(db).await?;
    let entry = entries(db, found).await?.pop().ok_or(Refusal::NotFound)?;
    Ok(Dossier {
        entry,
        details: logistics::Entity::find_by_id(id).one(db).await?,
        rounds: review::find::history(db, Subject::Product, id).await?,
        journal: journal::find::of(db, "product", id).await?,
    })
}

async fn entries(db: &impl ConnectionTrait, headers: Vec<Model>) -> Outcome<Vec<Entry>> {
    let ids: Vec<Uuid> = headers.iter().map(|header| header.provider_id).collect();
    let providers = provider::Entity::find().filter(provider::Column::Id.is_in(ids)).all(db).await?;
    let providers: HashMap<Uuid, provider::Model> = providers.into_iter().map(|row| (row.id, row)).collect();
    let mut entries = Vec::new();
    for product in with_rounds(db, headers).await? {
        let provider = providers.get(&product.header.provider_id).cloned();
        let provider = provider.ok_or_else(|| Refusal::Broken("a product without provider".to_owned()))?;
        entries.push(Entry { product, provider });
    }
    Ok(entries)
}
