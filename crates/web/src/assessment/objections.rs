//! Objections before officials: the queue by the end of the promise, one with its points, and the answer (D09).

use super::papers::names;
use super::{id, regions};
use crate::page::{Answer, Form, Page};
use axum::extract::{Path, Query};
use hall::assessment::find;
use hall::assessment::{self, WORDS_LIMIT};
use hall::kernel::{Paging, Uuid};
use hall::term::calendar;
use hall::{FieldError, Refusal};
use minijinja::context;
use minijinja::value::Serde;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Asked {
    all: String,
    page: String,
    size: String,
}

pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let (db, now) = (page.desk().db(), page.desk().now());
    let paging = Paging::of(asked.page.parse().ok(), asked.size.parse().ok());
    let list = find::objections(db, &regions(&page)?, asked.all.is_empty(), paging).await?;
    let calendar = calendar::load(db).await?;
    let zone = page.desk().zone.timezone;
    let list = list.map(|line| {
        let waits = line.objection.closed_at.is_none();
        let promise = waits.then(|| calendar.promise(now, line.objection.due_at, zone));
        context! { line => Serde(line), promise => Serde(promise) }
    });
    let context = context! { where => "office", list => Serde(list), asked => Serde(asked) };
    page.show("assessment/objections.html", context).await
}

pub(super) async fn show(page: Page, Path(typed): Path<String>) -> Answer {
    render(&page, id(&typed)?, "", &BTreeMap::new(), &[]).await
}

async fn render(
    page: &Page,
    which: Uuid,
    answer: &str,
    points: &BTreeMap<String, String>,
    errors: &[FieldError],
) -> Answer {
    let (db, now) = (page.desk().db(), page.desk().now());
    let it = find::objection(db, &regions(page)?, which, now).await?;
    let waits = it.objection.closed_at.is_none();
    let calendar = calendar::load(db).await?;
    let promise = waits.then(|| calendar.promise(now, it.objection.due_at, page.desk().zone.timezone));
    let own = page.member()?.enterprise.as_ref().is_some_and(|seat| seat.id == it.objection.enterprise_id);
    let entry = it.snapshot.entry(it.objection.provider_id).cloned();
    let answers = it.case.rounds.first().map(|round| round.answers()).transpose()?.unwrap_or_default();
    let mut all = it.files.clone();
    all.extend(answers.files());
    let context = context! {
        where => "office",
        files => Serde(names(page, &all, it.objection.enterprise_id).await?),
        answers => Serde(answers),
        entry => Serde(entry),
        total => it.snapshot.entries.len(),
        promise => Serde(promise),
        can_answer => waits && !own,
        own => waits && own,
        it => Serde(it),
        answer,
        points => Serde(points),
        words_limit => WORDS_LIMIT,
    };
    if errors.is_empty() {
        page.show("assessment/objection.html", context).await
    } else {
        page.again("assessment/objection.html", context, errors).await
    }
}

pub(super) async fn answer(page: Page, Path(typed): Path<String>, form: Form) -> Answer {
    let which = id(&typed)?;
    let answer = form.text("answer").to_owned();
    let points: BTreeMap<String, String> = form
        .fields()
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix("points-")?.to_owned(), value.trim().to_owned())))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let work = page.desk().begin(page.actor()).await?;
    let outcome = match form.text("do") {
        "accept" => assessment::accept(&work, which, &answer, &points).await.map(|_| "objection-accepted"),
        _ if !points.is_empty() => {
            // Points that were typed would be lost silently.
            Err(Refusal::Invalid(vec![FieldError::new("points", "objection-decline-says")]))
        }
        _ => assessment::decline(&work, which, &answer).await.map(|()| "objection-declined"),
    };
    match outcome {
        Ok(flash) => {
            work.keep().await?;
            Ok(page.go_saying("/office/objections", flash))
        }
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            render(&page, which, &answer, &points, &errors).await
        }
        Err(other) => Err(other.into()),
    }
}
