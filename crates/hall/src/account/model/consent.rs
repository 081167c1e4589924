//! Consents.

use sea_orm::entity::prelude::*;

/// Somebody agreed to one version of a legal text.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consent")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who.
    pub account_id: Uuid,
    /// The text's slug.
    pub document: String,
    /// Its version.
    pub version: i32,
    /// On which way: `sms`, `password`, `wechat`, `identity`, `prompt`.
    pub channel: String,
    /// From which network address.
    pub address: String,
    /// When.
    pub at: DateTimeUtc,
}

/// Ids are followed by finders, not by the mapper.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
