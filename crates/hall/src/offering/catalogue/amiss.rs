//! Whether the catalogue says what it repeats.

use super::model::{Column, Entity, Model, place, tag};
use super::{Header, Offering, carried, wanted};
use crate::kernel::{Outcome, Uuid};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;

/// Products looked at in one go: a zone may have a million.
const CHUNK: usize = 500;

/// What is wrong with the catalogue, one sentence each; empty when nothing is.
///
/// # Errors
/// When the database does not answer.
pub async fn amiss(db: &impl ConnectionTrait) -> Outcome<Vec<String>> {
    let mut wrong = Vec::new();
    let mut places: BTreeMap<(String, String, String), i64> = BTreeMap::new();
    let mut tags: BTreeMap<String, i64> = BTreeMap::new();
    let products = Offering::find().select_only().column(Header::Id).order_by_asc(Header::Id);
    let products: Vec<Uuid> = products.into_tuple().all(db).await?;
    for products in products.chunks(CHUNK) {
        let should: BTreeMap<Uuid, Model> =
            wanted(db, products).await?.into_iter().map(|(row, _)| (row.offering_id, row)).collect();
        let is = Entity::find().filter(Column::OfferingId.is_in(products.iter().copied()));
        let is: BTreeMap<Uuid, Model> =
            is.all(db).await?.into_iter().map(|row| (row.offering_id, row)).collect();
        for id in products.iter().filter(|id| should.get(id) != is.get(id)) {
            wrong.push(format!("catalogue: product {id} is missing, or stands there as it should not"));
        }
        for row in should.values() {
            *places.entry((row.mode.clone(), row.country.clone(), row.city.clone())).or_default() += 1;
        }
        let public = carried::Column::OfferingId.is_in(should.keys().copied());
        for row in carried::Entity::find().filter(public).all(db).await? {
            *tags.entry(row.tag).or_default() += 1;
        }
    }
    let counted = place::Entity::find().all(db).await?.into_iter();
    let counted: BTreeMap<_, _> =
        counted.map(|row| ((row.mode, row.country, row.city), row.products)).collect();
    if counted != places {
        wrong.push("catalogue: the figures of destinations are not those of its products".to_owned());
    }
    let counted = tag::Entity::find().all(db).await?.into_iter();
    if counted.map(|row| (row.tag, row.products)).collect::<BTreeMap<_, _>>() != tags {
        wrong.push("catalogue: the figures of tags are not those of its products".to_owned());
    }
    Ok(wrong)
}
