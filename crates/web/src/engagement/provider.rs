//! 产品预约查询: what was booked of a provider's products, and its answers (F19–F22).

use super::export;
use super::filter::Asked;
use super::{fresh_key, id, saying};
use crate::page::{Answer, Form, Page, back_to};
use axum::extract::{Path, Query};
use hall::Refusal;
use hall::engagement::find::{self, Scope};
use hall::engagement::{self, POST_LIMIT, Side, Step};
use hall::kernel::{FieldError, Uuid};
use minijinja::context;
use minijinja::value::Serde;
use serde::Deserialize;

fn scope(page: &Page) -> Result<Scope, Refusal> {
    Ok(Scope::Provider(page.provider()?.id))
}

/// Where the list was, with its filters, so that one comes back to it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Came {
    back: String,
}

fn back(typed: &str) -> &str {
    back_to(typed, "/desk/bookings")
}

pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let (db, now, scope) = (page.desk().db(), page.desk().now(), scope(&page)?);
    let filter = asked.filter();
    let (list, counts) = tokio::try_join!(
        find::list(db, &scope, &filter, now, asked.paging()),
        find::counts(db, &scope, now),
    )?;
    let context = context! {
        where => "desk", list => Serde(list), counts => Serde(counts), narrows => asked.narrows(), asked => Serde(asked),
    };
    page.show("engagement/desk.html", context).await
}

/// Exactly the filtered rows, as a workbook.
pub(super) async fn export(page: Page, Query(asked): Query<Asked>) -> Answer {
    let lines = find::all(page.desk().db(), &scope(&page)?, &asked.filter(), page.desk().now()).await?;
    export::workbook(&page, lines)
}

pub(super) async fn show(page: Page, Path(booking): Path<String>, Query(came): Query<Came>) -> Answer {
    render(&page, id(&booking)?, back(&came.back), "", &[]).await
}

async fn render(page: &Page, booking: Uuid, back: &str, text: &str, errors: &[FieldError]) -> Answer {
    let found = find::one(page.desk().db(), &scope(page)?, booking, page.desk().now()).await?;
    let context = context! {
        where => "desk",
        it => Serde(found),
        text,
        back,
        form_key => fresh_key(page),
        post_limit => POST_LIMIT,
    };
    if errors.is_empty() {
        page.show("engagement/desk_show.html", context).await
    } else {
        page.again("engagement/desk_show.html", context, errors).await
    }
}

pub(super) async fn reply(page: Page, Path(booking): Path<String>, form: Form) -> Answer {
    let booking = id(&booking)?;
    let said = saying(&form);
    let work = page.desk().begin(page.actor()).await?;
    match engagement::reply(&work, booking, &said).await {
        Ok(()) => work.keep().await?,
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            return render(&page, booking, back(form.text("back")), &said.text, &errors).await;
        }
        Err(other) => return Err(other.into()),
    }
    // From the side pane one comes back to the list, where the next one waits.
    Ok(page.go_saying(back(form.text("back")), "booking-replied"))
}

/// Completing asks first: by a dialog, or without the script on a page of its own.
pub(super) async fn fulfil(page: Page, Path(booking): Path<String>, form: Form) -> Answer {
    let booking = id(&booking)?;
    if form.text("confirmed") != "yes" {
        let found = find::one(page.desk().db(), &scope(&page)?, booking, page.desk().now()).await?;
        found.line.engagement.allows(Side::Provider, Step::Fulfil)?;
        let context = context! { where => "desk", it => Serde(found), step => "fulfil", reason => "" };
        return page.show("engagement/confirm.html", context).await;
    }
    let work = page.desk().begin(page.actor()).await?;
    engagement::fulfil(&work, Side::Provider, booking).await?;
    work.keep().await?;
    Ok(page.go_saying(back(form.text("back")), "booking-fulfilled"))
}

/// The picture of what was offered.
pub(super) async fn cover(page: Page, Path(booking): Path<String>) -> Answer {
    super::cover(&page, &scope(&page)?, &booking).await
}
