//! What can be booked: a public product.

use super::Snapshot;
use crate::kernel::{Outcome, Uuid};
use crate::offering::find::public::show;
use sea_orm::ConnectionTrait;
use serde::Serialize;

/// A product as it is offered now.
#[derive(Debug, Clone, Serialize)]
pub struct Offer {
    /// The offering.
    pub offering: Uuid,
    /// Who offers it.
    pub provider: Uuid,
    /// The provider's enterprise.
    pub enterprise: Uuid,
    /// What a booking of it keeps.
    pub snapshot: Snapshot,
}

/// The public product `id`.
///
/// # Errors
/// [`crate::Refusal::NotFound`] when there is none, or it is not on the shelf, or its provider is suspended.
pub(super) async fn public(db: &impl ConnectionTrait, id: Uuid) -> Outcome<Offer> {
    let shown = show(db, id).await?;
    Ok(Offer {
        offering: id,
        provider: shown.provider.id,
        enterprise: shown.provider.enterprise_id,
        snapshot: Snapshot {
            mode: shown.details.mode()?,
            title: shown.header.title,
            summary: shown.header.summary,
            country: shown.details.country,
            city: shown.details.city,
            city_en: shown.details.city_en,
            provider: shown.provider.name,
            cover: shown.header.cover,
        },
    })
}
