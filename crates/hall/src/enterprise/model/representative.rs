//! Who may act for an enterprise.

use sea_orm::entity::prelude::*;

/// Somebody who proved to represent an enterprise.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "representative")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who.
    pub account_id: Uuid,
    /// Whom.
    pub enterprise_id: Uuid,
    /// Who vouches for it: the issuer of the unified identity.
    pub source: String,
    /// Since when.
    pub since: DateTimeUtc,
    /// Until when.
    pub ended_at: Option<DateTimeUtc>,
}

/// Ids are followed by finders, not by the mapper.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
