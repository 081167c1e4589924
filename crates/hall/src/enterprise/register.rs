//! The register of enterprises, for the officials of their regions.

use super::model::enterprise::{Column, Entity, Model};
use crate::kernel::{Outcome, Page, Paging, Refusal, Uuid, text};
use crate::review::Scope;
use sea_orm::sea_query::LikeExpr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// What the register is narrowed to; empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// One region of the scope.
    pub region: Option<String>,
    /// Part of its name or credit code.
    pub words: Option<String>,
}

/// A page of the register, newest first.
///
/// # Errors
/// When the database fails.
pub async fn page(
    db: &impl ConnectionTrait,
    scope: &Scope,
    query: &Query,
    paging: Paging,
) -> Outcome<Page<Model>> {
    let mut found = scope.narrow(Entity::find(), Column::Region, Column::Id);
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

/// One enterprise of the scope.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none or it lies outside the scope.
pub async fn one(db: &impl ConnectionTrait, scope: &Scope, id: Uuid) -> Outcome<Model> {
    let found = scope.narrow(Entity::find_by_id(id), Column::Region, Column::Id).one(db).await?;
    found.ok_or(Refusal::NotFound)
}

/// Ids of enterprises and their names.
pub type Names = Vec<(Uuid, String)>;

/// The names of these enterprises, for lists whose rows the caller may see.
///
/// # Errors
/// When the database fails.
pub async fn names(db: &impl ConnectionTrait, ids: impl IntoIterator<Item = Uuid>) -> Outcome<Names> {
    let found =
        Entity::find().select_only().columns([Column::Id, Column::Name]).filter(Column::Id.is_in(ids));
    Ok(found.into_tuple().all(db).await?)
}

/// The names of the enterprises with these credit codes, by code: for lists that know codes from elsewhere.
///
/// # Errors
/// When the database fails.
pub async fn by_code(
    db: &impl ConnectionTrait,
    codes: impl IntoIterator<Item = &str>,
) -> Outcome<HashMap<String, String>> {
    let found =
        Entity::find().select_only().columns([Column::Uscc, Column::Name]).filter(Column::Uscc.is_in(codes));
    let found: Vec<(String, String)> = found.into_tuple().all(db).await?;
    Ok(found.into_iter().collect())
}
