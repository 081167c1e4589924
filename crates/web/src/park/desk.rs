//! Where a park's desk begins: figures that open the lists they count.

use crate::page::{Answer, Page};
use hall::park::{find, settlement, tenant};
use minijinja::context;
use minijinja::value::Serde;

/// The first page of the desk.
pub(crate) async fn landing(page: Page) -> Answer {
    let (db, id) = (page.desk().db(), page.provider()?.id);
    let park = find::details(db, id).await?;
    let waiting = settlement::find::waiting(db, &settlement::find::Scope::Park(id)).await?;
    let tenants = tenant::find::present(db, id).await?;
    let context = context! { where => "desk", park => Serde(park), waiting, tenants };
    page.show("park/landing.html", context).await
}
