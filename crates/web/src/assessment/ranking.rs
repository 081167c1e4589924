//! 全园区/基地考核排名情况: the list, one ranking, its file, and objecting to it (D06–D10).

use super::{ask, book, id, last_day, papers};
use crate::page::{Answer, Form, Page};
use axum::extract::{Path, Query};
use hall::assessment::find::{self, RankingFilter};
use hall::assessment::{self, Objecting, WORDS_LIMIT};
use hall::file::Slot;
use hall::kernel::{Paging, Uuid};
use hall::{FieldError, Refusal};
use minijinja::context;
use minijinja::value::Serde;
use serde::{Deserialize, Serialize};

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    quarter: String,
    kind: String,
    page: String,
    size: String,
}

pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let (db, now, provider) = (page.desk().db(), page.desk().now(), page.provider()?.id);
    let filter = RankingFilter {
        words: asked.q.chars().take(60).collect(),
        quarter: asked.quarter.clone(),
        kind: asked.kind.clone(),
    };
    let paging = Paging::of(asked.page.parse().ok(), asked.size.parse().ok());
    let list = find::rows(db, provider, &filter, now, paging).await?;
    let every = find::rows(db, provider, &RankingFilter::default(), now, Paging::of(None, Some(100))).await?;
    let mut quarters: Vec<String> = every.rows.into_iter().map(|row| row.quarter).collect();
    quarters.sort_unstable();
    quarters.dedup();
    let narrows = filter != RankingFilter::default();
    let context = context! {
        where => "desk", first => paging.offset(), list => Serde(list), quarters, narrows, asked => Serde(asked),
    };
    page.show("assessment/rankings.html", context).await
}

pub(super) async fn show(page: Page, Path(typed): Path<String>) -> Answer {
    render(&page, id(&typed)?, &Objecting::default(), &[]).await
}

async fn render(page: &Page, which: Uuid, typed: &Objecting, errors: &[FieldError]) -> Answer {
    let shown = find::shown(page.desk().db(), page.provider()?.id, which, page.desk().now()).await?;
    let enterprise = page.enterprise()?.id;
    let mut all = typed.files.clone();
    let mut objections = Vec::new();
    for row in &shown.objections {
        let files = row.files()?;
        all.extend(&files);
        objections.push(context! { row => Serde(row), files => Serde(files) });
    }
    let context = context! {
        where => "desk",
        files => Serde(papers::names(page, &all, enterprise).await?),
        objections,
        last_day => last_day(page, shown.objections_until),
        it => Serde(shown),
        typed_reason => typed.reason.as_str(),
        typed_files => Serde(&typed.files),
        papers => Serde(Slot::Paper.policy()),
        papers_limit => assessment::PAPERS_LIMIT,
        words_limit => WORDS_LIMIT,
        days => page.desk().zone.limits.objection_days,
    };
    if errors.is_empty() {
        page.show("assessment/ranking.html", context).await
    } else {
        page.again("assessment/ranking.html", context, errors).await
    }
}

pub(super) async fn download(page: Page, Path(typed): Path<String>) -> Answer {
    let shown = find::shown(page.desk().db(), page.provider()?.id, id(&typed)?, page.desk().now()).await?;
    book::ranking(&page, &shown)
}

pub(super) async fn object(page: Page, Path(typed): Path<String>, form: Form) -> Answer {
    let which = id(&typed)?;
    let shown = find::shown(page.desk().db(), page.provider()?.id, which, page.desk().now()).await?;
    let mut errors = Vec::new();
    let fresh = if shown.may_object { "new_paper" } else { "" };
    let files = papers::read(&page, &form, "file", fresh, "files", &mut errors).await?;
    let typed = Objecting { reason: form.raw("reason").to_owned(), files };
    if !errors.is_empty() {
        return render(&page, which, &typed, &errors).await;
    }
    let work = page.desk().begin(page.actor()).await?;
    match assessment::object(&work, which, &typed).await {
        Ok(_) => {
            work.keep().await?;
            Ok(page.go_saying(&format!("/desk/ranking/{which}"), "objection-made"))
        }
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            render(&page, which, &typed, &errors).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Withdrawing asks first.
pub(super) async fn withdraw(page: Page, Path(typed): Path<String>, form: Form) -> Answer {
    let which = id(&typed)?;
    if form.text("confirmed") != "yes" {
        let action = format!("/desk/objections/{which}/withdraw");
        // Whose it is the operation says.
        let work = page.desk().begin(page.actor()).await?;
        assessment::withdraw(&work, which).await?;
        drop(work);
        return ask(&page, "objection-withdraw", "", &action, "/desk/ranking", &[]).await;
    }
    let work = page.desk().begin(page.actor()).await?;
    assessment::withdraw(&work, which).await?;
    work.keep().await?;
    Ok(page.go_saying("/desk/ranking", "objection-withdrawn"))
}
