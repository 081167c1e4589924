//! The inbox.

use crate::page::{Answer, Form, Page};
use crate::site::Site;
use axum::extract::{Path, Query};
use hall::kernel::{Action, Paging, Uuid};
use hall::message::find;
use hall::message::model::Model;
use minijinja::context;
use minijinja::value::Serde;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Adds the routes.
pub(crate) fn routes(site: Site) -> Site {
    site.get("/my/messages", Action::KeepOwnAccount, list)
        .post("/my/messages/read", Action::KeepOwnAccount, read_all)
        .post("/my/messages/{id}", Action::KeepOwnAccount, open)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    unread: String,
    page: Option<u64>,
    size: Option<u64>,
}

/// A message in the reader's words.
#[derive(Serialize)]
struct Row {
    id: Uuid,
    title: String,
    sentence: String,
    link: Option<String>,
    at: String,
    read: bool,
}

fn row(page: &Page, message: Model) -> Row {
    let args: Value = serde_json::from_str(&message.args).unwrap_or(Value::Null);
    Row {
        id: message.id,
        title: page.text(&format!("message-{}-title", message.kind), &args),
        sentence: page.text(&format!("message-{}", message.kind), &args),
        link: message.link,
        at: message.created_at.to_rfc3339(),
        read: message.read_at.is_some(),
    }
}

async fn list(page: Page, Query(filter): Query<Filter>) -> Answer {
    let account = page.member()?.account;
    let paging = Paging::of(filter.page, filter.size);
    let only_unread = filter.unread == "1";
    let found = find::inbox(page.desk().db(), account, only_unread, paging).await?;
    let rows = found.map(|message| row(&page, message));
    page.show("message/list.html", context! { where => "my", list => Serde(rows), only_unread }).await
}

/// Opens a message: it is read from now on, and leads to what it tells of.
async fn open(page: Page, Path(id): Path<Uuid>) -> Answer {
    let work = page.desk().begin(page.actor()).await?;
    let message = find::open(&work, id).await?;
    work.keep().await?;
    Ok(page.go(message.link.as_deref().unwrap_or("/my/messages")))
}

async fn read_all(page: Page, _: Form) -> Answer {
    let work = page.desk().begin(page.actor()).await?;
    find::read_all(&work).await?;
    work.keep().await?;
    Ok(page.go_saying("/my/messages", "messages-read"))
}

#[cfg(test)]
mod tests;
