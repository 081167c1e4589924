//! 预约台账: the bookings an official's regions look after, to look at.

use super::filter::Asked;
use super::id;
use crate::page::{Answer, Page};
use axum::extract::{Path, Query};
use hall::Refusal;
use hall::engagement::find::{self, Scope};
use hall::kernel::Role;
use minijinja::context;
use minijinja::value::Serde;

fn scope(page: &Page) -> Result<Scope, Refusal> {
    Ok(Scope::Regions(page.member()?.regions(Role::Reviewer)))
}

pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let (db, now, scope) = (page.desk().db(), page.desk().now(), scope(&page)?);
    let filter = asked.filter();
    let (list, counts) = tokio::try_join!(
        find::list(db, &scope, &filter, now, asked.paging()),
        find::counts(db, &scope, now),
    )?;
    let context = context! {
        where => "office", list => Serde(list), counts => Serde(counts), narrows => asked.narrows(), asked => Serde(asked),
    };
    page.show("engagement/office.html", context).await
}

pub(super) async fn show(page: Page, Path(booking): Path<String>) -> Answer {
    let found = find::one(page.desk().db(), &scope(&page)?, id(&booking)?, page.desk().now()).await?;
    page.show("engagement/office_show.html", context! { where => "office", it => Serde(found) }).await
}

/// The picture of what was offered.
pub(super) async fn cover(page: Page, Path(booking): Path<String>) -> Answer {
    super::cover(&page, &scope(&page)?, &booking).await
}
