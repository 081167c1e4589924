//! 入驻台账: the applications at parks an official's regions look after, to look at.

use super::filter::Asked;
use crate::page::{Answer, Page};
use axum::extract::{Path, Query};
use hall::Refusal;
use hall::kernel::{DEPARTMENT, Uuid};
use hall::park::settlement::find::{self, Scope};
use minijinja::context;
use minijinja::value::Serde;

fn scope(page: &Page) -> Result<Scope, Refusal> {
    Ok(Scope::Regions(page.member()?.regions_of_any(&DEPARTMENT)))
}

pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    super::list(&page, "office", &scope(&page)?, &asked).await
}

pub(super) async fn show(page: Page, Path(id): Path<Uuid>) -> Answer {
    let found = find::one(page.desk().db(), &scope(&page)?, id, page.desk().now()).await?;
    page.show("settlement/office_show.html", context! { where => "office", it => Serde(found) }).await
}
