//! 删除: the product disappears from everywhere public (F18, Q8).

use super::catalogue;
use super::load::{own, same, seat};
use super::model::{logistics, tag};
use super::show_files;
use super::switch::changed;
use crate::file;
use crate::journal::Entry;
use crate::kernel::{Outcome, Uuid, Work};
use crate::review::{self, Subject};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;

/// Deletes a product: its details, tags and pictures go, a round that waits is withdrawn. Its header remains for
/// officials and for the bookings that name it; those keep their own snapshot.
///
/// # Errors
/// `NotFound`, policy's refusals, `Stale`.
pub async fn remove(work: &Work, id: Uuid, seen: i32) -> Outcome<()> {
    let product = own(work, id).await?;
    same(product.version, seen)?;
    catalogue::leave(work, id).await?;
    show_files(work, id, false).await?;
    file::release(work, "product", id).await?;
    let newest = review::find::newest(work.db(), Subject::Product, id).await?;
    if let Some(round) = newest.filter(|round| round.is_pending()) {
        review::withdraw(work, round.enterprise_id, round.id).await?;
    }
    let before = logistics::Entity::find_by_id(id).one(work.db()).await?;
    logistics::Entity::delete_by_id(id).exec(work.db()).await?;
    tag::Entity::delete_many().filter(tag::Column::OfferingId.eq(id)).exec(work.db()).await?;
    let mut row = changed(work, &product);
    row.on_shelf = Set(false);
    row.pinned_at = Set(None);
    row.removed_at = Set(Some(work.now()));
    row.update(work.db()).await?;
    let before = json!({ "title": product.title, "summary": product.summary, "details": before });
    let (enterprise, _) = seat(work.actor())?;
    work.journal(Entry::new("product.removed", "product", id).of(enterprise.id).changes(&before, &json!({})))
        .await
}
