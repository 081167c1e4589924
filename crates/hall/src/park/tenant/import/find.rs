//! Reading what was imported, and what of it changed since.

use super::confirm::planned;
use super::plan::{Plan, Typed};
use crate::kernel::{Desk, Outcome, Page, Paging, Refusal, Uuid};
use crate::park::tenant::model::import::{Column, Entity, Model};
use crate::park::tenant::model::{self as tenant, change};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use serde::Serialize;
use std::collections::HashMap;

/// What became of a tenant after an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Obstacle {
    /// Its name now, or the one the import gave it.
    pub name: String,
    /// Whether it is no longer in the register.
    pub removed: bool,
}

/// What stands in the way of undoing an import.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// How many tenants.
    pub count: usize,
    /// The first of them.
    pub first: Vec<Obstacle>,
}

/// The imports of a park, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &impl ConnectionTrait, park: Uuid, paging: Paging) -> Outcome<Page<Model>> {
    let found = Entity::find().filter(Column::ParkId.eq(park));
    paging.read(found.order_by_desc(Column::At).order_by_desc(Column::Id), db).await
}

/// One import of a park.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none or it is another park's.
pub async fn one(db: &impl ConnectionTrait, park: Uuid, id: Uuid) -> Outcome<Model> {
    let found = Entity::find_by_id(id).filter(Column::ParkId.eq(park)).one(db).await?;
    found.ok_or(Refusal::NotFound)
}

/// The last import of a park that said the same and stands.
///
/// # Errors
/// When the database fails.
pub async fn same(db: &impl ConnectionTrait, park: Uuid, digest: &str) -> Outcome<Option<Model>> {
    let found = Entity::find()
        .filter(Column::ParkId.eq(park))
        .filter(Column::Digest.eq(digest))
        .filter(Column::UndoneAt.is_null())
        .order_by_desc(Column::At);
    Ok(found.one(db).await?)
}

/// What rows would do to a park's register as it is now.
///
/// # Errors
/// When the database fails.
pub async fn would(desk: &Desk, park: Uuid, rows: Vec<Typed>) -> Outcome<Plan> {
    planned(desk, desk.db(), park, rows).await
}

/// The ids of the tenants an import touched.
pub(super) fn touched(import: Uuid) -> SelectStatement {
    change::Entity::find()
        .select_only()
        .column(change::Column::TenantId)
        .filter(change::Column::ImportId.eq(import))
        .into_query()
}

/// What changed since an import; the first `most` by name.
///
/// # Errors
/// When the database fails.
pub async fn moved(db: &impl ConnectionTrait, import: Uuid, most: usize) -> Outcome<Moved> {
    let made: Vec<(Uuid, i32, String)> = change::Entity::find()
        .select_only()
        .columns([change::Column::TenantId, change::Column::Version, change::Column::Name])
        .filter(change::Column::ImportId.eq(import))
        .order_by_asc(change::Column::Name)
        .into_tuple()
        .all(db)
        .await?;
    let there: Vec<(Uuid, i32, String)> = tenant::Entity::find()
        .select_only()
        .columns([tenant::Column::Id, tenant::Column::Version, tenant::Column::Name])
        .filter(tenant::Column::Id.in_subquery(touched(import)))
        .into_tuple()
        .all(db)
        .await?;
    let there: HashMap<Uuid, (i32, String)> =
        there.into_iter().map(|(id, version, name)| (id, (version, name))).collect();
    let mut moved = Moved::default();
    for (id, version, name) in made {
        let obstacle = match there.get(&id) {
            Some((now, _)) if *now == version => continue,
            Some((_, name)) => Obstacle { name: name.clone(), removed: false },
            None => Obstacle { name, removed: true },
        };
        moved.count += 1;
        if moved.first.len() < most {
            moved.first.push(obstacle);
        }
    }
    Ok(moved)
}
