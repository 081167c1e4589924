//! Legal texts with their versions, and agreeing to one that changed (A03).

use crate::page::{Answer, Form, Page};
use axum::extract::Path;
use frame::Locale;
use hall::account::legal;
use hall::account::model::legal_document::Model;
use minijinja::context;
use minijinja::value::Serde;
use serde_json::json;

pub(super) async fn current(page: Page, Path(slug): Path<String>) -> Answer {
    let document = legal::current(page.desk().db(), &slug).await?;
    show(&page, document).await
}

pub(super) async fn version(page: Page, Path((slug, version)): Path<(String, i32)>) -> Answer {
    let document = legal::version(page.desk().db(), &slug, version).await?;
    show(&page, document).await
}

async fn show(page: &Page, document: Model) -> Answer {
    let versions = legal::versions(page.desk().db(), &document.slug).await?;
    let zh = page.locale() == Locale::Zh;
    let (title, body) =
        if zh { (document.title_zh, document.body_zh) } else { (document.title_en, document.body_en) };
    let versions: Vec<_> = versions
        .into_iter()
        .map(|row| json!({ "version": row.version, "at": row.published_at.to_rfc3339() }))
        .collect();
    let context = context! {
        slug => document.slug,
        version => document.version,
        title => title,
        at => document.published_at.to_rfc3339(),
        blocks => Serde(legal::blocks(&body)),
        versions => Serde(versions),
    };
    page.show("account/legal.html", context).await
}

pub(super) async fn agree(page: Page, form: Form) -> Answer {
    let work = page.desk().begin(page.actor()).await?;
    legal::agree_now(&work).await?;
    work.keep().await?;
    Ok(page.go_saying(super::next_or_home(form.text("next")), "agreed"))
}
