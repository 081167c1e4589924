//! Invitations to the first offices.

use sea_orm::entity::prelude::*;

/// A one-time token from the command line (safety A56).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Keyed fingerprint of the token.
    pub token_hash: String,
    /// To which office, for the whole zone.
    pub role: String,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it counts no more.
    pub expires_at: DateTimeUtc,
    /// When it was accepted.
    pub used_at: Option<DateTimeUtc>,
    /// By whom.
    pub used_by: Option<Uuid>,
}

/// Ids are followed by finders, not by the mapper.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
