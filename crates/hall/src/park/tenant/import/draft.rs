//! What was sent in and is not confirmed yet: kept beside the register for an hour, so that the node that shows what it would do
//! need not be the one that does it.

use crate::kernel::{Actor, Desk, Outcome, Refusal, Uuid, Work};
use crate::park::tenant::keep;
use crate::park::tenant::model::draft::{Column, Entity, Model};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

/// Most bytes of a file.
pub const BYTES: usize = 8 << 20;
/// How long a draft waits.
pub const HOURS: i64 = 1;
/// Longest file name that is kept, in characters.
const LONGEST_NAME: usize = 100;

/// A file that waits.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its id, and that of the import it becomes.
    pub id: Uuid,
    /// The name the file had.
    pub file_name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Keeps a file until it is confirmed. Whoever sends another one drops the one before.
///
/// # Errors
/// As the policy says; [`Refusal::Invalid`] for more than [`BYTES`].
pub async fn stage(work: &Work, file_name: &str, bytes: &[u8]) -> Outcome<Uuid> {
    let park = keep::park(work)?;
    let account = work.actor().member().ok_or(Refusal::LoginFirst)?.account;
    if bytes.len() > BYTES {
        return Err(Refusal::OutOfTurn("tenant-import-large"));
    }
    let before = Entity::delete_many().filter(Column::ParkId.eq(park)).filter(Column::AccountId.eq(account));
    before.exec(work.db()).await?;
    let id = work.id();
    let row = Model {
        id,
        park_id: park,
        account_id: account,
        file_name: file_name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect(),
        content: STANDARD.encode(bytes),
        at: work.now(),
    };
    work.add(row).await?;
    Ok(id)
}

/// A file of a park that waits.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none, its hour is over, or it is another park's.
pub async fn draft(desk: &Desk, db: &impl ConnectionTrait, park: Uuid, id: Uuid) -> Outcome<Draft> {
    let found = Entity::find_by_id(id).filter(Column::ParkId.eq(park)).one(db).await?;
    let row = found.filter(|row| row.at > desk.now() - TimeDelta::hours(HOURS)).ok_or(Refusal::NotFound)?;
    let bytes = STANDARD.decode(&row.content).map_err(|error| Refusal::Broken(error.to_string()))?;
    Ok(Draft { id, file_name: row.file_name, bytes })
}

/// Drops the drafts whose hour is over; says how many. For the program's jobs.
///
/// # Errors
/// When the database fails.
pub async fn sweep(desk: &Desk) -> Outcome<u64> {
    let work = desk.begin(&Actor::Machine("tenant.sweep")).await?;
    let old = Entity::delete_many().filter(Column::At.lte(work.now() - TimeDelta::hours(HOURS)));
    let gone = old.exec(work.db()).await?.rows_affected;
    if gone > 0 {
        work.keep().await?;
    }
    Ok(gone)
}
