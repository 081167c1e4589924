//! The office's review workbench (N08): one queue for every kind, the proposal beside what changed, the decision.

mod decide;
mod home;
pub(crate) mod list;
mod round;
pub(crate) mod view;

use crate::site::Site;
use hall::kernel::Action;

/// Adds the routes.
pub(crate) fn routes(site: Site) -> Site {
    site.get("/office", Action::EnterOffice, home::home)
        .get("/office/reviews", Action::Review, list::queue)
        .get("/office/reviews/{id}", Action::Review, round::show)
        .post("/office/reviews/{id}", Action::Review, decide::decide)
        .get("/office/decided", Action::Review, list::decided)
}
