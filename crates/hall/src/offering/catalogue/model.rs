//! The catalogue's tables.

use sea_orm::entity::prelude::*;

/// One public product: what lists are narrowed and ordered by.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalogue")]
pub struct Model {
    /// The product.
    #[sea_orm(primary_key, auto_increment = false)]
    pub offering_id: Uuid,
    /// Who offers it.
    pub provider_id: Uuid,
    /// The word of its mode.
    pub mode: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The gazetteer's id, or the name of a typed city.
    pub city: String,
    /// When it was pinned; the beginning of 1970 when it is not.
    pub pinned_at: DateTimeUtc,
    /// When it was submitted first.
    pub created_at: DateTimeUtc,
}

/// None that are followed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How many products go where by which mode.
pub mod place {
    use sea_orm::entity::prelude::*;

    /// One destination of one mode.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "catalogue_place")]
    pub struct Model {
        /// The word of the mode.
        #[sea_orm(primary_key, auto_increment = false)]
        pub mode: String,
        /// ISO 3166-1 alpha-2.
        #[sea_orm(primary_key, auto_increment = false)]
        pub country: String,
        /// The gazetteer's id, or the name of a typed city.
        #[sea_orm(primary_key, auto_increment = false)]
        pub city: String,
        /// Its name in Chinese, or as typed.
        pub name_zh: String,
        /// Its name in English, or as typed.
        pub name_en: String,
        /// Degrees north.
        pub latitude: f64,
        /// Degrees east.
        pub longitude: f64,
        /// How many products.
        pub products: i64,
    }

    /// None that are followed.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// How many public products carry a tag.
pub mod tag {
    use sea_orm::entity::prelude::*;

    /// One tag.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "catalogue_tag")]
    pub struct Model {
        /// The tag as written.
        #[sea_orm(primary_key, auto_increment = false)]
        pub tag: String,
        /// How many products.
        pub products: i64,
    }

    /// None that are followed.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
