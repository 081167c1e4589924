//! 撤下, 重新发布, 撤回, 删除: what a park does without a form.

use super::ask;
use crate::page::{Answer, Form, Page, own_path};
use axum::extract::Path;
use hall::Refusal;
use hall::kernel::Uuid;
use hall::news;

/// The version of the row that was seen, and what the switch is turned to.
fn turned(form: &Form) -> Result<(i32, bool), Refusal> {
    let seen = form.parsed("version").ok_or(Refusal::Stale { now: 0 })?;
    Ok((seen, form.ticked("on")))
}

/// Takes it down or puts it back, and goes back to the list as it was filtered, or to the item.
pub(super) async fn show(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    let (seen, on) = turned(&form)?;
    let work = page.desk().begin(page.actor()).await?;
    news::show(&work, id, seen, on).await?;
    work.keep().await?;
    let back = own_path(form.text("back"))
        .filter(|path| path.starts_with("/desk/news"))
        .map_or_else(|| format!("/desk/news/{id}"), str::to_owned);
    Ok(page.go_saying(&back, if on { "news-put-back" } else { "news-taken-down" }))
}

/// Takes back what waits for review.
pub(super) async fn withdraw(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    if !form.ticked("confirmed") {
        return ask::withdraw(page, Path(id)).await;
    }
    let work = page.desk().begin(page.actor()).await?;
    news::withdraw(&work, id, form.text("seen").parse()?).await?;
    work.keep().await?;
    Ok(page.go_saying(&format!("/desk/news/{id}"), "news-withdrawn"))
}

/// Deletes (E03). The page asked once; `confirmed` says that it was asked again, in a dialog or on a page of its own.
pub(super) async fn delete(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    if !form.ticked("confirmed") {
        return ask::delete_again(page, id).await;
    }
    let (seen, _) = turned(&form)?;
    let work = page.desk().begin(page.actor()).await?;
    news::remove(&work, id, seen).await?;
    work.keep().await?;
    Ok(page.go_saying("/desk/news", "news-deleted"))
}
