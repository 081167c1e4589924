//! People and the offices they hold, as security administrators see and change them. An office takes two people; ending
//! one takes one.

mod invitation;
mod words;

use crate::page::{Answer, Form, Page};
use crate::refused::Refused;
use crate::site::Site;
use axum::extract::{Path, Query};
use hall::account::appoint::{self, Standing};
use hall::account::{directory, session};
use hall::enterprise;
use hall::kernel::{Action, Paging, Role, Uuid};
use hall::{FieldError, Refusal};
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::{Deserialize, Serialize};

/// Adds the routes.
pub(crate) fn routes(site: Site) -> Site {
    site.get("/office/users", Action::Appoint, list)
        .get("/office/users/offices", Action::Appoint, offices)
        .get("/office/users/{id}", Action::Appoint, show)
        .post("/office/users/{id}/offices", Action::Appoint, propose)
        .post("/office/users/offices/{id}/confirm", Action::Appoint, confirm)
        .post("/office/users/offices/{id}/dismiss", Action::Appoint, dismiss)
        .get("/office/invitation/{token}", Action::AcceptInvitation, invitation::show)
        .post("/office/invitation/{token}", Action::AcceptInvitation, invitation::accept)
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    officials: String,
    standing: String,
    role: String,
    page: String,
    size: String,
}

impl Asked {
    fn paging(&self) -> Paging {
        Paging::of(self.page.trim().parse().ok(), self.size.trim().parse().ok())
    }
}

async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let (desk, actor) = (page.desk(), page.actor());
    let also = enterprise::who::behind(desk, actor, &asked.q).await?;
    let wanted = directory::Search { words: asked.q.clone(), also, officials: asked.officials == "1" };
    let found = directory::search(desk, actor, &wanted, asked.paging()).await?;
    let mut people = Vec::new();
    for account in &found.rows {
        people.push(words::person(&page, account).await?);
    }
    let list = found.with(people);
    let waiting =
        appoint::find::page(desk, actor, Some(Standing::Proposed), None, Paging::default()).await?.total;
    let context = context! { where => "office", list => Serde(list), asked => Serde(asked), waiting };
    page.show("users/list.html", context).await
}

/// Appointments across everybody: what waits for the second person, what counts, what ended.
async fn offices(page: Page, Query(asked): Query<Asked>) -> Answer {
    let standing = Standing::of(&asked.standing);
    let role = Role::of(&asked.role);
    let found = appoint::find::page(page.desk(), page.actor(), standing, role, asked.paging()).await?;
    let rows = words::offices(&page, &found.rows).await?;
    let list = found.with(rows);
    let context = context! {
        where => "office",
        list => Serde(list),
        asked => Serde(asked),
        standings => Serde(Standing::ALL),
        roles => Serde(Role::ALL),
    };
    page.show("users/offices.html", context).await
}

async fn show(page: Page, Path(id): Path<Uuid>) -> Answer {
    let context = person(&page, id).await?;
    page.show("users/show.html", context).await
}

/// The page of a person.
async fn person(page: &Page, id: Uuid) -> Result<Value, Refused> {
    let (desk, actor) = (page.desk(), page.actor());
    let account = directory::one(desk, actor, id).await?;
    let held = appoint::find::of_account(desk.db(), id).await?;
    let firms = enterprise::find::of_account(desk.db(), id).await?;
    let sessions = session::of_account(desk, id).await?.len();
    let history = hall::journal::find::of(desk.db(), appoint::KIND, id).await?;
    let history: Vec<_> = history.iter().rev().map(|entry| words::history(page, entry)).collect();
    let firms: Vec<_> = firms.into_iter().map(|firm| (firm.name, firm.uscc)).collect();
    let open = account.state == "active" && page.member()?.account != id;
    Ok(context! {
        where => "office",
        person => Serde(words::person(page, &account).await?),
        offices => Serde(words::offices(page, &held).await?),
        firms => Serde(firms),
        sessions,
        history => Serde(history),
        roles => Serde(Role::ALL),
        may_propose => open,
        typed => Serde((String::new(), String::new())),
        reason_limit => appoint::REASON_LIMIT,
    })
}

async fn propose(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    let (role, region) = (form.text("role").to_owned(), form.text("region").to_owned());
    let outcome = match Role::of(&role) {
        None => Err(Refusal::Invalid(vec![FieldError::new("role", "field-choice")])),
        Some(role) => {
            let work = page.desk().begin(page.actor()).await?;
            match appoint::propose(&work, id, role, &region).await {
                Ok(_) => work.keep().await,
                Err(refusal) => Err(refusal),
            }
        }
    };
    match outcome {
        Ok(()) => Ok(page.go_saying(&format!("/office/users/{id}"), "office-proposed")),
        Err(Refusal::Invalid(errors)) => {
            let context = context! { typed => Serde((role, region)), ..person(&page, id).await? };
            page.again("users/show.html", context, &errors).await
        }
        Err(refusal) => Err(Refused(refusal)),
    }
}

async fn confirm(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    let work = page.desk().begin(page.actor()).await?;
    let outcome = appoint::confirm(&work, id).await;
    done(page, work, &form, outcome, "office-confirmed").await
}

async fn dismiss(page: Page, Path(id): Path<Uuid>, form: Form) -> Answer {
    let work = page.desk().begin(page.actor()).await?;
    let outcome = match appoint::dismiss(&work, id, form.text("reason")).await {
        // Each office in the table has a reason of its own.
        Err(Refusal::Invalid(errors)) => Err(Refusal::Invalid(
            errors
                .into_iter()
                .map(|error| FieldError { field: format!("{}-{id}", error.field), ..error })
                .collect(),
        )),
        outcome => outcome,
    };
    done(page, work, &form, outcome, "office-dismissed").await
}

/// Goes back to the person's page, which says what was done or what must change.
async fn done(
    page: Page,
    work: hall::Work,
    form: &Form,
    outcome: Result<(), Refusal>,
    flash: &str,
) -> Answer {
    let account: Option<Uuid> = form.parsed("account");
    match outcome {
        Ok(()) => {
            work.keep().await?;
            let path = account.map_or("/office/users/offices".to_owned(), |id| format!("/office/users/{id}"));
            Ok(page.go_saying(&path, flash))
        }
        Err(Refusal::Invalid(errors)) => {
            drop(work);
            let id = account.ok_or(Refusal::NotFound)?;
            page.again("users/show.html", person(&page, id).await?, &errors).await
        }
        Err(refusal) => Err(Refused(refusal)),
    }
}

#[cfg(test)]
mod tests;
