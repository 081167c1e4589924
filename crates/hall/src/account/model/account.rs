//! Accounts.

use sea_orm::entity::prelude::*;

/// Somebody who can log in.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The mobile number that proves who it is, `+8613800001234`; no two accounts share one.
    pub phone: Option<String>,
    /// What is typed at 账号登录 (A08, L-1), in lower case; chosen later or never.
    pub login_name: Option<String>,
    /// The name others see.
    pub name: String,
    /// Where mail goes (B05).
    pub email: Option<String>,
    /// argon2id in PHC form; none until one is set.
    pub password: Option<String>,
    /// When the password was last set.
    pub password_changed_at: Option<DateTimeUtc>,
    /// `zh-CN` or `en`: the language of messages that leave the hall.
    pub locale: String,
    /// Messages also by SMS (A05).
    pub by_sms: bool,
    /// Messages also by WeChat.
    pub by_wechat: bool,
    /// Messages also by mail.
    pub by_mail: bool,
    /// `active` or `closed`.
    pub state: String,
    /// When it came to be.
    pub created_at: DateTimeUtc,
    /// Counts changes: an edit names the version it saw.
    pub version: i32,
}

/// Ids are followed by finders, not by the mapper.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
