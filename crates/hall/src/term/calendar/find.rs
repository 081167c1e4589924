//! Reading the calendar. It is everybody's: there is no scope.

use super::Calendar;
use super::model::{Column, Entity, Model};
use crate::kernel::Outcome;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};

/// The calendar as it stands.
///
/// # Errors
/// When the database fails or holds what is not a day.
pub async fn load(db: &impl ConnectionTrait) -> Outcome<Calendar> {
    read(Entity::find(), db).await
}

/// The calendar from a day on: enough for what is promised then.
///
/// # Errors
/// When the database fails or holds what is not a day.
pub async fn from(db: &impl ConnectionTrait, day: NaiveDate) -> Outcome<Calendar> {
    read(Entity::find().filter(Column::Day.gte(day.to_string())), db).await
}

async fn read(found: Select<Entity>, db: &impl ConnectionTrait) -> Outcome<Calendar> {
    let rows = found.order_by_asc(Column::Day).all(db).await?;
    let days: Outcome<Vec<_>> = rows.iter().map(Model::read).collect();
    Ok(Calendar::new(days?))
}

/// The exceptions of a year, in order.
///
/// # Errors
/// When the database fails.
pub async fn year(db: &impl ConnectionTrait, year: i32) -> Outcome<Vec<Model>> {
    let found = Entity::find().filter(Column::Day.starts_with(format!("{year:04}-")));
    Ok(found.order_by_asc(Column::Day).all(db).await?)
}

/// The years the calendar has exceptions for, in order.
///
/// # Errors
/// When the database fails.
pub async fn years(db: &impl ConnectionTrait) -> Outcome<Vec<i32>> {
    let rows = Entity::find().order_by_asc(Column::Day).all(db).await?;
    let mut years: Vec<i32> = rows.iter().filter_map(|row| row.day.get(..4)?.parse().ok()).collect();
    years.dedup();
    Ok(years)
}
