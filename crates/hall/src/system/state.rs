//! Everything the system page shows of the hall itself.

use super::database::{self, DatabaseState};
use super::jobs::{self, JobState};
use super::outbox::{self, OutboxState};
use crate::file::model as file;
use crate::kernel::{Action, Actor, Desk, Instant, Outcome, Whose};
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};

/// How the hall is.
#[derive(Debug, Clone, serde::Serialize)]
pub struct State {
    /// The program's version.
    pub version: &'static str,
    /// When it was looked at.
    pub at: Instant,
    /// The database.
    pub database: DatabaseState,
    /// What is to leave the hall.
    pub outbox: Vec<OutboxState>,
    /// Last runs of jobs.
    pub jobs: Vec<JobState>,
    /// Files by slot.
    pub files: Vec<FileState>,
}

/// Files of one slot.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FileState {
    /// The slot.
    pub slot: String,
    /// How many.
    pub count: i64,
    /// Bytes they take.
    pub bytes: i64,
}

/// Looks at everything but the systems outside, which have their own look.
///
/// # Errors
/// [`crate::Refusal::NotAllowed`] for who is no system administrator; when the database fails.
pub async fn look(desk: &Desk, actor: &Actor) -> Outcome<State> {
    desk.may(actor, Action::SeeSystem, &Whose::Nobody)?;
    Ok(State {
        version: super::VERSION,
        at: desk.now(),
        database: database::look(desk).await?,
        outbox: outbox::states(desk).await?,
        jobs: jobs::states(desk.db()).await?,
        files: files(desk.db()).await?,
    })
}

/// Counted here and not by the database, whose two kinds sum into different types.
async fn files(db: &impl ConnectionTrait) -> Outcome<Vec<FileState>> {
    let rows: Vec<(String, i64)> = file::Entity::find()
        .select_only()
        .columns([file::Column::Slot, file::Column::Bytes])
        .into_tuple()
        .all(db)
        .await?;
    let mut found: Vec<FileState> = Vec::new();
    for (slot, bytes) in rows {
        match found.iter_mut().find(|state| state.slot == slot) {
            Some(state) => {
                state.count += 1;
                state.bytes += bytes;
            }
            None => found.push(FileState { slot, count: 1, bytes }),
        }
    }
    found.sort_by(|a, b| a.slot.cmp(&b.slot));
    Ok(found)
}
