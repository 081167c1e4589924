//! The register of enterprises for officials, with what happened to each: reviews and the journal.

use crate::page::{Answer, Page};
use crate::review::list::regions;
use crate::review::view::{self, RoundView};
use crate::site::Site;
use axum::extract::{Path, Query};
use hall::Refusal;
use hall::enterprise::register;
use hall::journal;
use hall::kernel::{Action, Paging, Uuid};
use hall::review::{self, Scope};
use hall::term::calendar;
use minijinja::context;
use minijinja::value::Serde;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Adds the routes.
pub(crate) fn routes(site: Site) -> Site {
    site.get("/office/enterprises", Action::SeeRegister, list).get(
        "/office/enterprises/{id}",
        Action::SeeRegister,
        show,
    )
}

/// The filters of the register, as they stand in the address.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Filter {
    words: String,
    region: String,
    page: Option<u64>,
    size: Option<u64>,
}

async fn list(page: Page, Query(filter): Query<Filter>) -> Answer {
    let scope = Scope::of_reviewer(page.actor());
    let query = register::Query {
        region: Some(filter.region.clone()).filter(|region| !region.is_empty()),
        words: Some(filter.words.clone()),
    };
    let paging = Paging::of(filter.page, filter.size);
    let found = register::page(page.desk().db(), &scope, &query, paging).await?;
    // Only what the list shows: the row also holds a sealed bank account, which no page of the office does.
    let rows = found.map(|row| {
        json!({
            "id": row.id, "name": row.name, "uscc": row.uscc, "region": row.region,
            "contact_name": row.contact_name, "contact_phone": row.contact_phone,
            "created_at": row.created_at.to_rfc3339(),
        })
    });
    let context = context! {
        where => "office",
        list => Serde(rows),
        filter => Serde(&filter),
        regions => regions(&scope),
    };
    page.show("enterprise/list.html", context).await
}

async fn show(page: Page, Path(id): Path<Uuid>) -> Answer {
    let (db, scope) = (page.desk().db(), Scope::of_reviewer(page.actor()));
    let row = register::one(db, &scope, id).await?;
    let provider = hall::provider::find::of_enterprise(db, id).await?;
    let rounds = rounds_of(&page, &scope, id).await?;
    let query = journal::find::Query { enterprise: Some(id), ..journal::find::Query::default() };
    let found = journal::find::page(db, &query, Paging::of(None, Some(NEWEST))).await?;
    let context = context! {
        where => "office",
        enterprise => Serde(json!({
            "id": row.id, "name": row.name, "uscc": row.uscc, "region": row.region, "address": row.address,
            "legal_representative": row.legal_representative, "contact_name": row.contact_name,
            "contact_phone": row.contact_phone, "credit_level": row.credit_level, "source": row.source,
            "synced_at": row.synced_at.map(|at| at.to_rfc3339()), "created_at": row.created_at.to_rfc3339(),
        })),
        provider => Serde(provider.map(|row| json!({ "id": row.id, "kind": row.kind, "state": row.state }))),
        rounds => Serde(rounds),
        history => Serde(found.rows.iter().map(|row| entry(&page, row)).collect::<Vec<_>>()),
    };
    page.show("enterprise/register.html", context).await
}

/// Entries of a history that a page shows; the journal has the rest.
const NEWEST: u64 = 100;

/// An entry of the journal as registers show it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Entry {
    at: String,
    actor_kind: String,
    actor: String,
    action: String,
    reason: Option<String>,
}

/// The newest entries about one thing, newest first.
pub(crate) async fn history(page: &Page, kind: &str, id: Uuid) -> Result<Vec<Entry>, Refusal> {
    let query = journal::find::Query {
        subject_kind: Some(kind.to_owned()),
        subject_id: Some(id.to_string()),
        ..journal::find::Query::default()
    };
    let found = journal::find::page(page.desk().db(), &query, Paging::of(None, Some(NEWEST))).await?;
    Ok(found.rows.iter().map(|row| entry(page, row)).collect())
}

fn entry(page: &Page, row: &journal::model::Model) -> Entry {
    let changes: Vec<journal::Change> = serde_json::from_str(&row.changes).unwrap_or_default();
    let reason =
        changes.iter().find(|change| change.field == "reason").and_then(|change| change.after.as_str());
    Entry {
        at: row.at.to_rfc3339(),
        actor_kind: row.actor_kind.clone(),
        actor: row.actor_name.clone(),
        action: crate::journal::words::action(page, &row.action),
        reason: reason.map(str::to_owned),
    }
}

/// Every round of an enterprise, newest first, as far as the page shows them.
pub(crate) async fn rounds_of(
    page: &Page,
    scope: &Scope,
    enterprise: Uuid,
) -> Result<Vec<RoundView>, Refusal> {
    let db = page.desk().db();
    let calendar = calendar::load(db).await?;
    let rows = review::find::about(db, scope, enterprise, NEWEST).await?;
    rows.iter().map(|row| view::round(page, &calendar, row)).collect()
}
