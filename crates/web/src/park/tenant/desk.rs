//! The list of a park's tenants, and whether everybody sees their names.

use super::filter::Asked;
use super::scope;
use crate::page::{Answer, Form, Page};
use axum::extract::Query;
use hall::park::tenant::find::{self, Filter};
use hall::park::tenant::{State, publish as publishes};
use minijinja::context;
use minijinja::value::Serde;

/// Kinds of business to choose from.
pub(super) const BUSINESSES: u64 = 100;

pub(super) async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    let (db, scope) = (page.desk().db(), scope(&page)?);
    let list = find::list(db, &scope, &asked.filter(), asked.paging()).await?;
    let park = hall::park::find::details(db, page.provider()?.id).await?;
    let context = context! {
        where => "desk",
        list => Serde(list),
        asked => Serde(&asked),
        narrowed => asked.filter() != Filter::default(),
        states => State::ALL.map(State::word),
        businesses => find::businesses(db, &scope, BUSINESSES).await?,
        shown => park.shows_tenants,
        park => park.provider_id.to_string(),
    };
    page.show("tenant/desk.html", context).await
}

/// Shows the names on the park's public page, or no more.
pub(super) async fn publish(page: Page, form: Form) -> Answer {
    let shown = form.text("shown") == "yes";
    let work = page.desk().begin(page.actor()).await?;
    publishes(&work, shown).await?;
    work.keep().await?;
    Ok(page.go_saying("/desk/tenants", if shown { "tenants-shown" } else { "tenants-hidden" }))
}
