//! Legal texts: which there are, who agreed to which version, and publishing the next one after a look at it.

use crate::page::{Answer, Form, Page};
use crate::refused::Refused;
use axum::extract::Path;
use frame::Locale;
use hall::Refusal;
use hall::account::directory;
use hall::account::legal::{self, Draft};
use hall::account::model::legal_document::Model;
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

/// A version in a list.
#[derive(Debug, Serialize)]
struct Row {
    slug: String,
    version: i32,
    title: String,
    at: String,
    by: Option<String>,
    consents: u64,
    current: bool,
}

/// What is typed into the form of a new version.
#[derive(Debug, Clone, Serialize)]
struct Typed {
    title_zh: String,
    body_zh: String,
    title_en: String,
    body_en: String,
    seen: i32,
}

impl Typed {
    fn draft(self) -> Draft {
        let Self { title_zh, body_zh, title_en, body_en, seen } = self;
        Draft { title_zh, body_zh, title_en, body_en, seen }
    }
}

async fn rows(page: &Page, slug: &str) -> Result<Vec<Row>, Refusal> {
    let versions = legal::versions(page.desk().db(), slug).await?;
    let consents = legal::consents(page.desk(), page.actor(), slug).await?;
    let names = directory::names(page.desk(), versions.iter().filter_map(|row| row.published_by)).await?;
    let newest = versions.first().map(|row| row.version);
    let row = |document: Model| Row {
        consents: consents
            .iter()
            .find(|(version, _)| *version == document.version)
            .map_or(0, |(_, count)| *count),
        by: document
            .published_by
            .and_then(|id| names.iter().find(|(other, _)| *other == id))
            .map(|(_, name)| name.clone()),
        current: newest == Some(document.version),
        title: if page.locale() == Locale::Zh { document.title_zh } else { document.title_en },
        at: document.published_at.to_rfc3339(),
        version: document.version,
        slug: document.slug,
    };
    Ok(versions.into_iter().map(row).collect())
}

/// Every text with its current version.
pub(super) async fn list(page: Page) -> Answer {
    let mut current = Vec::new();
    for slug in legal::DOCUMENTS {
        current.extend(rows(&page, slug).await?.into_iter().next());
    }
    page.show("content/legal.html", context! { where => "office", documents => Serde(current) }).await
}

/// One text with all its versions.
pub(super) async fn show(page: Page, Path(slug): Path<String>) -> Answer {
    let versions = rows(&page, &slug).await?;
    if versions.is_empty() {
        return Err(Refused(Refusal::NotFound));
    }
    page.show("content/versions.html", context! { where => "office", slug, versions => Serde(versions) })
        .await
}

/// One version in both languages.
pub(super) async fn version(page: Page, Path((slug, version)): Path<(String, String)>) -> Answer {
    let version = version.parse().map_err(|_| Refused(Refusal::NotFound))?;
    let document = legal::version(page.desk().db(), &slug, version).await?;
    let typed = Typed {
        title_zh: document.title_zh,
        body_zh: document.body_zh,
        title_en: document.title_en,
        body_en: document.body_en,
        seen: version,
    };
    let context =
        context! { at => document.published_at.to_rfc3339(), preview => false, ..both(&slug, &typed) };
    page.show("content/version.html", context).await
}

/// Both languages of a text side by side.
fn both(slug: &str, typed: &Typed) -> Value {
    context! {
        where => "office",
        slug,
        typed => Serde(typed.clone()),
        zh => Serde(legal::blocks(&typed.body_zh)),
        en => Serde(legal::blocks(&typed.body_en)),
    }
}

/// The form of a new version, filled with the current one.
pub(super) async fn begin(page: Page, Path(slug): Path<String>) -> Answer {
    let now = legal::current(page.desk().db(), &slug).await?;
    let typed = Typed {
        title_zh: now.title_zh,
        body_zh: now.body_zh,
        title_en: now.title_en,
        body_en: now.body_en,
        seen: now.version,
    };
    page.show("content/new_version.html", context! { where => "office", slug, typed => Serde(typed) }).await
}

/// Shows what was typed as readers will see it; publishes it when asked to.
pub(super) async fn publish(page: Page, Path(slug): Path<String>, form: Form) -> Answer {
    let typed = Typed {
        title_zh: form.text("title_zh").to_owned(),
        body_zh: form.text("body_zh").to_owned(),
        title_en: form.text("title_en").to_owned(),
        body_en: form.text("body_en").to_owned(),
        seen: form.parsed("seen").unwrap_or(0),
    };
    let asked = form.text("do");
    if asked == "edit" {
        return page
            .show("content/new_version.html", context! { where => "office", slug, typed => Serde(typed) })
            .await;
    }
    // A look is a rehearsal of publishing: the same rules, and the work is dropped.
    let work = page.desk().begin(page.actor()).await?;
    let outcome = legal::publish(&work, &slug, typed.clone().draft()).await;
    match outcome {
        Ok(_) if asked == "publish" => {
            work.keep().await?;
            Ok(page.go_saying(&format!("/office/legal/{slug}"), "legal-published"))
        }
        Ok(_) => {
            drop(work);
            page.show("content/version.html", context! { preview => true, ..both(&slug, &typed) }).await
        }
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            let context = context! { where => "office", slug, typed => Serde(typed) };
            page.again("content/new_version.html", context, &errors).await
        }
        Err(refusal) => Err(Refused(refusal)),
    }
}
