//! What is seen: routes, forms and pages. A request goes *route → audience → form → operation* and comes back as
//! a page; nothing here knows SQL. Modules bear the names of the hall's contexts.

pub mod app;
mod cache;
mod counts;
mod crowd;
mod gallery;
mod guard;
mod kept;
pub mod menu;
pub mod page;
mod refused;
pub mod site;
mod view;
pub mod visit;
mod wording;

mod account;
mod assessment;
mod content;
mod engagement;
mod enterprise;
mod file;
mod help;
mod journal;
mod message;
mod news;
mod offering;
mod park;
mod portal;
mod provider;
mod review;
mod sheet;
mod system;
mod term;
mod users;

#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use app::{App, Settings, embedded};
pub use assessment::recompute::{Recomputed, recompute};
pub use page::{Answer, Page};
pub use refused::Refused;
pub use site::{Route, Site};
pub use wording::Wording;

/// Every route of the hall.
#[must_use]
pub fn site() -> Site {
    let contexts: &[fn(Site) -> Site] = &[
        portal::routes,
        account::routes,
        kept::routes,
        message::routes,
        file::routes,
        term::routes,
        enterprise::routes,
        provider::routes,
        park::routes,
        offering::routes,
        engagement::routes,
        news::routes,
        assessment::routes,
        review::routes,
        users::routes,
        journal::routes,
        content::routes,
        system::routes,
        help::routes,
    ];
    contexts.iter().fold(Site::new(), |site, routes| routes(site))
}

/// The hall as a service.
pub fn router(app: App) -> axum::Router {
    site().into_router(app)
}
