//! Logistics products: the portal's list, map and pages; the provider's desk with its forms and switches.

mod ask;
mod cards;
mod edit;
mod export;
mod form;
mod portal;
mod provider;
mod row;
mod switches;
#[cfg(test)]
mod tests;

use crate::site::Site;
use hall::kernel::Action;

pub(crate) use portal::home;
pub(crate) use provider::landing;

/// Adds the routes.
pub(crate) fn routes(site: Site) -> Site {
    let own = Action::KeepOwnProducts;
    site.cached("/logistics", Action::SeePortal, portal::list)
        .cached("/logistics/{id}", Action::SeePortal, portal::show)
        .cached("/search", Action::SeePortal, portal::search)
        .get("/desk/products", own, provider::list)
        .get("/desk/products.xlsx", own, export::workbook)
        .get("/desk/products/new", own, edit::fresh)
        .upload("/desk/products/new", own, edit::create)
        .get("/desk/products/{id}", own, provider::show)
        .get("/desk/products/{id}/edit", own, edit::open)
        .upload("/desk/products/{id}/edit", own, edit::change)
        .post("/desk/products/{id}/shelf", own, switches::shelf)
        .post("/desk/products/{id}/pin", own, switches::pin)
        .get("/desk/products/{id}/withdraw", own, ask::withdraw)
        .post("/desk/products/{id}/withdraw", own, switches::withdraw)
        .get("/desk/products/{id}/delete", own, ask::delete)
        .post("/desk/products/{id}/delete", own, switches::delete)
}
