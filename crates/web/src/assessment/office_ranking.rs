//! A published ranking as officials see it.

use super::{MENU, book, id, last_day, regions};
use crate::page::{Answer, Page};
use axum::extract::Path;
use hall::assessment::find;
use minijinja::context;
use minijinja::value::Serde;

pub(super) async fn show(page: Page, Path(typed): Path<String>) -> Answer {
    let shown = find::published(page.desk().db(), &regions(&page)?, id(&typed)?, page.desk().now()).await?;
    let last_day = last_day(&page, shown.objections_until);
    let context = context! { where => "office", menu_at => MENU, last_day, it => Serde(shown) };
    page.show("assessment/office_ranking.html", context).await
}

pub(super) async fn download(page: Page, Path(typed): Path<String>) -> Answer {
    let shown = find::published(page.desk().db(), &regions(&page)?, id(&typed)?, page.desk().now()).await?;
    book::ranking(&page, &shown)
}
