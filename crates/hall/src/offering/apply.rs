//! What an approval does to a product; called by `decide.rs` in the transaction of the decision.

use super::model::{Column, Entity, Model, logistics, tag};
use super::switch::changed;
use super::{Proposal, catalogue};
use crate::file;
use crate::kernel::{Outcome, Refusal, Uuid, Work};
use crate::review::model::Model as Round;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use std::collections::BTreeSet;

/// Makes the proposal of an approved round what everybody sees: header, details, tags, pictures. The first approval
/// puts the product on the shelf by itself (F14); later ones leave both switches as they are.
///
/// # Errors
/// `OutOfTurn` when the product was deleted meanwhile; when the database fails.
pub async fn apply(work: &Work, round: &Round) -> Outcome<()> {
    let proposal: Proposal = round.proposal()?;
    let product = Entity::find_by_id(round.subject_id).one(work.db()).await?.ok_or(Refusal::NotFound)?;
    if product.removed_at.is_some() {
        return Err(Refusal::OutOfTurn("product-removed"));
    }
    catalogue::leave(work, product.id).await?;
    let before = pictures(work, product.id).await?;
    let mut row = changed(work, &product);
    row.title = Set(proposal.title.clone());
    row.summary = Set(proposal.summary.clone());
    row.cover = Set(Some(proposal.cover));
    if product.published_at.is_none() {
        row.published_at = Set(Some(work.now()));
        row.on_shelf = Set(true);
    }
    let product = row.update(work.db()).await?;
    details(work, product.id, &proposal).await?;
    tags(work, product.id, &proposal.tags).await?;
    catalogue::enter(work, product.id).await?;
    let mut gone: BTreeSet<Uuid> = before.into_iter().collect();
    gone.extend(proposal.files());
    file::publish(work, &gone.into_iter().collect::<Vec<_>>(), false).await?;
    file::publish(work, &proposal.files(), product.on_shelf).await
}

/// Every file that the approved version of a product shows.
async fn pictures(work: &Work, product: Uuid) -> Outcome<Vec<Uuid>> {
    let header: Option<Model> = Entity::find_by_id(product).one(work.db()).await?;
    let Some(details) = logistics::Entity::find_by_id(product).one(work.db()).await? else {
        return Ok(Vec::new());
    };
    let mut files = details.pictures()?;
    files.extend(header.and_then(|header| header.cover));
    Ok(files)
}

/// Shows or hides the files of the approved version.
pub(super) async fn show_files(work: &Work, product: Uuid, public: bool) -> Outcome<()> {
    let files = pictures(work, product).await?;
    file::publish(work, &files, public).await
}

/// Hides or shows a provider's products and their pictures when an official has suspended it or lifted that.
///
/// # Errors
/// When the database fails.
pub async fn provider_stands(work: &Work, provider: Uuid, active: bool) -> Outcome<()> {
    let products = Entity::find()
        .filter(Column::ProviderId.eq(provider))
        .filter(Column::RemovedAt.is_null())
        .filter(Column::OnShelf.eq(true))
        .all(work.db())
        .await?;
    for product in products {
        catalogue::leave(work, product.id).await?;
        catalogue::enter(work, product.id).await?;
        show_files(work, product.id, active).await?;
    }
    Ok(())
}

async fn details(work: &Work, product: Uuid, proposal: &Proposal) -> Outcome<()> {
    logistics::Entity::delete_by_id(product).exec(work.db()).await?;
    work.add(logistics::Model {
        offering_id: product,
        mode: proposal.mode.word().to_owned(),
        country: proposal.country.clone(),
        city_id: proposal.city_id.clone(),
        city: proposal.city.clone(),
        city_en: proposal.city_en.clone(),
        latitude: proposal.latitude,
        longitude: proposal.longitude,
        tags: serde_json::to_string(&proposal.tags)?,
        pictures: serde_json::to_string(&proposal.pictures)?,
    })
    .await
}

async fn tags(work: &Work, product: Uuid, tags: &[String]) -> Outcome<()> {
    tag::Entity::delete_many().filter(tag::Column::OfferingId.eq(product)).exec(work.db()).await?;
    for tag in tags {
        work.add(tag::Model { offering_id: product, tag: tag.clone() }).await?;
    }
    Ok(())
}
