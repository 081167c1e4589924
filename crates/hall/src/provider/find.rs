//! Reading providers. The scope is an enterprise, an official's regions, or what everybody may see.

use super::model::{Column, Entity, Model};
use super::{Kind, Standing};
use crate::kernel::{Outcome, Page, Paging, Refusal, Uuid, text};
use crate::review::Scope;
use sea_orm::sea_query::LikeExpr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// The provider an enterprise became, if it did.
///
/// # Errors
/// When the database fails.
pub async fn of_enterprise(db: &impl ConnectionTrait, enterprise: Uuid) -> Outcome<Option<Model>> {
    Ok(Entity::find().filter(Column::EnterpriseId.eq(enterprise)).one(db).await?)
}

/// A provider everybody may see: an active one.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none or it is suspended.
pub async fn public(db: &impl ConnectionTrait, id: Uuid) -> Outcome<Model> {
    let found = Entity::find_by_id(id).filter(Column::State.eq(Standing::Active.word())).one(db).await?;
    found.ok_or(Refusal::NotFound)
}

/// The providers with these ids, in no particular order: for lists whose rows the caller may see.
///
/// # Errors
/// When the database fails.
pub async fn many(db: &impl ConnectionTrait, ids: &[Uuid]) -> Outcome<Vec<Model>> {
    Ok(Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(db).await?)
}

/// One provider within a scope.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none or it lies outside the scope.
pub async fn one(db: &impl ConnectionTrait, scope: &Scope, id: Uuid) -> Outcome<Model> {
    let found = scope.narrow(Entity::find_by_id(id), Column::Region, Column::EnterpriseId).one(db).await?;
    found.ok_or(Refusal::NotFound)
}

/// What the register of providers is narrowed to; empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The kind.
    pub kind: Option<Kind>,
    /// How it stands.
    pub standing: Option<Standing>,
    /// One region of the scope.
    pub region: Option<String>,
    /// Part of its name or credit code.
    pub words: Option<String>,
}

/// The register of providers, newest first.
///
/// # Errors
/// When the database fails.
pub async fn register(
    db: &impl ConnectionTrait,
    scope: &Scope,
    query: &Query,
    paging: Paging,
) -> Outcome<Page<Model>> {
    let mut found = scope.narrow(Entity::find(), Column::Region, Column::EnterpriseId);
    if let Some(kind) = query.kind {
        found = found.filter(Column::Kind.eq(kind.word()));
    }
    if let Some(standing) = query.standing {
        found = found.filter(Column::State.eq(standing.word()));
    }
    if let Some(region) = &query.region {
        found = found.filter(Column::Region.eq(region.as_str()));
    }
    if let Some(words) = query.words.as_deref().map(str::trim).filter(|words| !words.is_empty()) {
        let pattern = || LikeExpr::new(text::like(words)).escape('\\');
        found = found
            .filter(Condition::any().add(Column::Name.like(pattern())).add(Column::Uscc.like(pattern())));
    }
    paging.read(found.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id), db).await
}
