//! Tries to log in.

use sea_orm::entity::prelude::*;

/// One try to log in by password, right or wrong: what locks and suspicion are counted from (safety A51).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attempt")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Keyed fingerprint of what was typed as the account.
    pub subject: String,
    /// From which network address.
    pub address: String,
    /// Fingerprint of the device cookie, or empty.
    pub device: String,
    /// `password`.
    pub kind: String,
    /// Whether it was right.
    pub succeeded: bool,
    /// When.
    pub at: DateTimeUtc,
}

/// Ids are followed by finders, not by the mapper.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
