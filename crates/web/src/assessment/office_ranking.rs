//! A published ranking as officials see it.

use super::{book, id, regions};
use crate::page::{Answer, Page};
use axum::extract::Path;
use hall::assessment::find;
use minijinja::context;
use minijinja::value::Serde;

pub(super) async fn show(page: Page, Path(typed): Path<String>) -> Answer {
    let shown = find::published(page.desk().db(), &regions(&page)?, id(&typed)?, page.desk().now()).await?;
    page.show("assessment/office_ranking.html", context! { where => "office", it => Serde(shown) }).await
}

pub(super) async fn download(page: Page, Path(typed): Path<String>) -> Answer {
    let shown = find::published(page.desk().db(), &regions(&page)?, id(&typed)?, page.desk().now()).await?;
    book::ranking(&page, &shown)
}
