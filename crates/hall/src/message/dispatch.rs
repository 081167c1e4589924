//! The outbox: what is to leave the hall by SMS, WeChat or mail.

use sea_orm::entity::prelude::*;

/// One thing to send.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dispatch")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The inbox message it repeats.
    pub message_id: Option<Uuid>,
    /// `sms`, `wechat` or `mail`.
    pub channel: String,
    /// Where to: a phone number, an openid, a mail address.
    pub address: String,
    /// As of the message.
    pub kind: String,
    /// As of the message.
    pub args: String,
    /// The reader's language, `zh-CN` or `en`.
    pub locale: String,
    /// `queued`, `sent` or `dead` (given up after [`MAX_ATTEMPTS`]).
    pub state: String,
    /// Tries so far.
    pub attempts: i32,
    /// Not before.
    pub next_at: DateTimeUtc,
    /// What the last try said.
    pub last_error: Option<String>,
    /// When it was written.
    pub created_at: DateTimeUtc,
    /// When the gateway took it.
    pub sent_at: Option<DateTimeUtc>,
}

/// None that are followed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Tries before a dispatch is given up; the waits between them grow to about eight hours in all.
pub const MAX_ATTEMPTS: i32 = 10;

/// How long to wait after the n-th failed try, in seconds.
#[must_use]
pub fn wait_seconds(attempts: i32) -> i64 {
    30 * (1_i64 << attempts.clamp(0, 9))
}
