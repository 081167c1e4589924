//! Enterprises.

use sea_orm::entity::prelude::*;

/// An enterprise that somebody proved to represent.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "enterprise")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// 统一社会信用代码, 18 characters.
    pub uscc: String,
    /// Registered name.
    pub name: String,
    /// 法定代表人; empty when not known.
    pub legal_representative: String,
    /// Registered address; empty when not known.
    pub address: String,
    /// The region of the zone that looks after it.
    pub region: String,
    /// Whom to ask for.
    pub contact_name: String,
    /// How to reach them.
    pub contact_phone: String,
    /// 信用等级 as officials set it; empty when not set (B06).
    pub credit_level: String,
    /// The bank account, sealed and bound to this row (B07).
    pub bank_sealed: Option<String>,
    /// When the bank account was last changed.
    pub bank_changed_at: Option<DateTimeUtc>,
    /// Who vouches for it: the issuer of the unified identity.
    pub source: String,
    /// JSON list of the fields the source said; they are read-only here.
    pub synced_fields: String,
    /// When the source last said them.
    pub synced_at: Option<DateTimeUtc>,
    /// When it came to the hall.
    pub created_at: DateTimeUtc,
    /// Counts changes: an edit names the version it saw.
    pub version: i32,
}

/// Ids are followed by finders, not by the mapper.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
