//! 上下架, 置顶, 撤回, 删除: what a provider does without a form.

use super::ask;
use crate::page::{Answer, Form, Page, own_path};
use axum::extract::Path;
use hall::Refusal;
use hall::kernel::Uuid;
use hall::offering;

/// The version of the row that was seen, and what the switch is turned to.
fn turned(form: &Form) -> Result<(i32, bool), Refusal> {
    let seen = form.parsed("version").ok_or(Refusal::Stale { now: 0 })?;
    Ok((seen, form.ticked("on")))
}

/// Back to the list as it was filtered, or to the product.
fn back(form: &Form, id: Uuid) -> String {
    own_path(form.text("back"))
        .filter(|path| path.starts_with("/desk/products"))
        .map_or_else(|| format!("/desk/products/{id}"), str::to_owned)
}

/// Turns the shelf switch (F16).
pub(super) async fn shelf(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    let (seen, on) = turned(&form)?;
    let work = page.desk().begin(page.actor()).await?;
    offering::shelf(&work, id, seen, on).await?;
    work.keep().await?;
    Ok(page.go_saying(&back(&form, id), if on { "product-on-shelf" } else { "product-off-shelf" }))
}

/// Turns the pin switch (F17).
pub(super) async fn pin(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    let (seen, on) = turned(&form)?;
    let work = page.desk().begin(page.actor()).await?;
    offering::pin(&work, id, seen, on).await?;
    work.keep().await?;
    Ok(page.go_saying(&back(&form, id), if on { "product-pinned" } else { "product-unpinned" }))
}

/// Takes back what waits for review.
pub(super) async fn withdraw(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    if !form.ticked("confirmed") {
        return ask::withdraw(page, Path(id)).await;
    }
    let work = page.desk().begin(page.actor()).await?;
    offering::withdraw(&work, id, form.text("seen").parse()?).await?;
    work.keep().await?;
    Ok(page.go_saying(&format!("/desk/products/{id}"), "product-withdrawn"))
}

/// Deletes (F18). The page asked once; `confirmed` says that it was asked again, in a dialog or on a page of its own.
pub(super) async fn delete(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    if !form.ticked("confirmed") {
        return ask::delete_again(page, id).await;
    }
    let (seen, _) = turned(&form)?;
    let work = page.desk().begin(page.actor()).await?;
    offering::remove(&work, id, seen).await?;
    work.keep().await?;
    Ok(page.go_saying("/desk/products", "product-deleted"))
}
