//! How many agreed to what.

use super::super::model::consent::{Column, Entity};
use crate::kernel::{Action, Actor, Desk, Outcome, Whose};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// How many accounts agreed to each version of a text: version and count, for who keeps content.
///
/// # Errors
/// [`crate::Refusal::NotAllowed`] for everybody else.
pub async fn consents(desk: &Desk, actor: &Actor, slug: &str) -> Outcome<Vec<(i32, u64)>> {
    desk.may(actor, Action::KeepContent, &Whose::Nobody)?;
    let found: Vec<(i32, i64)> = Entity::find()
        .select_only()
        .column(Column::Version)
        .column_as(Column::Id.count(), "agreed")
        .filter(Column::Document.eq(slug))
        .group_by(Column::Version)
        .order_by_asc(Column::Version)
        .into_tuple()
        .all(desk.db())
        .await?;
    Ok(found.into_iter().map(|(version, count)| (version, count.unsigned_abs())).collect())
}
