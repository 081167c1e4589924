//! Pictures and questions that ask whether somebody is there (A17).

use sea_orm::entity::prelude::*;

/// A captcha that was answered: it counts once. What it shows follows from its id and the hall's key, so that showing one
/// writes nothing.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "captcha")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// When it was spent, rightly or not.
    pub used_at: DateTimeUtc,
}

/// Ids are followed by finders, not by the mapper.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
