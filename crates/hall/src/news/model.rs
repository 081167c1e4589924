//! The table of news.

use crate::kernel::{Instant, Outcome};
use crate::provider::model::park;
use sea_orm::entity::prelude::*;

/// A news item. Before the first approval it repeats what was submitted last and is nobody's but its park's; afterwards
/// it is the approved content.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "news")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is: the provider that is the park.
    pub provider_id: Uuid,
    /// 标题.
    pub title: String,
    /// 摘要.
    pub summary: String,
    /// The cover's file.
    pub cover: Option<Uuid>,
    /// 正文: HTML as [`super::markup::clean`] leaves it.
    pub body: String,
    /// JSON list of the files the body shows.
    pub pictures: String,
    /// From when everybody sees it; set by the first approval.
    pub public_from: Option<DateTimeUtc>,
    /// When its park took it down (撤下), if it is.
    pub taken_down_at: Option<DateTimeUtc>,
    /// When an official blocked it, if it is.
    pub blocked_at: Option<DateTimeUtc>,
    /// Why.
    pub blocked_reason: Option<String>,
    /// When its park deleted it (E03).
    pub removed_at: Option<DateTimeUtc>,
    /// When it was submitted first.
    pub created_at: DateTimeUtc,
    /// When anything in this row changed last.
    pub updated_at: DateTimeUtc,
    /// Counts the changes of this row: whoever switches or deletes names the version they saw.
    pub version: i32,
}

/// None that are followed: finders join what they need.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl Related<park::Entity> for Entity {
    fn to() -> RelationDef {
        Self::belongs_to(park::Entity).from(Column::ProviderId).to(park::Column::ProviderId).into()
    }
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether it was ever approved.
    #[must_use]
    pub fn is_approved(&self) -> bool {
        self.public_from.is_some()
    }

    /// Whether everybody sees it at `now`, as far as it is up to itself.
    #[must_use]
    pub fn is_public(&self, now: Instant) -> bool {
        self.public_from.is_some_and(|from| from <= now) && !self.is_hidden()
    }

    /// Whether something keeps it from being shown, now and later.
    pub(super) fn is_hidden(&self) -> bool {
        self.taken_down_at.is_some() || self.blocked_at.is_some() || self.removed_at.is_some()
    }

    /// Every file that the approved version shows.
    ///
    /// # Errors
    /// When the stored JSON cannot be read.
    pub fn files(&self) -> Outcome<Vec<Uuid>> {
        let mut files: Vec<Uuid> = serde_json::from_str(&self.pictures)?;
        files.extend(self.cover);
        Ok(files)
    }
}
