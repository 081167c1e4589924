//! The tables of files and of what uses them.

use sea_orm::entity::prelude::*;

/// One stored file.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "file")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The word of its [`super::Slot`].
    pub slot: String,
    /// Its name in the store.
    pub key: String,
    /// Its media type, from our own table.
    pub mime: String,
    /// Its weight.
    pub bytes: i64,
    /// Width in pixels.
    pub width: i32,
    /// Height in pixels.
    pub height: i32,
    /// SHA-256 of the stored bytes, hex.
    pub sha256: String,
    /// The name it came with; shown to its owner, never used for storage (safety A47).
    pub original_name: String,
    /// Who uploaded it.
    pub account_id: Option<Uuid>,
    /// For which enterprise.
    pub enterprise_id: Option<Uuid>,
    /// The region whose reviewers may see it.
    pub region: Option<String>,
    /// Whether published content shows it.
    pub public: bool,
    /// When.
    pub created_at: DateTimeUtc,
}

/// None that are followed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What uses a file: as long as there is a row, the file stays.
pub mod file_use {
    use sea_orm::entity::prelude::*;

    /// One use.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "file_use")]
    pub struct Model {
        /// The file.
        #[sea_orm(primary_key, auto_increment = false)]
        pub file_id: Uuid,
        /// What kind of thing uses it, such as `product`.
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject_kind: String,
        /// Which one.
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject_id: Uuid,
    }

    /// None that are followed.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
