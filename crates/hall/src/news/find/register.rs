//! Every news item of an official's regions, deleted ones too, with its history.

use super::own::{Filter, Kept, narrowed, with_rounds};
use crate::journal;
use crate::kernel::{Instant, Outcome, Page, Paging, Refusal, Uuid};
use crate::news::model::{Column, Entity, Model};
use crate::provider::model::{self as provider, park};
use crate::review::{self, Scope, Subject, model as round};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

/// A line of the register.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The item.
    pub kept: Kept,
    /// Whose it is.
    pub park: park::Model,
}

/// Everything there is about one item.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The item as it stands.
    pub entry: Entry,
    /// Its rounds, newest first.
    pub rounds: Vec<round::Model>,
    /// What was done to it, oldest first.
    pub journal: Vec<journal::model::Model>,
}

fn of_scope(scope: &Scope) -> Select<Entity> {
    let mut here = Query::select();
    here.column(provider::Column::Id).from(provider::Entity);
    match scope {
        Scope::Zone => return Entity::find(),
        Scope::Regions(regions) => {
            here.and_where(provider::Column::Region.is_in(regions.iter().map(String::as_str)))
        }
        Scope::Enterprise(id) => here.and_where(provider::Column::EnterpriseId.eq(*id)),
    };
    Entity::find().filter(Column::ProviderId.in_subquery(here))
}

/// A page of the register, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    scope: &Scope,
    filter: &Filter,
    now: Instant,
    paging: Paging,
) -> Outcome<Page<Entry>> {
    let mut page = paging.read(narrowed(of_scope(scope), filter, now), db).await?;
    let entries = entries(db, std::mem::take(&mut page.rows)).await?;
    Ok(page.with(entries))
}

/// One item with its history.
///
/// # Errors
/// `NotFound` outside the scope.
pub async fn one(db: &impl ConnectionTrait, scope: &Scope, id: Uuid) -> Outcome<Dossier> {
    let found = of_scope(scope).filter(Column::Id.eq(id)).all(db).await?;
    let entry = entries(db, found).await?.pop().ok_or(Refusal::NotFound)?;
    Ok(Dossier {
        entry,
        rounds: review::find::history(db, Subject::News, id).await?,
        journal: journal::find::of(db, "news", id).await?,
    })
}

async fn entries(db: &impl ConnectionTrait, rows: Vec<Model>) -> Outcome<Vec<Entry>> {
    let ids: Vec<Uuid> = rows.iter().map(|news| news.provider_id).collect();
    let parks = crate::park::find::many(db, &ids).await?;
    let mut entries = Vec::new();
    for kept in with_rounds(db, rows).await? {
        let park = parks.iter().find(|park| park.provider_id == kept.news.provider_id).cloned();
        let park = park.ok_or_else(|| Refusal::Broken("news of no park".to_owned()))?;
        entries.push(Entry { kept, park });
    }
    Ok(entries)
}
