//! News of parks: the park's desk with its editor, the portal's list and pages, the register for officials.

mod ask;
mod cards;
mod desk;
mod edit;
mod form;
mod official;
mod pictures;
mod portal;
mod row;
mod switches;
#[cfg(test)]
mod tests;

use crate::site::Site;
use hall::kernel::Action;
use hall::news::markup;
use minijinja::Value;

pub(crate) use portal::{home, of_park};

/// Adds the routes.
pub(crate) fn routes(site: Site) -> Site {
    let (own, official) = (Action::KeepOwnNews, Action::SeeRegister);
    site.cached("/news", Action::SeePortal, portal::list)
        .cached("/news/{id}", Action::SeePortal, portal::show)
        .get("/desk/news", own, desk::list)
        .get("/desk/news/new", own, edit::fresh)
        .upload("/desk/news/new", own, edit::create)
        .upload("/desk/news/pictures", own, pictures::store)
        .get("/desk/news/{id}", own, desk::show)
        .get("/desk/news/{id}/edit", own, edit::open)
        .upload("/desk/news/{id}/edit", own, edit::change)
        .post("/desk/news/{id}/show", own, switches::show)
        .get("/desk/news/{id}/withdraw", own, ask::withdraw)
        .post("/desk/news/{id}/withdraw", own, switches::withdraw)
        .get("/desk/news/{id}/delete", own, ask::delete)
        .post("/desk/news/{id}/delete", own, switches::delete)
        .get("/office/news", official, official::list)
        .get("/office/news/{id}", official, official::show)
        .post("/office/news/{id}/block", official, official::block)
        .post("/office/news/{id}/unblock", official, official::unblock)
}

/// A body as a page shows it: cleaned once more, whatever stands in the row.
pub(crate) fn body(html: &str) -> Value {
    Value::from_safe_string(markup::clean(html).unwrap_or_default())
}
