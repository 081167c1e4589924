//! The register of news: what parks publish, what was decided about it; blocking an item with a reason.

use super::body;
use super::desk::Asked;
use super::row::{Row, row};
use crate::enterprise::official::history;
use crate::page::{Answer, Form, Page};
use crate::review::view::{self, RoundView};
use axum::extract::{Path, Query};
use hall::kernel::Uuid;
use hall::news::find::own::Filter;
use hall::news::find::register::{self, Entry};
use hall::news::{self, Showing};
use hall::review::{Scope, Standing};
use hall::term::calendar::{self, Calendar};
use hall::{FieldError, Refusal};
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

/// A line of the register.
#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    row: Row,
    park: Uuid,
    park_name: String,
}

fn line(page: &Page, calendar: &Calendar, Entry { kept, park }: Entry) -> Result<Line, Refusal> {
    Ok(Line { row: row(page, calendar, kept)?, park: park.provider_id, park_name: park.park_name })
}

/// The register.
pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let (db, scope) = (page.desk().db(), Scope::of_reviewer(page.actor()));
    let calendar = calendar::load(db).await?;
    let found = register::list(db, &scope, &asked.filter(), page.desk().now(), asked.paging()).await?;
    let found = found.turned(|entry| line(&page, &calendar, entry))?;
    let context = context! {
        where => "office",
        list => Serde(found),
        filtered => asked.filter() != Filter::default(),
        asked => Serde(&asked),
        standings => Standing::ALL.map(Standing::word),
        showings => Showing::ALL.map(Showing::word),
    };
    page.show("news/register.html", context).await
}

/// One item with everything that was done to it.
pub(super) async fn show(page: Page, Path(id): Path<Uuid>) -> Answer {
    let context = page_of(&page, id, "").await?;
    page.show("news/dossier.html", context).await
}

async fn page_of(page: &Page, id: Uuid, reason: &str) -> Result<Value, Refusal> {
    let (db, scope) = (page.desk().db(), Scope::of_reviewer(page.actor()));
    let dossier = register::one(db, &scope, id).await?;
    let calendar = calendar::load(db).await?;
    let rounds: Result<Vec<RoundView>, Refusal> =
        dossier.rounds.iter().map(|round| view::round(page, &calendar, round)).collect();
    Ok(context! {
        where => "office",
        // What everybody reads or would read; before an approval the review shows what is proposed.
        body => body(&dossier.entry.kept.news.body),
        news => Serde(line(page, &calendar, dossier.entry)?),
        rounds => Serde(rounds?),
        history => Serde(history(page, "news", id).await?),
        reason,
        reason_limit => news::REASON_LIMIT,
    })
}

/// Blocks an item.
pub(super) async fn block(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    let work = page.desk().begin(page.actor()).await?;
    match news::block(&work, id, form.text("reason")).await {
        Ok(()) => {
            work.keep().await?;
            Ok(page.go_saying(&format!("/office/news/{id}"), "news-blocked"))
        }
        Err(refusal) => {
            drop(work);
            refused(&page, id, &form, refusal).await
        }
    }
}

/// Lets a blocked item be shown again.
pub(super) async fn unblock(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    let work = page.desk().begin(page.actor()).await?;
    match news::unblock(&work, id, form.text("reason")).await {
        Ok(()) => {
            work.keep().await?;
            Ok(page.go_saying(&format!("/office/news/{id}"), "news-unblocked"))
        }
        Err(refusal) => {
            drop(work);
            refused(&page, id, &form, refusal).await
        }
    }
}

async fn refused(page: &Page, id: Uuid, form: &Form, refusal: Refusal) -> Answer {
    let errors: Vec<FieldError> = match refusal {
        Refusal::Invalid(errors) => errors,
        other => return Err(other.into()),
    };
    let context = page_of(page, id, form.text("reason")).await?;
    page.again("news/dossier.html", context, &errors).await
}
