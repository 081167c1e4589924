//! 撤销导入: everything an import changed is as it was before, as long as nothing of it changed since.

use super::confirm::insert;
use super::find;
use crate::journal::Entry;
use crate::kernel::{Outcome, Refusal, Uuid, Work};
use crate::park::tenant::keep;
use crate::park::tenant::model::{Column, Entity, Model, change, import};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;

/// Undoes an import.
///
/// # Errors
/// [`Refusal::NotFound`] for another park's, [`Refusal::OutOfTurn`] when it was undone already, or something of it changed since:
/// [`find::moved`] says what.
pub async fn undo(work: &Work, id: Uuid) -> Outcome<()> {
    let park = keep::park(work)?;
    let done = find::one(work.db(), park, id).await?;
    if done.undone_at.is_some() {
        return Err(Refusal::OutOfTurn("tenant-import-undone"));
    }
    if find::moved(work.db(), id, 1).await?.count > 0 {
        return Err(Refusal::OutOfTurn("tenant-import-moved"));
    }
    let changes = change::Entity::find().filter(change::Column::ImportId.eq(id)).all(work.db()).await?;
    let ours = find::touched(id);
    Entity::delete_many().filter(Column::Id.in_subquery(ours.clone())).exec(work.db()).await?;
    let mut rows = Vec::new();
    for changed in changes {
        let Some(before) = changed.before else { continue };
        let before: Model = serde_json::from_str(&before)?;
        // A version never comes back: somebody may still have the one the import made before their eyes.
        rows.push(Model { version: changed.version + 1, updated_at: work.now(), ..before });
    }
    insert(work, rows).await?;
    // Two versions later the rows say what earlier imports made of them; those can be undone next.
    change::Entity::update_many()
        .col_expr(change::Column::Version, Expr::col(change::Column::Version).add(2))
        .filter(change::Column::ImportId.ne(id))
        .filter(change::Column::TenantId.in_subquery(ours))
        .exec(work.db())
        .await?;
    let undone = import::ActiveModel { id: Set(id), undone_at: Set(Some(work.now())), ..Default::default() };
    undone.update(work.db()).await?;
    let entry = Entry::new("tenant.import-undone", "tenant_import", id);
    let counts = json!({ "added": done.added, "changed": done.changed });
    work.journal(entry.changes(&counts, &json!({}))).await
}
