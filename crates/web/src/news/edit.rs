//! 发布新闻资讯 and its correction: one form (E02, E03).

use super::form::{Typed, read, together};
use super::row::row;
use crate::page::{Answer, Form, Page};
use crate::review::view;
use axum::extract::Path;
use axum::http::StatusCode;
use hall::file::{Slot, owned};
use hall::kernel::Uuid;
use hall::news::find::own;
use hall::news::{Draft, SUMMARY_LIMIT, TEXT_LIMIT, TITLE_LIMIT, edit, markup, submit_once};
use hall::term::calendar;
use hall::{FieldError, Refusal};
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde_json::json;

const TEMPLATE: &str = "news/form.html";

/// The empty form, under the id that the item will have.
pub(super) async fn fresh(page: Page) -> Answer {
    let id = page.desk().id();
    let about = context! { id => id.to_string(), kept => false };
    page.show(TEMPLATE, view(&page, &Draft::default(), about, &[]).await?).await
}

/// Submits a new item.
pub(super) async fn create(page: Page, form: Form) -> Answer {
    let id: Uuid = form.parsed("id").ok_or(Refusal::NotFound)?;
    let about = context! { id => id.to_string(), kept => false };
    let typed = read(&page, &form).await?;
    if let Some(errors) = unusable(&page, &typed) {
        return page.again(TEMPLATE, view(&page, &typed.draft, about, &errors).await?, &errors).await;
    }
    let work = page.desk().begin(page.actor()).await?;
    match submit_once(&work, id, &typed.draft).await {
        Ok(id) => {
            work.keep().await?;
            Ok(page.go_saying(&format!("/desk/news/{id}"), "news-submitted"))
        }
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            page.again(TEMPLATE, view(&page, &typed.draft, about, &errors).await?, &errors).await
        }
        Err(other) => Err(other.into()),
    }
}

/// The form with what was submitted last.
pub(super) async fn open(page: Page, Path(id): Path<Uuid>) -> Answer {
    let kept = own::one(page.desk().db(), page.provider()?.id, id).await?;
    let (draft, about) = (kept.proposal.draft(&page.desk().zone), about(&page, kept).await?);
    page.show(TEMPLATE, view(&page, &draft, about, &[]).await?).await
}

/// Submits a change.
pub(super) async fn change(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    let kept = own::one(page.desk().db(), page.provider()?.id, id).await?;
    let seen = form.text("seen").to_owned();
    let about = context! { seen => seen.as_str(), ..about(&page, kept).await? };
    let typed = read(&page, &form).await?;
    if let Some(errors) = unusable(&page, &typed) {
        return page.again(TEMPLATE, view(&page, &typed.draft, about, &errors).await?, &errors).await;
    }
    let work = page.desk().begin(page.actor()).await?;
    let outcome = match seen.parse() {
        Ok(seen) => edit(&work, id, seen, &typed.draft).await,
        Err(stale) => Err(stale),
    };
    match outcome {
        Ok(()) => {
            work.keep().await?;
            Ok(page.go_saying(&format!("/desk/news/{id}"), "news-submitted"))
        }
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            page.again(TEMPLATE, view(&page, &typed.draft, about, &errors).await?, &errors).await
        }
        Err(Refusal::Stale { .. }) => {
            drop(work);
            // What was typed stays; whoever reads the new state and presses again means it.
            let kept = own::one(page.desk().db(), page.provider()?.id, id).await?;
            let about = context! { moved => true, ..self::about(&page, kept).await? };
            let context = view(&page, &typed.draft, about, &[]).await?;
            page.show_status(StatusCode::CONFLICT, TEMPLATE, context).await
        }
        Err(other) => Err(other.into()),
    }
}

/// What ends a submission before it reaches the hall: a file that cannot be used, with everything else that is wrong.
fn unusable(page: &Page, typed: &Typed) -> Option<Vec<FieldError>> {
    if typed.errors.is_empty() {
        return None;
    }
    let more = match typed.draft.check(&page.desk().zone, page.desk().now()) {
        Err(Refusal::Invalid(more)) => more,
        _ => Vec::new(),
    };
    Some(together(typed.errors.clone(), more))
}

/// What a form that corrects an item knows about it.
async fn about(page: &Page, kept: own::Kept) -> Result<Value, Refusal> {
    let calendar = calendar::load(page.desk().db()).await?;
    let round = view::round(page, &calendar, &kept.round)?;
    let seen = kept.seen().to_string();
    let news = row(page, &calendar, kept)?;
    Ok(context! {
        id => news.id.to_string(),
        kept => true,
        seen,
        news => Serde(news),
        round => Serde(round),
        moved => false,
    })
}

/// Everything the form shows.
async fn view(page: &Page, draft: &Draft, about: Value, errors: &[FieldError]) -> Result<Value, Refusal> {
    let (db, enterprise) = (page.desk().db(), page.enterprise()?.id);
    let cover = owned(db, enterprise, Slot::News, draft.cover.as_slice()).await?.into_iter().next();
    let html = markup::clean(&draft.body).unwrap_or_else(|_| draft.body.clone());
    let slots: serde_json::Map<String, serde_json::Value> = [Slot::News, Slot::NewsBody]
        .into_iter()
        .map(|slot| (slot.word().to_owned(), json!(slot.policy())))
        .collect();
    Ok(context! {
        where => "desk",
        draft => Serde(draft),
        plain => markup::plain(&html),
        html,
        cover => cover.map(|file| file.id.to_string()),
        slots => Serde(slots),
        rules => Serde(json!({
            "title": TITLE_LIMIT, "summary": SUMMARY_LIMIT, "text": TEXT_LIMIT,
            "days": page.desk().zone.limits.news_days,
        })),
        owner => enterprise.to_string(),
        errors => Serde(errors),
        ..about
    })
}
