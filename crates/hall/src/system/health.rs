//! Whether the hall can do its work: for whoever sends it requests, a load balancer or a watchman.

use super::setting::{self, Column, Entity};
use crate::kernel::{Desk, Outcome};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use std::time::Duration;

/// The row that is written again to see whether anything can be.
const KEY: &str = "health";

/// Longest wait for the database, which others write to at the same time, and for the file store.
const PATIENCE: Duration = Duration::from_secs(5);

/// Makes the row; safe to repeat.
///
/// # Errors
/// When the database fails.
pub(super) async fn prepare(desk: &Desk) -> Outcome<()> {
    let row = setting::ActiveModel { key: Set(KEY.to_owned()), value: Set("{}".to_owned()) };
    let once = OnConflict::column(Column::Key).do_nothing().to_owned();
    Entity::insert(row).on_conflict(once).exec_without_returning(&desk.database.writer).await?;
    Ok(())
}

/// What keeps the hall from its work, of `database` and `files`; nothing when all is well. Both are written to and read from;
/// nothing that anybody sees changes.
pub async fn ailing(desk: &Desk) -> Vec<&'static str> {
    let (database, files) = tokio::join!(
        tokio::time::timeout(PATIENCE, database(desk)),
        tokio::time::timeout(PATIENCE, desk.store.health())
    );
    let mut ailing = Vec::new();
    if !matches!(database, Ok(Ok(()))) {
        tracing::warn!(?database, "the database does not take what is written");
        ailing.push("database");
    }
    if !matches!(files, Ok(Ok(()))) {
        tracing::warn!(?files, "the file store does not take what is written");
        ailing.push("files");
    }
    ailing
}

/// The row is given the time: SQLite writes nothing when nothing changes.
async fn database(desk: &Desk) -> Outcome<()> {
    let now = serde_json::to_string(&desk.now())?;
    let noted = Entity::update_many().col_expr(Column::Value, Expr::value(now));
    noted.filter(Column::Key.eq(KEY)).exec(&desk.database.writer).await?;
    desk.database.health().await?;
    Ok(())
}
