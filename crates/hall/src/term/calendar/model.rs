//! The table of days that are not what their weekday says.

use crate::kernel::{Outcome, Refusal, words};
use sea_orm::entity::prelude::*;
use serde::Serialize;

/// A holiday, or a day worked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_day")]
pub struct Model {
    /// The day, `2026-02-17`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: String,
    /// A [`DayKind`]'s word.
    pub kind: String,
    /// Why, in Chinese: 春节.
    pub name_zh: String,
    /// Why, in English.
    pub name_en: String,
    /// Who said so: the notice's address, or [`OFFICE`].
    pub source: String,
    /// The official who last changed it here.
    pub edited_by: Option<Uuid>,
    /// When.
    pub edited_at: Option<DateTimeUtc>,
}

/// None that are followed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The source of a day that officials entered and the data do not have.
pub const OFFICE: &str = "office";

words! {
    /// What a day is, whatever its weekday.
    DayKind {
        /// Nobody works.
        Holiday = "holiday",
        /// Everybody works, though it may be a Sunday.
        Workday = "workday",
    }
}

impl Model {
    /// The day and what it is.
    ///
    /// # Errors
    /// [`Refusal::Broken`] when the row is not a day or its kind is unknown.
    pub fn read(&self) -> Outcome<(chrono::NaiveDate, DayKind)> {
        let broken = || Refusal::Broken(format!("calendar day {} {}", self.day, self.kind));
        let day = self.day.parse().map_err(|_| broken())?;
        Ok((day, DayKind::of(&self.kind).ok_or_else(broken)?))
    }
}
