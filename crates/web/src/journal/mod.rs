//! The journal as audit administrators read it. Opening these pages is written into the journal itself: the only pages
//! of the hall whose reading writes something, and it is the journal and nothing else.

mod asked;
mod export;
pub(crate) mod words;

use crate::page::{Answer, Form, Page};
use crate::refused::Refused;
use crate::site::Site;
use asked::Asked;
use axum::extract::{Path, Query};
use hall::journal::audit;
use hall::kernel::{Action, Paging, Uuid};
use hall::{FieldError, Refusal};
use minijinja::value::Serde;
use minijinja::{Value, context};

/// Adds the routes.
pub(crate) fn routes(site: Site) -> Site {
    site.get("/office/journal", Action::ReadJournal, list)
        .get("/office/journal/{seq}", Action::ReadJournal, show)
        .post("/office/journal/export", Action::ReadJournal, export::export)
        .post("/office/journal/verify", Action::ReadJournal, verify)
}

async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let errors = match asked.read(&page).await? {
        Ok(query) => {
            let work = page.desk().begin(page.actor()).await?;
            let found = audit::search(&work, &query, Paging::of(asked.page(), asked.size())).await?;
            work.keep().await?;
            let firms = words::firms(&page, &found.rows).await?;
            let rows = found.map(|entry| words::row(&page, &firms, entry));
            return page
                .show("journal/list.html", context! { list => Serde(rows), ..base(&page, &asked) })
                .await;
        }
        Err(errors) => errors,
    };
    again(&page, &asked, &errors).await
}

/// What the list's page needs besides its rows.
fn base(page: &Page, asked: &Asked) -> Value {
    context! {
        where => "office",
        asked => Serde(asked),
        actions => Serde(words::all(page, "journal-action-")),
        kinds => Serde(words::all(page, "journal-kind-")),
        export_limit => audit::EXPORT_LIMIT,
    }
}

/// The list without rows, saying what cannot be looked for.
async fn again(page: &Page, asked: &Asked, errors: &[FieldError]) -> Answer {
    let choice = asked.choice(page).await?;
    page.again(
        "journal/list.html",
        context! { list => (), choice => Serde(choice), ..base(page, asked) },
        errors,
    )
    .await
}

async fn show(page: Page, Path(seq): Path<String>) -> Answer {
    let seq = seq.parse().map_err(|_| Refused(Refusal::NotFound))?;
    let work = page.desk().begin(page.actor()).await?;
    let opened = audit::open(&work, seq).await?;
    work.keep().await?;
    let firms = words::firms(&page, std::slice::from_ref(&opened.entry)).await?;
    let none: Vec<(Uuid, String)> = Vec::new();
    let history: Vec<_> =
        opened.history.into_iter().rev().map(|entry| words::row(&page, &none, entry)).collect();
    let entry = words::row(&page, &firms, opened.entry);
    page.show(
        "journal/show.html",
        context! { where => "office", entry => Serde(entry), history => Serde(history) },
    )
    .await
}

/// Walks the chain now and says what was found.
async fn verify(page: Page, _: Form) -> Answer {
    let chain = audit::check(page.desk(), page.actor()).await?;
    page.show("journal/chain.html", context! { where => "office", chain => Serde(chain) }).await
}

#[cfg(test)]
mod tests;
