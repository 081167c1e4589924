//! The mark of a demonstration. A database that carries it holds invented accounts with known passwords, so the hall in
//! earnest refuses it; one that does not carry it and holds accounts is no demonstration's, so the demo refuses that.

use super::setting;
use crate::account::model::account;
use crate::kernel::{Desk, Outcome, Work};
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, PaginatorTrait, Set};

/// The setting's name.
const KEY: &str = "demo";

/// What a database is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Nobody has an account yet.
    Empty,
    /// It belongs to a demonstration.
    Demo,
    /// It belongs to a hall in earnest.
    Earnest,
}

/// What the desk's database is.
///
/// # Errors
/// When the database fails.
pub async fn purpose(desk: &Desk) -> Outcome<Purpose> {
    if setting::Entity::find_by_id(KEY).one(desk.db()).await?.is_some() {
        return Ok(Purpose::Demo);
    }
    let accounts = account::Entity::find().count(desk.db()).await?;
    Ok(if accounts == 0 { Purpose::Empty } else { Purpose::Earnest })
}

/// Marks the database as a demonstration's, before the first account is made; a later note replaces the earlier.
///
/// # Errors
/// When the database fails.
pub async fn mark(work: &Work, note: &str) -> Outcome<()> {
    let row = setting::ActiveModel { key: Set(KEY.to_owned()), value: Set(note.to_owned()) };
    let newest = OnConflict::column(setting::Column::Key).update_column(setting::Column::Value).to_owned();
    setting::Entity::insert(row).on_conflict(newest).exec_without_returning(work.db()).await?;
    Ok(())
}

/// What was noted with the mark; `None` without one.
///
/// # Errors
/// When the database fails.
pub async fn note(desk: &Desk) -> Outcome<Option<String>> {
    Ok(setting::Entity::find_by_id(KEY).one(desk.db()).await?.map(|row| row.value))
}
