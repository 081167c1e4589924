//! 新增, 编辑, 迁出, 删除: one tenant by hand (E10).

use super::desk::BUSINESSES;
use super::scope;
use crate::page::{Answer, Form, Page, back_to};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use hall::Refusal;
use hall::kernel::Uuid;
use hall::park::tenant::{self, Limits, State, TenantForm, find};
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Deserialize;

const TEMPLATE: &str = "tenant/form.html";

/// Where the list was, with its filters, so that one comes back to it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Came {
    back: String,
}

fn back(typed: &str) -> &str {
    back_to(typed, "/desk/tenants")
}

fn read(form: &Form) -> TenantForm {
    let text = |name: &str| form.text(name).to_owned();
    TenantForm {
        name: text("name"),
        uscc: text("uscc"),
        contact_name: text("contact_name"),
        contact_phone: text("contact_phone"),
        entered_on: text("entered_on"),
        business: text("business"),
        state: text("state"),
        remarks: text("remarks"),
    }
}

async fn view(page: &Page, typed: &TenantForm, back: &str, about: Value) -> Result<Value, Refusal> {
    let today = page.desk().zone.day(page.desk().now());
    let last = today.checked_add_months(chrono::Months::new(Limits::NOW.months)).unwrap_or(today);
    let context = context! {
        where => "desk",
        form => Serde(typed),
        back,
        most => Serde(Limits::NOW),
        last => last.to_string(),
        states => State::ALL.map(State::word),
        businesses => find::businesses(page.desk().db(), &scope(page)?, BUSINESSES).await?,
        owner => page.provider()?.id.to_string(),
    };
    Ok(minijinja::value::merge_maps([context, about]))
}

pub(super) async fn fresh(page: Page, Query(came): Query<Came>) -> Answer {
    let typed = TenantForm {
        state: State::Present.word().to_owned(),
        entered_on: page.desk().zone.day(page.desk().now()).to_string(),
        ..TenantForm::default()
    };
    page.show(TEMPLATE, view(&page, &typed, back(&came.back), context! { kept => false }).await?).await
}

pub(super) async fn create(page: Page, form: Form) -> Answer {
    let (typed, back) = (read(&form), back(form.text("back")));
    let work = page.desk().begin(page.actor()).await?;
    match tenant::add(&work, &typed).await {
        Ok(_) => work.keep().await?,
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            return page
                .again(TEMPLATE, view(&page, &typed, back, context! { kept => false }).await?, &errors)
                .await;
        }
        Err(other) => return Err(other.into()),
    }
    Ok(page.go_saying(back, "tenant-added"))
}

pub(super) async fn open(page: Page, Path(id): Path<Uuid>, Query(came): Query<Came>) -> Answer {
    let line = find::one(page.desk().db(), &scope(&page)?, id).await?;
    let typed = TenantForm::from(&line.row);
    let about = context! { kept => true, seen => line.row.version, it => Serde(line) };
    page.show(TEMPLATE, view(&page, &typed, back(&came.back), about).await?).await
}

pub(super) async fn change(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    let (typed, back) = (read(&form), back(form.text("back")));
    let line = find::one(page.desk().db(), &scope(&page)?, id).await?;
    let seen = form.parsed("seen").unwrap_or_default();
    let work = page.desk().begin(page.actor()).await?;
    let refused = match tenant::edit(&work, id, seen, &typed).await {
        Ok(changed) => {
            work.keep().await?;
            return Ok(page.go_saying(back, if changed { "tenant-edited" } else { "tenant-same" }));
        }
        Err(refused) => refused,
    };
    drop(work);
    match refused {
        Refusal::Invalid(errors) => {
            let about = context! { kept => true, seen, it => Serde(line) };
            page.again(TEMPLATE, view(&page, &typed, back, about).await?, &errors).await
        }
        Refusal::Stale { .. } => {
            // What was typed stays; whoever reads the new state and presses again means it.
            let line = find::one(page.desk().db(), &scope(&page)?, id).await?;
            let now = TenantForm::from(&line.row);
            let about = context! {
                kept => true, seen => line.row.version, it => Serde(line), moved => true, now => Serde(now),
            };
            let context = view(&page, &typed, back, about).await?;
            page.show_status(StatusCode::CONFLICT, TEMPLATE, context).await
        }
        other => Err(other.into()),
    }
}

async fn asked(page: &Page, id: Uuid, back: &str, status: StatusCode, about: Value) -> Answer {
    let line = find::one(page.desk().db(), &scope(page)?, id).await?;
    let context = context! { where => "desk", it => Serde(line), back };
    page.show_status(status, "tenant/delete.html", minijinja::value::merge_maps([context, about])).await
}

/// Whether the tenant shall be deleted: the first question, and a milder way.
pub(super) async fn question(page: Page, Path(id): Path<Uuid>, Query(came): Query<Came>) -> Answer {
    asked(&page, id, back(&came.back), StatusCode::OK, context! { again => false }).await
}

/// Deletes, after the second question: a dialog, or without the script a page (1.15.6).
pub(super) async fn remove(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    let back = back(form.text("back"));
    if form.text("confirmed") != "yes" {
        return asked(&page, id, back, StatusCode::OK, context! { again => true }).await;
    }
    let work = page.desk().begin(page.actor()).await?;
    match tenant::remove(&work, id, form.parsed("seen").unwrap_or_default()).await {
        Ok(()) => work.keep().await?,
        Err(Refusal::Stale { .. }) => return moved(&page, work, id, back).await,
        Err(other) => return Err(other.into()),
    }
    Ok(page.go_saying(back, "tenant-removed"))
}

/// 已迁出.
pub(super) async fn leave(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    let back = back(form.text("back"));
    let work = page.desk().begin(page.actor()).await?;
    match tenant::leave(&work, id, form.parsed("seen").unwrap_or_default()).await {
        Ok(()) => work.keep().await?,
        Err(Refusal::Stale { .. }) => return moved(&page, work, id, back).await,
        Err(other) => return Err(other.into()),
    }
    Ok(page.go_saying(back, "tenant-left"))
}

async fn moved(page: &Page, work: hall::kernel::Work, id: Uuid, back: &str) -> Answer {
    drop(work);
    asked(page, id, back, StatusCode::CONFLICT, context! { again => false, moved => true }).await
}
