//! 园区企业: who is in the parks an official's regions look after, to look at. Whom to ring is the park's own.

use super::filter::Asked;
use crate::page::{Answer, Page};
use axum::extract::Query;
use hall::kernel::DEPARTMENT;
use hall::park::tenant::State;
use hall::park::tenant::find::{self, Filter, Scope};
use minijinja::context;
use minijinja::value::Serde;
use std::collections::BTreeMap;

pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let db = page.desk().db();
    let scope = Scope::Regions(page.member()?.regions_of_any(&DEPARTMENT));
    let list = find::list(db, &scope, &asked.filter(), asked.paging()).await?;
    let ids: Vec<_> = list.rows.iter().map(|line| line.row.park_id).collect();
    let parks = hall::park::find::many(db, &ids).await?;
    let parks: BTreeMap<String, String> =
        parks.into_iter().map(|park| (park.provider_id.to_string(), park.park_name)).collect();
    let park = hall::park::find::name(db, asked.filter().park).await?;
    let context = context! {
        park,
        where => "office",
        list => Serde(list),
        parks => Serde(parks),
        asked => Serde(&asked),
        narrowed => asked.filter() != Filter::default(),
        states => State::ALL.map(State::word),
        businesses => find::businesses(db, &scope, super::desk::BUSINESSES).await?,
    };
    page.show("tenant/office.html", context).await
}
