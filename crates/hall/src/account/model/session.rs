//! Sessions.

use sea_orm::entity::prelude::*;

/// A browser that is logged in.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Keyed fingerprint of the cookie's 256 bits (safety A66).
    pub token_hash: String,
    /// Who.
    pub account_id: Uuid,
    /// For whom they act just now (A06).
    pub enterprise_id: Option<Uuid>,
    /// How they logged in: `sms`, `password`, `wechat`, `personal`, `legal`.
    pub method: String,
    /// The identity provider's token, needed to log out there too.
    pub id_token: Option<String>,
    /// From which network address.
    pub address: String,
    /// With which browser, as it calls itself.
    pub agent: String,
    /// When it began.
    pub created_at: DateTimeUtc,
    /// When it was last used, to the minute.
    pub seen_at: DateTimeUtc,
    /// The end that use does not put off.
    pub expires_at: DateTimeUtc,
    /// When it was ended.
    pub ended_at: Option<DateTimeUtc>,
}

/// Ids are followed by finders, not by the mapper.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
