//! Parks and bases: the portal's list and pages, where a park's desk begins, who settles and who is there.

mod cards;
mod desk;
mod portal;
mod settlement;
mod tenant;

use crate::site::Site;
use hall::kernel::Action;

pub(crate) use desk::landing;

/// Adds the routes.
pub(crate) fn routes(site: Site) -> Site {
    let site = site.cached("/parks", Action::SeePortal, portal::list).cached(
        "/parks/{id}",
        Action::SeePortal,
        portal::show,
    );
    tenant::routes(settlement::routes(site))
}
