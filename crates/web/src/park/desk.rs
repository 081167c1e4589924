//! Where a park's desk begins: figures that open the lists they count.

use crate::page::{Answer, Page};
use hall::park::settlement::{self, Stage};
use hall::park::{find, tenant};
use minijinja::context;
use minijinja::value::Serde;
use serde_json::json;

/// The first page of the desk.
pub(crate) async fn landing(page: Page) -> Answer {
    let (db, id) = (page.desk().db(), page.provider()?.id);
    let park = find::details(db, id).await?;
    let scope = settlement::find::Scope::Park(id);
    let counts = settlement::find::counts(db, &scope, page.desk().now()).await?;
    let settlements: Vec<_> = counts
        .into_iter()
        .filter(|(stage, _)| matches!(stage, Stage::Pending | Stage::Overdue | Stage::Landed))
        .map(|(stage, n)| json!({ "word": stage.word(), "n": n }))
        .collect();
    let tenants = tenant::find::present(db, id).await?;
    let context =
        context! { where => "desk", park => Serde(park), settlements => Serde(settlements), tenants };
    page.show("park/landing.html", context).await
}
