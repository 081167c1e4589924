//! The table of versions: what each version of a round's proposal said.

use sea_orm::entity::prelude::*;

/// One version of a round's proposal. Never changed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "review_version")]
pub struct Model {
    /// The round.
    #[sea_orm(primary_key, auto_increment = false)]
    pub round_id: Uuid,
    /// Counted from 1 within the round.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// JSON of the subject's proposal type.
    pub proposal: String,
    /// JSON list of [`super::Flag`].
    pub flags: String,
    /// The account that submitted it.
    pub submitted_by: Uuid,
    /// When.
    pub submitted_at: DateTimeUtc,
}

/// None that are followed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
