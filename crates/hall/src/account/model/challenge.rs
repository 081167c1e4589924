//! SMS codes.

use sea_orm::entity::prelude::*;

/// A code that was sent, known by its fingerprint only.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "challenge")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// To which number.
    pub phone: String,
    /// For what; the code counts for nothing else.
    pub purpose: String,
    /// Fingerprint of the browser cookie that asked; it counts in no other.
    pub browser: String,
    /// The network address that asked.
    pub address: String,
    /// Keyed fingerprint (safety A63): six digits would be guessed from a plain hash.
    pub code_hash: String,
    /// Wrong answers so far.
    pub tries: i32,
    /// When it was sent.
    pub created_at: DateTimeUtc,
    /// When it counts no more.
    pub expires_at: DateTimeUtc,
    /// When it was used, replaced or tried too often.
    pub used_at: Option<DateTimeUtc>,
}

/// Ids are followed by finders, not by the mapper.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
