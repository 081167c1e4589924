//! The register of providers: who they are, what they publish, what was decided about them; suspending.

use crate::enterprise::official::{Entry, history, rounds_of};
use crate::page::{Answer, Form, Page};
use crate::review::list::regions;
use axum::extract::{Path, Query};
use hall::kernel::{Paging, Uuid};
use hall::provider::model::Model as Provider;
use hall::provider::{self, Kind, Standing, find};
use hall::review::{Scope, Subject};
use hall::{FieldError, Refusal};
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::{Deserialize, Serialize};

/// The filters of the register, as they stand in the address.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    words: String,
    kind: String,
    standing: String,
    region: String,
    page: Option<u64>,
    size: Option<u64>,
}

pub(crate) async fn list(page: Page, Query(filter): Query<Filter>) -> Answer {
    let scope = Scope::of_reviewer(page.actor());
    let query = find::Query {
        kind: Kind::of(&filter.kind),
        standing: Standing::of(&filter.standing),
        region: Some(filter.region.clone()).filter(|region| !region.is_empty()),
        words: Some(filter.words.clone()),
    };
    let paging = Paging::of(filter.page, filter.size);
    let found = find::register(page.desk().db(), &scope, &query, paging).await?;
    let context = context! {
        where => "office",
        list => Serde(found),
        filter => Serde(&filter),
        regions => regions(&scope),
        kinds => Kind::ALL.map(Kind::word),
        standings => Standing::ALL.map(Standing::word),
    };
    page.show("provider/list.html", context).await
}

pub(crate) async fn show(page: Page, Path(id): Path<Uuid>) -> Answer {
    let context = page_of(&page, id, "").await?;
    page.show("provider/register.html", context).await
}

async fn page_of(page: &Page, id: Uuid, reason: &str) -> Result<Value, Refusal> {
    let (db, scope) = (page.desk().db(), Scope::of_reviewer(page.actor()));
    let row: Provider = find::one(db, &scope, id).await?;
    let rounds = rounds_of(page, &scope, row.enterprise_id).await?;
    let entries: Vec<Entry> = history(page, "provider", id).await?;
    Ok(context! {
        where => "office",
        active => row.is_active(),
        products => Serde(rounds.iter().filter(|round| round.subject == Subject::Product.word()).collect::<Vec<_>>()),
        rounds => Serde(rounds.iter().filter(|round| round.subject == Subject::Provider.word()).collect::<Vec<_>>()),
        history => Serde(entries),
        reason,
        reason_limit => provider::REASON_LIMIT,
        provider => Serde(row),
    })
}

pub(crate) async fn suspend(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    let work = page.desk().begin(page.actor()).await?;
    let done = hall::suspend::suspend(&work, id, form.text("reason")).await;
    if done.is_ok() {
        work.keep().await?;
        return Ok(page.go_saying(&format!("/office/providers/{id}"), "provider-suspended"));
    }
    drop(work);
    refused(&page, id, &form, done).await
}

pub(crate) async fn reactivate(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    let work = page.desk().begin(page.actor()).await?;
    let done = hall::suspend::reactivate(&work, id, form.text("reason")).await;
    if done.is_ok() {
        work.keep().await?;
        return Ok(page.go_saying(&format!("/office/providers/{id}"), "provider-reactivated"));
    }
    drop(work);
    refused(&page, id, &form, done).await
}

async fn refused(page: &Page, id: Uuid, form: &Form, done: Result<(), Refusal>) -> Answer {
    let errors: Vec<FieldError> = match done {
        Err(Refusal::Invalid(errors)) => errors,
        Err(other) => return Err(other.into()),
        Ok(()) => Vec::new(),
    };
    let context = page_of(page, id, form.text("reason")).await?;
    page.again("provider/register.html", context, &errors).await
}
