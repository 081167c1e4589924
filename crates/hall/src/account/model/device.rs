//! Browsers an account has been used from.

use sea_orm::entity::prelude::*;

/// A browser that once logged in here: a lock a stranger causes does not hold for it, and a login from another one is told.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "device")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub account_id: Uuid,
    /// Keyed fingerprint of the device cookie.
    pub token_hash: String,
    /// First login.
    pub created_at: DateTimeUtc,
    /// Last login.
    pub seen_at: DateTimeUtc,
}

/// Ids are followed by finders, not by the mapper.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
