//! 信息有误 (B04).

use crate::account::as_errors;
use crate::page::{Answer, Form, Page};
use crate::site::Site;
use axum::extract::Query;
use hall::Refusal;
use hall::enterprise::{Mismatch, find, report};
use hall::kernel::Action;
use minijinja::{Value, context};
use serde::Deserialize;

const TEMPLATE: &str = "enterprise/mismatch.html";

pub(super) fn routes(site: Site) -> Site {
    site.get("/my/enterprise/mismatch", Action::KeepOwnEnterprise, show).post(
        "/my/enterprise/mismatch",
        Action::KeepOwnEnterprise,
        send,
    )
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Which {
    field: String,
}

async fn filled(page: &Page, field: &str, words: &str) -> Result<Value, Refusal> {
    let row = find::one(page.desk().db(), page.enterprise()?.id).await?;
    Ok(context! {
        where => "my",
        enterprise => context! {
            name => row.name, uscc => row.uscc,
            legal_representative => row.legal_representative, address => row.address,
        },
        field => field,
        words => words,
    })
}

async fn show(page: Page, Query(which): Query<Which>) -> Answer {
    let context = filled(&page, &which.field, "").await?;
    page.show(TEMPLATE, context).await
}

async fn send(page: Page, typed: Form) -> Answer {
    let work = page.desk().begin(page.actor()).await?;
    let (field, words) = (typed.text("field"), typed.text("words"));
    if let Err(refusal) = report(&work, Mismatch { field: field.to_owned(), words: words.to_owned() }).await {
        drop(work);
        let errors = as_errors(&page, refusal, "words")?;
        return page.again(TEMPLATE, filled(&page, field, words).await?, &errors).await;
    }
    work.keep().await?;
    Ok(page.go_saying("/my", "mismatch-reported"))
}
