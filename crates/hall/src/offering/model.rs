//! The tables: the header every kind of offering shares, the details of logistics, the tags.

use crate::provider::model as provider;
use sea_orm::entity::prelude::*;

/// The header: what lists, search and figures need. Before the first approval it repeats what was submitted last and
/// is nobody's but its provider's; afterwards it is the approved content.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "offering")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who offers it.
    pub provider_id: Uuid,
    /// The word of its [`super::Kind`].
    pub kind: String,
    /// 产品名称.
    pub title: String,
    /// 产品简介.
    pub summary: String,
    /// The cover's file.
    pub cover: Option<Uuid>,
    /// 上架 or 下架 (F16); counts only once published.
    pub on_shelf: bool,
    /// When it was pinned (F17), if it is.
    pub pinned_at: Option<DateTimeUtc>,
    /// When it was approved first.
    pub published_at: Option<DateTimeUtc>,
    /// When its provider deleted it (F18).
    pub removed_at: Option<DateTimeUtc>,
    /// When it was submitted first; the list is ordered by it (1.15.2(3)).
    pub created_at: DateTimeUtc,
    /// When anything in this row changed last.
    pub updated_at: DateTimeUtc,
    /// Counts the changes of this row: whoever switches or deletes names the version they saw.
    pub version: i32,
}

/// None that are followed: finders join what they need.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl Related<provider::Entity> for Entity {
    fn to() -> RelationDef {
        Self::belongs_to(provider::Entity).from(Column::ProviderId).to(provider::Column::Id).into()
    }
}

impl ActiveModelBehavior for ActiveModel {}

/// What an approved logistics product adds to the header.
pub mod logistics {
    use crate::kernel::Outcome;
    use crate::offering::Mode;
    use sea_orm::entity::prelude::*;

    /// The details of one product.
    #[derive(Clone, Debug, PartialEq, serde::Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "logistics")]
    pub struct Model {
        /// The offering.
        #[sea_orm(primary_key, auto_increment = false)]
        pub offering_id: Uuid,
        /// The word of its [`Mode`].
        pub mode: String,
        /// ISO 3166-1 alpha-2 code of the destination's country.
        pub country: String,
        /// The gazetteer's id of the city; empty when its name was typed.
        pub city_id: String,
        /// The city in Chinese, or as it was typed.
        pub city: String,
        /// The city in English, or as it was typed.
        pub city_en: String,
        /// Degrees north.
        pub latitude: f64,
        /// Degrees east.
        pub longitude: f64,
        /// JSON list of tags in the provider's order.
        pub tags: String,
        /// JSON list of the detail pictures' files in the provider's order (F05).
        pub pictures: String,
    }

    /// None that are followed.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Model {
        /// How it travels.
        ///
        /// # Errors
        /// `Broken` for a word this program does not know.
        pub fn mode(&self) -> Outcome<Mode> {
            Mode::kept(&self.mode)
        }

        /// The tags in the provider's order.
        ///
        /// # Errors
        /// When the stored JSON cannot be read.
        pub fn tags(&self) -> Outcome<Vec<String>> {
            Ok(serde_json::from_str(&self.tags)?)
        }

        /// The detail pictures in the provider's order.
        ///
        /// # Errors
        /// When the stored JSON cannot be read.
        pub fn pictures(&self) -> Outcome<Vec<Uuid>> {
            Ok(serde_json::from_str(&self.pictures)?)
        }
    }
}

/// Tags of approved products, to filter by (F07).
pub mod tag {
    use sea_orm::entity::prelude::*;

    /// One tag of one offering.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "offering_tag")]
    pub struct Model {
        /// The offering.
        #[sea_orm(primary_key, auto_increment = false)]
        pub offering_id: Uuid,
        /// The tag as written.
        #[sea_orm(primary_key, auto_increment = false)]
        pub tag: String,
    }

    /// None that are followed.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
