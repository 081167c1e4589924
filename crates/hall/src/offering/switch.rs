//! 上下架 and 置顶: two switches the provider turns without asking anybody (F16, F17).

use super::catalogue;
use super::load::{own, same, seat};
use super::model::{Column, Entity, Model};
use super::show_files;
use crate::journal::Entry;
use crate::kernel::{Outcome, Refusal, Uuid, Work};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set,
};

/// Puts an approved product on the shelf or takes it off (F16). Its pictures are public as long as it is.
///
/// # Errors
/// `NotFound`, policy's refusals, `Stale`; `OutOfTurn` before the first approval: there is nothing to show yet.
pub async fn shelf(work: &Work, id: Uuid, seen: i32, on: bool) -> Outcome<()> {
    let product = own(work, id).await?;
    same(product.version, seen)?;
    if product.published_at.is_none() {
        return Err(Refusal::OutOfTurn("product-not-approved"));
    }
    if product.on_shelf == on {
        return Ok(());
    }
    let mut row = changed(work, &product);
    row.on_shelf = Set(on);
    turned(work, row).await?;
    show_files(work, id, on).await?;
    journal(work, Entry::new("product.shelved", "product", id).change("on_shelf", product.on_shelf, on)).await
}

/// Pins a product before all others or lets it go (F17). Several pins: the latest comes first (Q7).
///
/// # Errors
/// `NotFound`, policy's refusals, `Stale`; `OutOfTurn` before the first approval, or when the zone's number of pins is
/// used up.
pub async fn pin(work: &Work, id: Uuid, seen: i32, on: bool) -> Outcome<()> {
    let product = own(work, id).await?;
    same(product.version, seen)?;
    if product.published_at.is_none() {
        return Err(Refusal::OutOfTurn("product-not-approved"));
    }
    if product.pinned_at.is_some() == on {
        return Ok(());
    }
    let limit = u64::from(work.desk().zone.limits.pins_per_provider);
    if on && limit > 0 && pins(work, &product).await? >= limit {
        return Err(Refusal::OutOfTurn("product-pins-used-up"));
    }
    let mut row = changed(work, &product);
    row.pinned_at = Set(on.then(|| work.now()));
    turned(work, row).await?;
    let was = product.pinned_at.is_some();
    journal(work, Entry::new("product.pinned", "product", id).change("pinned", was, on)).await
}

/// How many products of the same provider are pinned.
async fn pins(work: &Work, product: &Model) -> Outcome<u64> {
    let pinned = Entity::find()
        .filter(Column::ProviderId.eq(product.provider_id))
        .filter(Column::PinnedAt.is_not_null())
        .filter(Column::RemovedAt.is_null());
    Ok(pinned.count(work.db()).await?)
}

/// Writes the changed row, and what everybody sees with it.
async fn turned(work: &Work, row: super::model::ActiveModel) -> Outcome<()> {
    let id = *row.id.as_ref();
    catalogue::leave(work, id).await?;
    row.update(work.db()).await?;
    catalogue::enter(work, id).await
}

/// The row, about to change.
pub(super) fn changed(work: &Work, product: &Model) -> super::model::ActiveModel {
    let mut row = product.clone().into_active_model();
    row.version = Set(product.version + 1);
    row.updated_at = Set(work.now());
    row
}

async fn journal(work: &Work, entry: Entry) -> Outcome<()> {
    let (enterprise, _) = seat(work.actor())?;
    work.journal(entry.of(enterprise.id)).await
}
