//! What system administrators keep for everybody: the calendar of working days and the legal texts.

mod calendar;
mod legal;

use crate::site::Site;
use hall::kernel::Action;

/// Adds the routes.
pub(crate) fn routes(site: Site) -> Site {
    site.get("/office/calendar", Action::KeepContent, calendar::year)
        .post("/office/calendar/days", Action::KeepContent, calendar::set)
        .post("/office/calendar/days/{day}/restore", Action::KeepContent, calendar::restore)
        .get("/office/legal", Action::KeepContent, legal::list)
        .get("/office/legal/{document}", Action::KeepContent, legal::show)
        .get("/office/legal/{document}/new", Action::KeepContent, legal::begin)
        .post("/office/legal/{document}/new", Action::KeepContent, legal::publish)
        .get("/office/legal/{document}/{version}", Action::KeepContent, legal::version)
}

#[cfg(test)]
mod tests;
