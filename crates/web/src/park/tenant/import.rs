//! 上传导入 (E07): sending a file, seeing what it would do, doing it, undoing it. A draft and the import it becomes have one address.

use super::read::{Read, Reader};
use super::shown::{annotated as remarked, shown};
use crate::page::{Answer, Form, Page};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use hall::kernel::{FieldError, Paging, Uuid};
use hall::park::tenant::import::{self, BYTES, HOURS, Plan, ROWS, find};
use hall::{FieldError as Wrong, Refusal};
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Deserialize;
use sheets::{Annotation, XLSX};

const FORM: &str = "tenant/import.html";
/// Names of tenants that stand in the way of undoing.
const NAMED: usize = 20;

/// Which page of the imports.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    page: String,
    size: String,
}

async fn history(page: &Page, asked: &Asked) -> Result<Value, Refusal> {
    let paging = Paging::of(asked.page.parse().ok(), asked.size.parse().ok());
    let list = find::list(page.desk().db(), page.provider()?.id, paging).await?;
    Ok(context! { where => "desk", list => Serde(list), rows => ROWS, bytes => BYTES, hours => HOURS })
}

/// The form, and what was imported before.
pub(super) async fn form(page: Page, Query(asked): Query<Asked>) -> Answer {
    page.show(FORM, history(&page, &asked).await?).await
}

/// Takes a file that can be read; what is in it is seen on the next page.
pub(super) async fn send(page: Page, form: Form) -> Answer {
    let file = form.upload("file").filter(|file| !file.bytes.is_empty() || !file.name.is_empty());
    let read = match file {
        None => Err(Refusal::Invalid(vec![FieldError::new("file", "tenant-import-choose")])),
        Some(file) => {
            Reader::new(&page).read(file.bytes.to_vec()).await.map(|(_, bytes)| (&file.name, bytes))
        }
    };
    let (name, bytes) = match read {
        Ok(read) => read,
        Err(Refusal::Invalid(errors)) => return refused(&page, &errors).await,
        Err(other) => return Err(other.into()),
    };
    let work = page.desk().begin(page.actor()).await?;
    let id = import::stage(&work, name, &bytes).await?;
    work.keep().await?;
    Ok(page.go(&format!("/desk/tenants/import/{id}")))
}

async fn refused(page: &Page, errors: &[Wrong]) -> Answer {
    page.again(FORM, history(page, &Asked::default()).await?, errors).await
}

/// A draft: its name, what it says, and as it was sent.
type Draft = (String, Read, Vec<u8>);

async fn opened(page: &Page, id: Uuid) -> Result<Draft, Refusal> {
    let draft = import::draft(page.desk(), page.desk().db(), page.provider()?.id, id).await?;
    let (read, bytes) = Reader::new(page).read(draft.bytes).await?;
    Ok((draft.file_name, read, bytes))
}

async fn planned(page: &Page, read: &Read) -> Result<Plan, Refusal> {
    find::would(page.desk(), page.provider()?.id, read.rows.clone()).await
}

/// What a draft would do; or what an import did, once it was confirmed. Confirming drops the draft, so that what is no draft any
/// more is an import by now; asked the other way round it could be neither for a moment.
pub(super) async fn show(page: Page, Path(id): Path<Uuid>) -> Answer {
    match opened(&page, id).await {
        Ok(draft) => dry_run(&page, id, draft, StatusCode::OK).await,
        Err(Refusal::NotFound) => done(&page, id, StatusCode::OK).await,
        Err(other) => Err(other.into()),
    }
}

async fn dry_run(page: &Page, id: Uuid, (file_name, read, _): Draft, status: StatusCode) -> Answer {
    let plan = planned(page, &read).await?;
    let same = find::same(page.desk().db(), page.provider()?.id, &plan.digest).await?;
    let context = context! {
        where => "desk",
        id => id.to_string(),
        file_name,
        plan => Serde(shown(page, &read, &plan)),
        same => Serde(same),
        moved => status == StatusCode::CONFLICT,
        hours => HOURS,
    };
    page.show_status(status, "tenant/plan.html", context).await
}

async fn done(page: &Page, id: Uuid, status: StatusCode) -> Answer {
    let (db, park) = (page.desk().db(), page.provider()?.id);
    let it = find::one(db, park, id).await?;
    let moved =
        if it.undone_at.is_none() { find::moved(db, id, NAMED).await? } else { find::Moved::default() };
    let context = context! {
        where => "desk",
        it => Serde(it),
        moved => Serde(moved),
        refused => status == StatusCode::CONFLICT,
    };
    page.show_status(status, "tenant/imported.html", context).await
}

/// Does all of it, or nothing.
pub(super) async fn confirm(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    let there = format!("/desk/tenants/import/{id}");
    let before = || Ok(page.go_saying(&there, "tenant-import-before"));
    let (_, read, _) = match opened(&page, id).await {
        Ok(draft) => draft,
        Err(Refusal::NotFound) => {
            find::one(page.desk().db(), page.provider()?.id, id).await?;
            return before();
        }
        Err(other) => return Err(other.into()),
    };
    let work = page.desk().begin(page.actor()).await?;
    match import::confirm(&work, id, form.text("seal"), read.rows).await {
        Ok(true) => work.keep().await?,
        Ok(false) => return before(),
        // The register changed since, or there is something to mend: the page says what would be done now.
        Err(Refusal::Stale { .. }) => {
            drop(work);
            let draft = opened(&page, id).await?;
            return dry_run(&page, id, draft, StatusCode::CONFLICT).await;
        }
        Err(other) => return Err(other.into()),
    }
    Ok(page.go_saying(&there, "tenant-imported"))
}

/// The file with what is wrong in each of its rows.
pub(super) async fn annotated(page: Page, Path(id): Path<Uuid>) -> Answer {
    let (file_name, read, bytes) = opened(&page, id).await?;
    let plan = planned(&page, &read).await?;
    let remarks = remarked(&page, &read, &plan);
    let text = |key: &str| page.text(key, &serde_json::Value::Null);
    let (title, heading, header_row) = (text("tenants"), text("sheet-problem"), read.header.row);
    let written = page.desk().now().naive_utc();
    let copy = tokio::task::spawn_blocking(move || {
        let reading = sheets::read(&bytes, super::read::limits())?;
        Annotation { title: &title, heading: &heading, header_row, remarks: &remarks }
            .to_xlsx(reading.rows()?, written)
    });
    let copy = copy.await.map_err(|error| Refusal::Broken(error.to_string()))?;
    let bytes = copy.map_err(|error| Refusal::Broken(error.to_string()))?;
    let stem = file_name.rsplit_once('.').map_or(file_name.as_str(), |(stem, _)| stem);
    Ok(page.download(&format!("{stem}-{}.xlsx", text("sheet-annotated")), XLSX, bytes))
}

/// 撤销导入, after a second question.
pub(super) async fn undo(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    let there = format!("/desk/tenants/import/{id}");
    if form.text("confirmed") != "yes" {
        let it = find::one(page.desk().db(), page.provider()?.id, id).await?;
        let context = context! { where => "desk", it => Serde(it) };
        return page.show("tenant/undo.html", context).await;
    }
    let work = page.desk().begin(page.actor()).await?;
    match import::undo(&work, id).await {
        Ok(()) => work.keep().await?,
        Err(Refusal::OutOfTurn("tenant-import-moved")) => {
            drop(work);
            return done(&page, id, StatusCode::CONFLICT).await;
        }
        Err(other) => return Err(other.into()),
    }
    Ok(page.go_saying(&there, "tenant-import-undone"))
}
