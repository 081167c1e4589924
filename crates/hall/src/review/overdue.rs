//! Finding broken promises.

use super::State;
use super::model::{Column, Entity, Model};
use crate::journal::Entry;
use crate::kernel::{Outcome, Work};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;

/// Takes the rounds whose promise is broken and of which nobody was told yet, and marks them as told: the caller
/// tells in the same work. At most `limit` at once.
pub(crate) async fn take_overdue(work: &Work, limit: u64) -> Outcome<Vec<Model>> {
    let found = Entity::find()
        .filter(Column::State.eq(State::Pending.word()))
        .filter(Column::DueAt.lt(work.now()))
        .filter(Column::AlarmedAt.is_null())
        .order_by_asc(Column::DueAt)
        .limit(limit)
        .all(work.db())
        .await?;
    if found.is_empty() {
        return Ok(found);
    }
    let ids: Vec<_> = found.iter().map(|round| round.id).collect();
    Entity::update_many()
        .col_expr(Column::AlarmedAt, Expr::value(work.now()))
        .filter(Column::Id.is_in(ids))
        .exec(work.db())
        .await?;
    for round in &found {
        let entry = Entry::new("review.overdue", "review", round.id).of(round.enterprise_id);
        work.journal(entry.change("due_at", Value::Null, round.due_at.to_rfc3339())).await?;
    }
    Ok(found)
}
