//! Logins elsewhere that have begun.

use sea_orm::entity::prelude::*;

/// A journey to WeChat or to the unified identity and back: bound to the browser that set out, used once (safety A71).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "handshake")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// `wechat` or `identity`.
    pub provider: String,
    /// `login`, `bind` or `claim`, with the kind of account asked for.
    pub purpose: String,
    /// Fingerprint of the browser cookie.
    pub browser: String,
    /// Keyed fingerprint of the state.
    pub state_hash: String,
    /// What must come back inside the token.
    pub nonce: String,
    /// The PKCE verifier.
    pub verifier: String,
    /// Where to go afterwards, a path of the hall.
    pub next: String,
    /// Who binds or claims; none at a login.
    pub account_id: Option<Uuid>,
    /// JSON: who came back, while the phone is still to be bound.
    pub outcome: Option<String>,
    /// When it began.
    pub created_at: DateTimeUtc,
    /// When it counts no more.
    pub expires_at: DateTimeUtc,
    /// When it was finished.
    pub used_at: Option<DateTimeUtc>,
}

/// Ids are followed by finders, not by the mapper.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
