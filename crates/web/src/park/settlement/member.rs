//! 我的申请: what an enterprise asked parks for, and what became of it (E05, E06).

use super::filter::Asked;
use crate::page::{Answer, Form, Page};
use axum::extract::{Path, Query};
use hall::Refusal;
use hall::kernel::Uuid;
use hall::park::settlement::find::{self, Scope};
use hall::park::settlement::{self, Side, Step};
use minijinja::context;
use minijinja::value::Serde;

fn scope(page: &Page) -> Result<Scope, Refusal> {
    Ok(Scope::Enterprise(page.enterprise()?.id))
}

pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    super::list(&page, "my", &scope(&page)?, &asked).await
}

pub(super) async fn show(page: Page, Path(id): Path<Uuid>) -> Answer {
    let found = find::one(page.desk().db(), &scope(&page)?, id, page.desk().now()).await?;
    page.show("settlement/my_show.html", context! { where => "my", it => Serde(found) }).await
}

/// Withdrawing asks first: by a dialog, or without the script on a page of its own.
pub(super) async fn withdraw(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    if form.text("confirmed") != "yes" {
        let found = find::one(page.desk().db(), &scope(&page)?, id, page.desk().now()).await?;
        found.line.settlement.allows(Side::Enterprise, Step::Withdraw)?;
        let context = context! { where => "my", it => Serde(found), step => "withdraw" };
        return page.show("settlement/confirm.html", context).await;
    }
    let work = page.desk().begin(page.actor()).await?;
    settlement::withdraw(&work, id).await?;
    work.keep().await?;
    Ok(page.go_saying(&format!("/my/settlements/{id}"), "settlement-withdrawn"))
}
