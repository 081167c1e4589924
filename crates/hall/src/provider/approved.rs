//! Everything that was approved of one provider: the row every kind has, and what its kind adds.

use super::model::{Model, park};
use super::{Kind, Proposal, find};
use crate::kernel::{Outcome, Uuid};
use sea_orm::{ConnectionTrait, EntityTrait};

/// An approved provider with what its kind adds.
#[derive(Debug, Clone, PartialEq)]
pub struct Approved {
    /// What every provider says.
    pub provider: Model,
    /// What a park or base says besides.
    pub park: Option<park::Model>,
}

impl Approved {
    /// What everybody sees of it while it is active: the logo, the pictures of a park.
    ///
    /// # Errors
    /// When stored JSON cannot be read.
    pub fn public_files(&self) -> Outcome<Vec<Uuid>> {
        Ok(Proposal::try_from(self)?.public_files())
    }
}

/// What was approved of an enterprise, if it became a provider.
///
/// # Errors
/// When the database fails.
pub async fn approved(db: &impl ConnectionTrait, enterprise: Uuid) -> Outcome<Option<Approved>> {
    match find::of_enterprise(db, enterprise).await? {
        Some(provider) => Ok(Some(with_details(db, provider).await?)),
        None => Ok(None),
    }
}

/// A provider with what its kind adds.
///
/// # Errors
/// When the database fails.
pub(super) async fn with_details(db: &impl ConnectionTrait, provider: Model) -> Outcome<Approved> {
    let park = match Kind::of(&provider.kind) {
        Some(Kind::Park) => park::Entity::find_by_id(provider.id).one(db).await?,
        Some(Kind::Logistics) | None => None,
    };
    Ok(Approved { provider, park })
}
