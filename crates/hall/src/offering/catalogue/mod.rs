//! The catalogue: what everybody sees of the products, ready to be listed and counted at any size.
//!
//! It repeats what header, details and provider say, so that a list of a million products reads one index and its
//! figures a few rows. Whatever makes a product public or takes that back calls [`leave`] before and [`enter`] after,
//! in the same work; `tradehall verify` holds the catalogue against what it repeats.

mod amiss;
pub mod model;

pub use amiss::amiss;

use super::Kind;
use super::model::{Column as Header, Entity as Offering, logistics, tag as carried};
use crate::kernel::{Instant, Outcome, Uuid, Work};
use crate::provider::model as provider;
use model::{Entity, Model, place, tag};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType, QueryFilter,
    QuerySelect,
};

/// The key of a destination's city.
pub(super) fn city(details: &logistics::Model) -> &str {
    if details.city_id.is_empty() { &details.city } else { &details.city_id }
}

/// Takes a product out of the catalogue, before anything about it changes; whatever is not in it stays out.
///
/// # Errors
/// When the database fails.
pub(crate) async fn leave(work: &Work, product: Uuid) -> Outcome<()> {
    let Some(row) = Entity::find_by_id(product).one(work.db()).await? else { return Ok(()) };
    Entity::delete_by_id(product).exec(work.db()).await?;
    let here = place::Column::Mode
        .eq(row.mode.as_str())
        .and(place::Column::Country.eq(row.country.as_str()))
        .and(place::Column::City.eq(row.city.as_str()));
    // The last one takes its row along.
    let last = place::Column::Products.lte(1);
    place::Entity::delete_many().filter(here.clone().and(last)).exec(work.db()).await?;
    let fewer = Expr::col(place::Column::Products).sub(1);
    let counted = place::Entity::update_many().col_expr(place::Column::Products, fewer);
    counted.filter(here).exec(work.db()).await?;
    for word in tags(work.db(), product).await? {
        let this = tag::Column::Tag.eq(word.as_str());
        let last = tag::Column::Products.lte(1);
        tag::Entity::delete_many().filter(this.clone().and(last)).exec(work.db()).await?;
        let fewer = Expr::col(tag::Column::Products).sub(1);
        let counted = tag::Entity::update_many().col_expr(tag::Column::Products, fewer);
        counted.filter(this).exec(work.db()).await?;
    }
    Ok(())
}

/// Puts a product into the catalogue if what is written now makes it public.
///
/// # Errors
/// When the database fails.
pub(crate) async fn enter(work: &Work, product: Uuid) -> Outcome<()> {
    let Some((row, details)) = wanted(work.db(), &[product]).await?.pop() else { return Ok(()) };
    let at = place::Model {
        mode: row.mode.clone(),
        country: row.country.clone(),
        city: row.city.clone(),
        name_zh: details.city,
        name_en: details.city_en,
        latitude: details.latitude,
        longitude: details.longitude,
        products: 1,
    };
    work.add(row).await?;
    let more = Expr::col((place::Entity, place::Column::Products)).add(1);
    let known = OnConflict::columns([place::Column::Mode, place::Column::Country, place::Column::City])
        .value(place::Column::Products, more)
        .to_owned();
    place::Entity::insert(every(at)).on_conflict(known).exec_without_returning(work.db()).await?;
    for word in tags(work.db(), product).await? {
        let more = Expr::col((tag::Entity, tag::Column::Products)).add(1);
        let known = OnConflict::column(tag::Column::Tag).value(tag::Column::Products, more).to_owned();
        let one = every(tag::Model { tag: word, products: 1 });
        tag::Entity::insert(one).on_conflict(known).exec_without_returning(work.db()).await?;
    }
    Ok(())
}

/// A new row with every column.
fn every<M: IntoActiveModel<A>, A: ActiveModelTrait>(model: M) -> A {
    model.into_active_model().reset_all()
}

async fn tags(db: &impl ConnectionTrait, product: Uuid) -> Outcome<Vec<String>> {
    let rows = carried::Entity::find().filter(carried::Column::OfferingId.eq(product)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.tag).collect())
}

/// What the catalogue should hold of these products: approved, on the shelf, not deleted, of an active provider.
async fn wanted(db: &impl ConnectionTrait, products: &[Uuid]) -> Outcome<Vec<(Model, logistics::Model)>> {
    let active = Query::select()
        .column(provider::Column::Id)
        .from(provider::Entity)
        .and_where(provider::Column::State.eq(provider::Standing::Active.word()))
        .take();
    let found = Offering::find()
        .filter(Header::Id.is_in(products.iter().copied()))
        .filter(Header::Kind.eq(Kind::Logistics.word()))
        .filter(Header::PublishedAt.is_not_null())
        .filter(Header::OnShelf.eq(true))
        .filter(Header::RemovedAt.is_null())
        .filter(Header::ProviderId.in_subquery(active))
        .join(JoinType::InnerJoin, super::find::public::header_to_details())
        .select_also(logistics::Entity);
    let rows = found.all(db).await?;
    let known = rows.into_iter().filter_map(|(header, details)| details.map(|details| (header, details)));
    let rows = known.map(|(header, details)| {
        let row = Model {
            offering_id: header.id,
            provider_id: header.provider_id,
            mode: details.mode.clone(),
            country: details.country.clone(),
            city: city(&details).to_owned(),
            pinned_at: header.pinned_at.unwrap_or(Instant::UNIX_EPOCH),
            created_at: header.created_at,
        };
        (row, details)
    });
    Ok(rows.collect())
}
