//! Asking before something is taken away: once on a page that says what will happen, then again.

use super::row::row;
use crate::page::{Answer, Page};
use axum::extract::Path;
use hall::kernel::Uuid;
use hall::offering::find::own;
use hall::term::calendar;
use minijinja::context;
use minijinja::value::Serde;

async fn ask(page: Page, id: Uuid, what: &str, again: bool) -> Answer {
    let (db, provider) = (page.desk().db(), page.provider()?.id);
    let kept = own::one(db, provider, id).await?;
    let product = row(&page, &calendar::load(db).await?, kept)?;
    let context = context! { where => "desk", product => Serde(product), what, again };
    page.show("offering/ask.html", context).await
}

/// Whether what waits shall be taken back.
pub(super) async fn withdraw(page: Page, Path(id): Path<Uuid>) -> Answer {
    // One question is enough: what was submitted is still there and can be submitted again.
    ask(page, id, "withdraw", true).await
}

/// Whether the product shall be deleted (F18): the first question.
pub(super) async fn delete(page: Page, Path(id): Path<Uuid>) -> Answer {
    ask(page, id, "delete", false).await
}

/// The second question, for whoever has no script that asks it in a dialog.
pub(super) async fn delete_again(page: Page, id: Uuid) -> Answer {
    ask(page, id, "delete", true).await
}
