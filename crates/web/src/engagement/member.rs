//! 我的预约: what an enterprise booked, and what it was answered (F20, F22).

use super::filter::Asked;
use super::{fresh_key, id, saying};
use crate::page::{Answer, Form, Page};
use axum::extract::{Path, Query};
use hall::Refusal;
use hall::engagement::find::{self, Scope};
use hall::engagement::{self, POST_LIMIT, REASON_LIMIT, Side, Step};
use hall::kernel::{FieldError, Uuid};
use minijinja::context;
use minijinja::value::Serde;

fn scope(page: &Page) -> Result<Scope, Refusal> {
    Ok(Scope::Enterprise(page.enterprise()?.id))
}

pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let (db, now, scope) = (page.desk().db(), page.desk().now(), scope(&page)?);
    let filter = asked.filter();
    let (list, counts) = tokio::try_join!(
        find::list(db, &scope, &filter, now, asked.paging()),
        find::counts(db, &scope, now),
    )?;
    let context = context! {
        where => "my", list => Serde(list), counts => Serde(counts), narrows => asked.narrows(), asked => Serde(asked),
    };
    page.show("engagement/mine.html", context).await
}

/// One booking; opening it is how an answer becomes read (Q5).
pub(super) async fn show(page: Page, Path(booking): Path<String>) -> Answer {
    let booking = id(&booking)?;
    let work = page.desk().begin(page.actor()).await?;
    engagement::seen(&work, booking).await?;
    work.keep().await?;
    render(&page, booking, "", &[]).await
}

async fn render(page: &Page, booking: Uuid, text: &str, errors: &[FieldError]) -> Answer {
    let found = find::one(page.desk().db(), &scope(page)?, booking, page.desk().now()).await?;
    let context = context! {
        where => "my",
        it => Serde(found),
        text,
        form_key => fresh_key(page),
        post_limit => POST_LIMIT,
        reason_limit => REASON_LIMIT,
    };
    if errors.is_empty() {
        page.show("engagement/my_show.html", context).await
    } else {
        page.again("engagement/my_show.html", context, errors).await
    }
}

pub(super) async fn ask(page: Page, Path(booking): Path<String>, form: Form) -> Answer {
    let booking = id(&booking)?;
    let said = saying(&form);
    let work = page.desk().begin(page.actor()).await?;
    match engagement::ask(&work, booking, &said).await {
        Ok(()) => work.keep().await?,
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            return render(&page, booking, &said.text, &errors).await;
        }
        Err(other) => return Err(other.into()),
    }
    Ok(page.go_saying(&format!("/my/bookings/{booking}"), "booking-asked"))
}

/// Withdrawing asks first: by a dialog, or without the script on a page of its own.
pub(super) async fn withdraw(page: Page, Path(booking): Path<String>, form: Form) -> Answer {
    let booking = id(&booking)?;
    let reason = form.text("reason");
    if form.text("confirmed") != "yes" {
        let found = find::one(page.desk().db(), &scope(&page)?, booking, page.desk().now()).await?;
        found.line.engagement.allows(Side::Enterprise, Step::Withdraw)?;
        let context = context! { where => "my", it => Serde(found), step => "withdraw", reason };
        return page.show("engagement/confirm.html", context).await;
    }
    let work = page.desk().begin(page.actor()).await?;
    match engagement::withdraw(&work, booking, reason).await {
        Ok(()) => work.keep().await?,
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            return render(&page, booking, "", &errors).await;
        }
        Err(other) => return Err(other.into()),
    }
    Ok(page.go_saying(&format!("/my/bookings/{booking}"), "booking-withdrawn"))
}

pub(super) async fn fulfil(page: Page, Path(booking): Path<String>, form: Form) -> Answer {
    let booking = id(&booking)?;
    if form.text("confirmed") != "yes" {
        let found = find::one(page.desk().db(), &scope(&page)?, booking, page.desk().now()).await?;
        found.line.engagement.allows(Side::Enterprise, Step::Fulfil)?;
        let context = context! { where => "my", it => Serde(found), step => "fulfil", reason => "" };
        return page.show("engagement/confirm.html", context).await;
    }
    let work = page.desk().begin(page.actor()).await?;
    engagement::fulfil(&work, Side::Enterprise, booking).await?;
    work.keep().await?;
    Ok(page.go_saying(&format!("/my/bookings/{booking}"), "booking-fulfilled"))
}

/// The picture of what was offered.
pub(super) async fn cover(page: Page, Path(booking): Path<String>) -> Answer {
    super::cover(&page, &scope(&page)?, &booking).await
}
