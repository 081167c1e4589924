//! Searching the journal: by object, enterprise, actor and day. Whoever reads is journalled by the caller.

use super::model::{Column, Entity, Model};
use crate::kernel::text::like;
use crate::kernel::{Outcome, Page, Paging, Uuid};
use sea_orm::sea_query::LikeExpr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

/// What is looked for; empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Query {
    /// First day, `2026-02-17`.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// The account that acted.
    pub actor: Option<Uuid>,
    /// Part of the actor's name.
    pub actor_name: Option<String>,
    /// The enterprise concerned.
    pub enterprise: Option<Uuid>,
    /// What was done, or how it begins (`review.`).
    pub action: Option<String>,
    /// Kind of object.
    pub subject_kind: Option<String>,
    /// Which object.
    pub subject_id: Option<String>,
}

fn select(query: &Query) -> Select<Entity> {
    let mut found = Entity::find();
    if let Some(from) = &query.from {
        found = found.filter(Column::Day.gte(from.as_str()));
    }
    if let Some(to) = &query.to {
        found = found.filter(Column::Day.lte(to.as_str()));
    }
    if let Some(actor) = query.actor {
        found = found.filter(Column::ActorId.eq(actor));
    }
    if let Some(name) = &query.actor_name {
        found = found.filter(Column::ActorName.like(LikeExpr::new(like(name)).escape('\\')));
    }
    if let Some(enterprise) = query.enterprise {
        found = found.filter(Column::EnterpriseId.eq(enterprise));
    }
    if let Some(action) = &query.action {
        found = found
            .filter(Column::Action.like(LikeExpr::new(like(action).trim_start_matches('%')).escape('\\')));
    }
    if let Some(kind) = &query.subject_kind {
        found = found.filter(Column::SubjectKind.eq(kind.as_str()));
    }
    if let Some(id) = &query.subject_id {
        found = found.filter(Column::SubjectId.eq(id.as_str()));
    }
    found
}

/// A page of what matches, newest first.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &impl ConnectionTrait, query: &Query, paging: Paging) -> Outcome<Page<Model>> {
    paging.read(select(query).order_by_desc(Column::Seq), db).await
}

/// Everything that matches, oldest first, at most `limit` entries: for export.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &impl ConnectionTrait, query: &Query, limit: u64) -> Outcome<Vec<Model>> {
    Ok(select(query).order_by_asc(Column::Seq).limit(limit).all(db).await?)
}

/// One entry by its number.
///
/// # Errors
/// When the database fails.
pub async fn one(db: &impl ConnectionTrait, seq: i64) -> Outcome<Option<Model>> {
    Ok(Entity::find_by_id(seq).one(db).await?)
}

/// The history of one object, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &impl ConnectionTrait, kind: &str, id: impl ToString) -> Outcome<Vec<Model>> {
    let query =
        Query { subject_kind: Some(kind.to_owned()), subject_id: Some(id.to_string()), ..Query::default() };
    all(db, &query, 1_000).await
}
