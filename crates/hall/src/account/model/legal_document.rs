//! Legal texts.

use sea_orm::entity::prelude::*;

/// One version of a legal text (A03), never changed once published.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "legal_document")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Which text: `platform` is 《平台法律声明》.
    pub slug: String,
    /// Counted from 1.
    pub version: i32,
    /// Title in Chinese.
    pub title_zh: String,
    /// Plain text in Chinese, paragraphs apart by an empty line.
    pub body_zh: String,
    /// Title in English.
    pub title_en: String,
    /// The same in English.
    pub body_en: String,
    /// Who published it; none for the text the hall came with.
    pub published_by: Option<Uuid>,
    /// Since when it counts.
    pub published_at: DateTimeUtc,
}

/// Ids are followed by finders, not by the mapper.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
