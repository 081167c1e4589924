//! When the hall's own jobs last ran.

use super::setting;
use crate::kernel::{Desk, Instant, Outcome};
use chrono::TimeDelta;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde::{Deserialize, Serialize};

/// Settings that tell of jobs begin so.
const PREFIX: &str = "job.";

/// The last run of a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobState {
    /// Which job.
    pub name: String,
    /// When it last ended.
    pub at: Instant,
    /// What went wrong; empty when nothing did.
    pub error: String,
}

/// Notes that a job ran and how it ended; at most once a minute while nothing changes, for some run every other second.
/// It is no [`crate::Work`]: nothing that others see changes, and caches stay valid.
///
/// # Errors
/// When the database fails.
pub async fn ran(desk: &Desk, name: &str, outcome: Result<(), String>) -> Outcome<()> {
    let state = JobState { name: name.to_owned(), at: desk.now(), error: outcome.err().unwrap_or_default() };
    let key = format!("{PREFIX}{name}");
    let before = setting::Entity::find_by_id(&key).one(desk.db()).await?;
    let before: Option<JobState> = before.and_then(|row| serde_json::from_str(&row.value).ok());
    if before
        .is_some_and(|before| before.error == state.error && state.at - before.at < TimeDelta::minutes(1))
    {
        return Ok(());
    }
    let row = setting::ActiveModel { key: Set(key), value: Set(serde_json::to_string(&state)?) };
    let newest = OnConflict::column(setting::Column::Key).update_column(setting::Column::Value).to_owned();
    setting::Entity::insert(row).on_conflict(newest).exec_without_returning(&desk.database.writer).await?;
    Ok(())
}

/// The last run of every job that ever ran, by name.
pub(super) async fn states(db: &impl ConnectionTrait) -> Outcome<Vec<JobState>> {
    let rows = setting::Entity::find()
        .filter(setting::Column::Key.starts_with(PREFIX))
        .order_by_asc(setting::Column::Key)
        .all(db)
        .await?;
    Ok(rows.iter().filter_map(|row| serde_json::from_str(&row.value).ok()).collect())
}
