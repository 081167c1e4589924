//! 企业管理 (E07–E10): the park's register with its search, forms, import and export; the officials' list.

mod columns;
mod desk;
mod edit;
mod export;
mod filter;
mod import;
mod official;
mod read;
mod shown;
mod template;

use crate::site::Site;
use hall::Refusal;
use hall::kernel::Action;
use hall::park::tenant::find::Scope;

/// Adds the routes.
pub(super) fn routes(site: Site) -> Site {
    site.get("/desk/tenants", Action::KeepOwnTenants, desk::list)
        .get("/desk/tenants.xlsx", Action::KeepOwnTenants, export::workbook)
        .get("/desk/tenants/template.xlsx", Action::KeepOwnTenants, template::workbook)
        .post("/desk/tenants/publish", Action::KeepOwnTenants, desk::publish)
        .get("/desk/tenants/new", Action::KeepOwnTenants, edit::fresh)
        .post("/desk/tenants/new", Action::KeepOwnTenants, edit::create)
        .get("/desk/tenants/import", Action::KeepOwnTenants, import::form)
        .sheet("/desk/tenants/import", Action::KeepOwnTenants, import::send)
        .get("/desk/tenants/import/{id}", Action::KeepOwnTenants, import::show)
        .post("/desk/tenants/import/{id}", Action::KeepOwnTenants, import::confirm)
        .get("/desk/tenants/import/{id}/annotated.xlsx", Action::KeepOwnTenants, import::annotated)
        .post("/desk/tenants/import/{id}/undo", Action::KeepOwnTenants, import::undo)
        .get("/desk/tenants/{id}/edit", Action::KeepOwnTenants, edit::open)
        .post("/desk/tenants/{id}/edit", Action::KeepOwnTenants, edit::change)
        .get("/desk/tenants/{id}/delete", Action::KeepOwnTenants, edit::question)
        .post("/desk/tenants/{id}/delete", Action::KeepOwnTenants, edit::remove)
        .post("/desk/tenants/{id}/leave", Action::KeepOwnTenants, edit::leave)
        .get("/office/tenants", Action::WatchParks, official::list)
}

/// The register of whoever looks.
fn scope(page: &crate::page::Page) -> Result<Scope, Refusal> {
    Ok(Scope::Park(page.provider()?.id))
}

#[cfg(test)]
mod tests;
