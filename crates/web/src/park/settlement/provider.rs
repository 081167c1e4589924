//! 入驻申请处理: who asks a park for a place, and the park's answer: 已落地 or 未落地 (E04–E06).

use super::filter::Asked;
use crate::page::{Answer, Form, Page, back_to};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use hall::Refusal;
use hall::kernel::{FieldError, Uuid};
use hall::park::settlement::find::{self, Scope};
use hall::park::settlement::{self, REASON_LIMIT, Side, Step};
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Deserialize;

fn scope(page: &Page) -> Result<Scope, Refusal> {
    Ok(Scope::Park(page.provider()?.id))
}

/// Where the list was, with its filters, so that one comes back to it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Came {
    back: String,
}

fn back(typed: &str) -> &str {
    back_to(typed, "/desk/settlements")
}

pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    super::list(&page, "desk", &scope(&page)?, &asked).await
}

pub(super) async fn show(page: Page, Path(id): Path<Uuid>, Query(came): Query<Came>) -> Answer {
    page.show("settlement/desk_show.html", context(&page, id, back(&came.back), "").await?).await
}

async fn context(page: &Page, id: Uuid, back: &str, reason: &str) -> Result<Value, Refusal> {
    let found = find::one(page.desk().db(), &scope(page)?, id, page.desk().now()).await?;
    Ok(context! { where => "desk", it => Serde(found), back, reason, reason_limit => REASON_LIMIT })
}

/// 已落地, after a second question: by a dialog, or without the script on a page of its own (E05, 1.15.6).
pub(super) async fn land(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    let back = back(form.text("back"));
    if form.text("confirmed") != "yes" {
        let found = find::one(page.desk().db(), &scope(&page)?, id, page.desk().now()).await?;
        found.line.settlement.allows(Side::Park, Step::Land)?;
        let context = context! { where => "desk", it => Serde(found), step => "land", back };
        return page.show("settlement/confirm.html", context).await;
    }
    let work = page.desk().begin(page.actor()).await?;
    match settlement::land(&work, id, form.parsed("seen").unwrap_or_default()).await {
        Ok(()) => work.keep().await?,
        Err(Refusal::Stale { .. }) => {
            drop(work);
            return moved(&page, id, back, "").await;
        }
        Err(other) => return Err(other.into()),
    }
    Ok(page.go_saying(back, "settlement-landed"))
}

/// 未落地, with its reason (E06).
pub(super) async fn decline(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    let (back, reason) = (back(form.text("back")), form.text("reason"));
    let work = page.desk().begin(page.actor()).await?;
    match settlement::decline(&work, id, form.parsed("seen").unwrap_or_default(), reason).await {
        Ok(()) => work.keep().await?,
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            return refused(&page, id, back, reason, &errors).await;
        }
        Err(Refusal::Stale { .. }) => {
            drop(work);
            return moved(&page, id, back, reason).await;
        }
        Err(other) => return Err(other.into()),
    }
    Ok(page.go_saying(back, "settlement-declined"))
}

async fn refused(page: &Page, id: Uuid, back: &str, reason: &str, errors: &[FieldError]) -> Answer {
    page.again("settlement/desk_show.html", context(page, id, back, reason).await?, errors).await
}

/// The application moved between the look and the press: what it says now, with what was typed kept.
async fn moved(page: &Page, id: Uuid, back: &str, reason: &str) -> Answer {
    let context = context! { moved => true, ..context(page, id, back, reason).await? };
    page.show_status(StatusCode::CONFLICT, "settlement/desk_show.html", context).await
}
