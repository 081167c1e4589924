//! The inbox.

use sea_orm::entity::prelude::*;

/// One message in somebody's inbox. Its words are made when it is read, in the reader's language, from the
/// locale's `message-<kind>` and these arguments.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose inbox.
    pub account_id: Uuid,
    /// What it tells of, such as `booking-answered`.
    pub kind: String,
    /// JSON object: what the sentence is filled with.
    pub args: String,
    /// Where it leads, a path of the hall.
    pub link: Option<String>,
    /// When.
    pub created_at: DateTimeUtc,
    /// When it was first read.
    pub read_at: Option<DateTimeUtc>,
}

/// None that are followed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
