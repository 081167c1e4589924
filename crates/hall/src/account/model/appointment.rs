//! Offices and who holds them.

use sea_orm::entity::prelude::*;

/// An office held, proposed or ended.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appointment")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who.
    pub account_id: Uuid,
    /// Which office.
    pub role: String,
    /// For which region; `*` is the whole zone.
    pub region: String,
    /// `invitation` or `proposal`.
    pub source: String,
    /// Who proposed it; none for an invitation.
    pub proposed_by: Option<Uuid>,
    /// When.
    pub proposed_at: DateTimeUtc,
    /// Who confirmed it, somebody else (safety A21).
    pub confirmed_by: Option<Uuid>,
    /// When it began to count.
    pub confirmed_at: Option<DateTimeUtc>,
    /// Who ended it.
    pub ended_by: Option<Uuid>,
    /// When.
    pub ended_at: Option<DateTimeUtc>,
}

/// Ids are followed by finders, not by the mapper.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
