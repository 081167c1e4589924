//! Using files: what holds them, and whether everybody may see them.

use super::Slot;
use super::model::{Column, Entity, Model, file_use};
use crate::kernel::{Outcome, Uuid, Work};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use std::collections::HashMap;

/// The files of `ids`, in their order, that `enterprise` uploaded for `slot`; whatever is somebody else's, made for
/// another slot or gone is left out, so that a form compares lengths and refuses.
///
/// # Errors
/// When the database fails.
pub async fn owned(
    db: &impl ConnectionTrait,
    enterprise: Uuid,
    slot: Slot,
    ids: &[Uuid],
) -> Outcome<Vec<Model>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = Entity::find()
        .filter(Column::Id.is_in(ids.iter().copied()))
        .filter(Column::EnterpriseId.eq(enterprise))
        .filter(Column::Slot.eq(slot.word()))
        .all(db)
        .await?;
    let mut found: HashMap<Uuid, Model> = found.into_iter().map(|file| (file.id, file)).collect();
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// A thing uses these files from now on, besides those it used before: what a reviewer saw and decided on stays to be
/// seen in its history. The caller has made sure that they are its own ([`owned`]).
///
/// # Errors
/// When the database fails.
pub async fn hold(work: &Work, kind: &'static str, subject: Uuid, files: &[Uuid]) -> Outcome<()> {
    if files.is_empty() {
        return Ok(());
    }
    let rows = files.iter().map(|file| file_use::ActiveModel {
        file_id: Set(*file),
        subject_kind: Set(kind.to_owned()),
        subject_id: Set(subject),
    });
    let held = [file_use::Column::FileId, file_use::Column::SubjectKind, file_use::Column::SubjectId];
    file_use::Entity::insert_many(rows)
        .on_conflict(OnConflict::columns(held).do_nothing().to_owned())
        .exec_without_returning(work.db())
        .await?;
    Ok(())
}

/// The thing uses none of its files any more; those that nothing else uses are tidied away.
///
/// # Errors
/// When the database fails.
pub async fn release(work: &Work, kind: &'static str, subject: Uuid) -> Outcome<()> {
    file_use::Entity::delete_many()
        .filter(file_use::Column::SubjectKind.eq(kind))
        .filter(file_use::Column::SubjectId.eq(subject))
        .exec(work.db())
        .await?;
    Ok(())
}

/// Sets whether everybody may see these files: when content that shows them is published, hidden or removed.
///
/// # Errors
/// When the database fails.
pub async fn publish(work: &Work, files: &[Uuid], public: bool) -> Outcome<()> {
    Entity::update_many()
        .col_expr(Column::Public, Expr::value(public))
        .filter(Column::Id.is_in(files.iter().copied()))
        .exec(work.db())
        .await?;
    Ok(())
}
