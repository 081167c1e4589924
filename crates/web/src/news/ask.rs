//! Asking before something is taken away: once on a page that says what will happen, then again.

use super::row::row;
use crate::page::{Answer, Page};
use axum::extract::Path;
use hall::kernel::Uuid;
use hall::news::find::own;
use hall::term::calendar;
use minijinja::context;
use minijinja::value::Serde;

async fn ask(page: Page, id: Uuid, what: &str, again: bool) -> Answer {
    let (db, park) = (page.desk().db(), page.provider()?.id);
    let kept = own::one(db, park, id).await?;
    let news = row(&page, &calendar::load(db).await?, kept)?;
    page.show("news/ask.html", context! { where => "desk", news => Serde(news), what, again }).await
}

/// Whether what waits shall be taken back: one question is enough, it is still there and can be submitted again.
pub(super) async fn withdraw(page: Page, Path(id): Path<Uuid>) -> Answer {
    ask(page, id, "withdraw", true).await
}

/// Whether the item shall be deleted (E03): the first question.
pub(super) async fn delete(page: Page, Path(id): Path<Uuid>) -> Answer {
    ask(page, id, "delete", false).await
}

/// The second question, for whoever has no script that asks it in a dialog.
pub(super) async fn delete_again(page: Page, id: Uuid) -> Answer {
    ask(page, id, "delete", true).await
}
