//! Tidying: what nobody uses goes after some days.

use super::model::{Column, Entity, file_use};
use crate::journal::Entry;
use crate::kernel::{Actor, Desk, Instant, Outcome, Uuid};
use gateways::store::Key;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use serde_json::json;

/// Days an upload may wait until something uses it, and bytes without a row may lie in the store.
pub const UNUSED_DAYS: i64 = 7;

/// Files tidied in one run: a job comes again.
const AT_ONCE: u64 = 200;

/// Deletes the rows of files that nothing uses and that are older than [`UNUSED_DAYS`], and bytes of that age that no row
/// knows: those of an upload that a crash interrupted, and those whose row an earlier run deleted. A backup that began
/// before a row went still finds its bytes for the half hour between two runs. Returns how many files and how many
/// loose bytes went.
///
/// # Errors
/// When the database fails. What the store does not delete now is loose afterwards and goes with a later run.
pub async fn tidy(desk: &Desk) -> Outcome<(usize, usize)> {
    let before = desk.now() - chrono::TimeDelta::days(UNUSED_DAYS);
    let loose = tidy_loose(desk, before).await?;
    let files = tidy_files(desk, before).await?;
    Ok((files, loose))
}

async fn tidy_files(desk: &Desk, before: Instant) -> Outcome<usize> {
    let work = desk.begin(&Actor::Machine("file.tidy")).await?;
    let used = file_use::Entity::find().select_only().column(file_use::Column::FileId).into_query();
    let unused = Entity::find()
        .filter(Column::CreatedAt.lt(before))
        .filter(Column::Public.eq(false))
        .filter(Column::Id.not_in_subquery(used))
        .limit(AT_ONCE)
        .all(work.db())
        .await?;
    if unused.is_empty() {
        return Ok(0);
    }
    for file in &unused {
        let mut entry = Entry::new("file.tidied", "file", file.id).changes(
            &json!({ "slot": file.slot, "name": file.original_name, "bytes": file.bytes }),
            &json!({}),
        );
        if let Some(enterprise) = file.enterprise_id {
            entry = entry.of(enterprise);
        }
        work.journal(entry).await?;
    }
    let ids = unused.iter().map(|file| file.id);
    Entity::delete_many().filter(Column::Id.is_in(ids)).exec(work.db()).await?;
    work.keep().await?;
    Ok(unused.len())
}

async fn tidy_loose(desk: &Desk, before: Instant) -> Outcome<usize> {
    let Ok(keys) = desk.store.list("").await else {
        tracing::warn!("the file store could not be listed; tidying goes on next time");
        return Ok(0);
    };
    let old: Vec<Uuid> =
        keys.into_iter().map(Key::id).filter(|id| born(*id).is_some_and(|at| at < before)).collect();
    let mut loose = 0;
    for ids in old.chunks(500) {
        let known: Vec<Uuid> = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::Id.is_in(ids.iter().copied()))
            .into_tuple()
            .all(desk.db())
            .await?;
        for id in ids.iter().filter(|id| !known.contains(id)) {
            forget(desk, Key::of(*id)).await;
            loose += 1;
        }
    }
    Ok(loose)
}

async fn forget(desk: &Desk, key: Key) {
    if let Err(error) = desk.store.delete(&key).await {
        tracing::warn!(%error, "the file store did not forget a file; tidying comes again");
    }
}

/// When an id was made: UUIDv7 begins with its time.
fn born(id: Uuid) -> Option<Instant> {
    let (seconds, nanos) = id.get_timestamp()?.to_unix();
    chrono::DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
}
