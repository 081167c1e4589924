//! One window: who has filed, more time, reminders, and the ranking as it would be published.

use super::{ask, id, regions};
use crate::page::{Answer, Form, Page};
use axum::extract::{Path, Query};
use hall::assessment::find::{self, Timeliness};
use hall::assessment::{self, Extension, NOTICE_LIMIT, Status, WORDS_LIMIT};
use hall::kernel::Uuid;
use hall::{FieldError, Refusal};
use minijinja::context;
use minijinja::value::Serde;
use serde::Deserialize;

/// Which filings are shown: the figures above the list lead here.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    only: String,
}

pub(super) async fn show(page: Page, Path(typed): Path<String>, Query(asked): Query<Asked>) -> Answer {
    render(&page, id(&typed)?, &asked.only, &Extension::default(), "5", &[]).await
}

async fn render(
    page: &Page,
    which: Uuid,
    only: &str,
    typed: &Extension,
    days: &str,
    errors: &[FieldError],
) -> Answer {
    let (db, now) = (page.desk().db(), page.desk().now());
    let (overview, line, mut filings) = find::period(db, &regions(page)?, which, now).await?;
    let draft = find::draft(db, &overview.assessment, &line.period, now).await?;
    filings.retain(|filing| match (only, Timeliness::of(only)) {
        ("waiting", _) => matches!(filing.status, Status::Filed | Status::FiledLate),
        (_, Some(timeliness)) => timeliness == Timeliness::of_round(filing.round.as_ref()),
        _ => true,
    });
    let typed = if errors.is_empty() {
        Extension {
            due_on: line.period.due_on.clone(),
            lock_on: line.period.lock_on.clone(),
            ..typed.clone()
        }
    } else {
        typed.clone()
    };
    let context = context! {
        where => "office",
        menu_at => super::MENU,
        it => Serde(overview),
        takes => line.period.window().takes(now),
        line => Serde(line),
        filings => Serde(filings),
        only,
        draft => Serde(draft),
        typed => Serde(typed),
        days,
        days_limit => NOTICE_LIMIT,
        words_limit => WORDS_LIMIT,
    };
    if errors.is_empty() {
        page.show("assessment/period.html", context).await
    } else {
        page.again("assessment/period.html", context, errors).await
    }
}

/// Reminding asks first: it writes to many.
pub(super) async fn nudge(page: Page, Path(typed): Path<String>, form: Form) -> Answer {
    let which = id(&typed)?;
    if form.text("confirmed") != "yes" {
        let (overview, ..) =
            find::period(page.desk().db(), &regions(&page)?, which, page.desk().now()).await?;
        let there = format!("/office/periods/{which}");
        let name = &overview.assessment.name;
        return ask(&page, "assessment-nudge", name, &format!("{there}/nudge"), &there, &[]).await;
    }
    let work = page.desk().begin(page.actor()).await?;
    assessment::nudge(&work, which).await?;
    work.keep().await?;
    Ok(page.go_saying(&format!("/office/periods/{which}"), "assessment-nudged"))
}

pub(super) async fn extend(page: Page, Path(typed): Path<String>, form: Form) -> Answer {
    let which = id(&typed)?;
    let text = |name: &str| form.text(name).to_owned();
    let typed = Extension { due_on: text("due_on"), lock_on: text("lock_on"), reason: text("reason") };
    let seen = form.parsed::<i32>("seen").unwrap_or_default();
    let work = page.desk().begin(page.actor()).await?;
    match assessment::extend(&work, which, seen, &typed).await {
        Ok(()) => {
            work.keep().await?;
            Ok(page.go_saying(&format!("/office/periods/{which}"), "assessment-extended"))
        }
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            render(&page, which, "", &typed, "5", &errors).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Publishing asks first: a published ranking stays as it is.
pub(super) async fn publish(page: Page, Path(typed): Path<String>, form: Form) -> Answer {
    let which = id(&typed)?;
    let (digest, days) = (form.text("digest").to_owned(), form.text("days").to_owned());
    let there = format!("/office/periods/{which}");
    if form.text("confirmed") != "yes" {
        let (overview, ..) =
            find::period(page.desk().db(), &regions(&page)?, which, page.desk().now()).await?;
        let action = format!("{there}/publish");
        let kept = [("digest", digest.as_str()), ("days", days.as_str())];
        return ask(&page, "ranking-publish", &overview.assessment.name, &action, &there, &kept).await;
    }
    let work = page.desk().begin(page.actor()).await?;
    match assessment::publish(&work, which, &digest, &days).await {
        Ok(ranking) => {
            work.keep().await?;
            Ok(page.go_saying(&format!("/office/rankings/{ranking}"), "ranking-published"))
        }
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            render(&page, which, "", &Extension::default(), &days, &errors).await
        }
        Err(other) => Err(other.into()),
    }
}
