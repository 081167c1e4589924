//! Doing what a plan says: all of it or nothing.

use super::plan::{Plan, Typed, Verdict, code, plan};
use super::{AT_ONCE, ROWS};
use crate::journal::Entry;
use crate::kernel::{Desk, Outcome, Refusal, Uuid, Work};
use crate::park::tenant::model::{Column, Entity, Model, change, draft, import};
use crate::park::tenant::{Source, find, keep};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

/// What `rows` would do to a park's register as it is now.
///
/// # Errors
/// When the database fails.
pub(super) async fn planned(
    desk: &Desk,
    db: &impl ConnectionTrait,
    park: Uuid,
    rows: Vec<Typed>,
) -> Outcome<Plan> {
    let codes: Vec<String> = rows.iter().filter_map(code).collect();
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let known = find::by_code(db, park, &codes).await?;
    plan(&known, rows, desk.zone.day(desk.now()), desk.zone.limits.strict_uscc)
}

/// Imports what the draft `id` holds, read as `rows`; `seal` is that of the plan that was seen. Whether it was done now: a second
/// press finds it done.
///
/// # Errors
/// [`Refusal::NotFound`] when there is no such draft of the actor's park, [`Refusal::OutOfTurn`] when rows are wrong or nothing would
/// change, [`Refusal::Stale`] when the register changed since the plan was seen.
pub async fn confirm(work: &Work, id: Uuid, seal: &str, rows: Vec<Typed>) -> Outcome<bool> {
    let park = keep::park(work)?;
    if super::find::one(work.db(), park, id).await.is_ok() {
        return Ok(false);
    }
    let waits = super::draft(work.desk(), work.db(), park, id).await?;
    if rows.len() > ROWS as usize {
        return Err(Refusal::OutOfTurn("tenant-import-long"));
    }
    let plan = planned(work.desk(), work.db(), park, rows).await?;
    let [added, changed, unchanged, wrong] = plan.counts().map(|n| i32::try_from(n).unwrap_or(i32::MAX));
    if wrong > 0 {
        return Err(Refusal::OutOfTurn("tenant-import-wrong"));
    }
    if plan.seal != seal {
        return Err(Refusal::Stale { now: 0 });
    }
    if added + changed == 0 {
        return Err(Refusal::OutOfTurn("tenant-import-nothing"));
    }
    let row = import::Model {
        id,
        park_id: park,
        account_id: work.actor().member().ok_or(Refusal::LoginFirst)?.account,
        file_name: waits.file_name,
        digest: plan.digest.clone(),
        added,
        changed,
        unchanged,
        at: work.now(),
        undone_at: None,
    };
    let entry = Entry::new("tenant.imported", "tenant_import", id).changes(
        &json!({}),
        &json!({ "park": park, "digest": row.digest, "added": added, "changed": changed, "unchanged": unchanged }),
    );
    work.add(row).await?;
    write(work, park, id, plan).await?;
    draft::Entity::delete_by_id(id).exec(work.db()).await?;
    work.journal(entry).await?;
    Ok(true)
}

async fn write(work: &Work, park: Uuid, import: Uuid, plan: Plan) -> Outcome<()> {
    // Lists show the newest first: the first row of the file gets the highest id.
    let mut ids: Vec<Uuid> = (0..plan.counts()[0]).map(|_| work.id()).collect();
    ids.sort_unstable();
    let (mut rows, mut changes, mut gone) = (Vec::new(), Vec::new(), Vec::new());
    for judged in plan.rows {
        let (row, before) = match judged.verdict {
            Verdict::New(entered) => {
                let id = ids.pop().unwrap_or_else(|| work.id());
                let row = keep::fresh(work, park, id, Source::Import, entered);
                (Model { import_id: Some(import), ..row }, None)
            }
            Verdict::Changed { before, after } => {
                gone.push(before.id);
                let kept = serde_json::to_string(&before)?;
                let row = after.onto(*before);
                (Model { version: row.version + 1, updated_at: work.now(), ..row }, Some(kept))
            }
            Verdict::Unchanged(_) | Verdict::Wrong(_) => continue,
        };
        changes.push(change::Model {
            import_id: import,
            tenant_id: row.id,
            before,
            version: row.version,
            name: row.name.clone(),
        });
        rows.push(row);
    }
    forget(work, &gone).await?;
    insert(work, rows).await?;
    for some in chunks(changes) {
        let some = some.into_iter().map(|row| row.into_active_model().reset_all());
        change::Entity::insert_many(some).exec_without_returning(work.db()).await?;
    }
    Ok(())
}

/// Takes rows out that come back with other values: one statement for many, on both databases.
async fn forget(work: &Work, ids: &[Uuid]) -> Outcome<()> {
    for some in ids.chunks(AT_ONCE) {
        Entity::delete_many().filter(Column::Id.is_in(some.iter().copied())).exec(work.db()).await?;
    }
    Ok(())
}

pub(super) async fn insert(work: &Work, rows: Vec<Model>) -> Outcome<()> {
    for some in chunks(rows) {
        let some = some.into_iter().map(|row| row.into_active_model().reset_all());
        Entity::insert_many(some).exec_without_returning(work.db()).await?;
    }
    Ok(())
}

fn chunks<T>(all: Vec<T>) -> Vec<Vec<T>> {
    let mut rest = all.into_iter();
    let mut chunks = Vec::new();
    loop {
        let some: Vec<T> = rest.by_ref().take(AT_ONCE).collect();
        if some.is_empty() {
            return chunks;
        }
        chunks.push(some);
    }
}
