//! Pages that belong to no single context: the home page, and where a provider's desk begins.

use crate::page::{Answer, Page};
use crate::site::Site;
use hall::kernel::Action;
use hall::provider::Kind;
use minijinja::context;

/// Adds the routes.
pub(crate) fn routes(site: Site) -> Site {
    site.cached("/", Action::SeePortal, home).get("/desk", Action::EnterDesk, desk)
}

async fn home(page: Page) -> Answer {
    let products = crate::offering::home(&page).await?;
    let news = crate::news::home(&page).await?;
    page.show("portal/home.html", context! { ..products, ..news }).await
}

/// The first page of a desk, whatever kind of provider has it.
async fn desk(page: Page) -> Answer {
    match Kind::of(&page.provider()?.kind) {
        Some(Kind::Park) => crate::park::landing(page).await,
        Some(Kind::Logistics) | None => crate::offering::landing(page).await,
    }
}

#[cfg(test)]
mod tests;
