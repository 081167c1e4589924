//! The portal's pages that belong to no single context: the home page.

use crate::page::{Answer, Page};
use crate::site::Site;
use hall::kernel::Action;
use minijinja::context;

/// Adds the routes.
pub(crate) fn routes(site: Site) -> Site {
    site.cached("/", Action::SeePortal, home)
}

async fn home(page: Page) -> Answer {
    let products = crate::offering::home(&page).await?;
    page.show("portal/home.html", context! { ..products }).await
}

#[cfg(test)]
mod tests;
