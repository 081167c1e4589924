//! What an account is known by elsewhere.

use sea_orm::entity::prelude::*;

/// An identity at WeChat or at the unified identity provider. Its key is (provider, subject), never a name, a number or a credit code (safety A71).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "binding")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The account it opens.
    pub account_id: Uuid,
    /// `wechat`, or the issuer of the unified identity.
    pub provider: String,
    /// Who it is there.
    pub subject: String,
    /// `wechat`, `natural` or `legal`.
    pub kind: String,
    /// A name to show, such as the nickname.
    pub label: String,
    /// Where notices go: the openid, at WeChat.
    pub notices_to: Option<String>,
    /// Since when.
    pub created_at: DateTimeUtc,
}

/// Ids are followed by finders, not by the mapper.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
