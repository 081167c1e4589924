//! For whom one acts: choosing, leaving, and proving another enterprise.

use crate::page::{Answer, Form, Page, own_path};
use crate::site::Site;
use axum::extract::Query;
use axum::http::header;
use hall::Refusal;
use hall::enterprise::{find, leave, people, switch};
use hall::kernel::{Action, Uuid};
use minijinja::{Value, context};
use serde::Deserialize;

pub(super) fn routes(site: Site) -> Site {
    site.get("/my/enterprises", Action::ClaimEnterprise, show)
        .post("/my/enterprises/switch", Action::ClaimEnterprise, choose)
        .post("/my/enterprises/leave", Action::ClaimEnterprise, go_away)
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Asked {
    next: String,
}

async fn show(page: Page, Query(asked): Query<Asked>) -> Answer {
    let member = page.member()?;
    let acting = member.enterprise.as_ref().map(|seat| seat.id);
    let mut rows: Vec<Value> = Vec::new();
    for row in find::of_account(page.desk().db(), member.account).await? {
        rows.push(context! {
            id => row.id.to_string(),
            name => row.name,
            uscc => row.uscc,
            people => people(page.desk().db(), row.id).await?.len(),
            acting => acting == Some(row.id),
        });
    }
    let context = context! { where => "my", rows => rows, next => own_path(&asked.next).unwrap_or("") };
    page.show("enterprise/choose.html", context).await
}

async fn choose(page: Page, typed: Form) -> Answer {
    let id: Uuid = typed.parsed("id").ok_or(Refusal::NotFound)?;
    let work = page.desk().begin(page.actor()).await?;
    let token = switch(&work, id).await?;
    work.keep().await?;
    let mut answer = page.go_saying(own_path(typed.text("next")).unwrap_or("/my"), "acting-for");
    let cookie = page.app().cookies.set("session", &token, None);
    answer.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(answer)
}

async fn go_away(page: Page, typed: Form) -> Answer {
    let id: Uuid = typed.parsed("id").ok_or(Refusal::NotFound)?;
    let work = page.desk().begin(page.actor()).await?;
    if !typed.ticked("confirmed") {
        let row =
            find::of_account(work.db(), page.member()?.account).await?.into_iter().find(|row| row.id == id);
        let row = row.ok_or(Refusal::NotFound)?;
        let context = context! { where => "my", id => row.id.to_string(), name => row.name };
        return page.show("enterprise/leave.html", context).await;
    }
    leave(&work, id).await?;
    work.keep().await?;
    Ok(page.go_saying("/my/enterprises", "left"))
}
