//! Legal texts with versions, and who agreed to which (A03). A version is never changed; a new one asks everybody anew at
//! their next login.

mod agree;
mod blocks;
mod count;
mod publish;

pub(crate) use agree::agree;
pub use agree::{agree_now, agreed, due};
pub use blocks::blocks;
pub use count::consents;
pub use publish::{Draft, prepare, publish};

use super::model::legal_document::{Column, Entity, Model};
use crate::kernel::{Outcome, Refusal};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// 《平台法律声明》: whoever logs in agrees to it.
pub const PLATFORM: &str = "platform";

/// What is done with personal information, in full; read, not agreed to by itself.
pub const PRIVACY: &str = "privacy";

/// Every text there is, in the order lists show them.
pub const DOCUMENTS: [&str; 2] = [PLATFORM, PRIVACY];

/// The version that counts now.
///
/// # Errors
/// [`Refusal::NotFound`] when there is no such text.
pub async fn current(db: &impl ConnectionTrait, slug: &str) -> Outcome<Model> {
    let newest = Entity::find().filter(Column::Slug.eq(slug)).order_by_desc(Column::Version).one(db).await?;
    newest.ok_or(Refusal::NotFound)
}

/// One version.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none.
pub async fn version(db: &impl ConnectionTrait, slug: &str, version: i32) -> Outcome<Model> {
    let found =
        Entity::find().filter(Column::Slug.eq(slug)).filter(Column::Version.eq(version)).one(db).await?;
    found.ok_or(Refusal::NotFound)
}

/// All versions, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn versions(db: &impl ConnectionTrait, slug: &str) -> Outcome<Vec<Model>> {
    Ok(Entity::find().filter(Column::Slug.eq(slug)).order_by_desc(Column::Version).all(db).await?)
}

#[cfg(test)]
mod tests;
