//! Bookings: the form on the portal, the lists and threads of both sides, the officials' register.

mod export;
mod filter;
mod member;
mod official;
mod portal;
mod provider;

use crate::page::{Answer, Page};
use crate::site::Site;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse as _;
use hall::Refusal;
use hall::engagement::Saying;
use hall::engagement::find::{self, Scope};
use hall::kernel::{Action, Uuid};

/// Adds the routes.
pub(crate) fn routes(site: Site) -> Site {
    site.get("/logistics/{id}/book", Action::Book, portal::form)
        .post("/logistics/{id}/book", Action::Book, portal::book)
        .get("/my/bookings", Action::Book, member::list)
        .get("/my/bookings/{id}", Action::Book, member::show)
        .post("/my/bookings/{id}/ask", Action::Book, member::ask)
        .post("/my/bookings/{id}/withdraw", Action::Book, member::withdraw)
        .post("/my/bookings/{id}/fulfil", Action::Book, member::fulfil)
        .get("/my/bookings/{id}/cover", Action::Book, member::cover)
        .get("/desk/bookings", Action::AnswerBookings, provider::list)
        .get("/desk/bookings.xlsx", Action::AnswerBookings, provider::export)
        .get("/desk/bookings/{id}", Action::AnswerBookings, provider::show)
        .post("/desk/bookings/{id}/reply", Action::AnswerBookings, provider::reply)
        .post("/desk/bookings/{id}/fulfil", Action::AnswerBookings, provider::fulfil)
        .get("/desk/bookings/{id}/cover", Action::AnswerBookings, provider::cover)
        .get("/office/bookings", Action::SeeRegister, official::list)
        .get("/office/bookings/{id}", Action::SeeRegister, official::show)
        .get("/office/bookings/{id}/cover", Action::SeeRegister, official::cover)
}

/// The id in an address; what is no id names nothing.
fn id(typed: &str) -> Result<Uuid, Refusal> {
    typed.parse().map_err(|_| Refusal::NotFound)
}

/// The cover of a booking within a scope, as an image only these people see.
async fn cover(page: &Page, scope: &Scope, booking: &str) -> Answer {
    let (file, bytes) = find::cover(page.desk(), scope, id(booking)?).await?;
    let kind = HeaderValue::try_from(file.mime).map_err(|error| Refusal::Broken(error.to_string()))?;
    let keep = HeaderValue::from_static("private, max-age=86400, immutable");
    Ok(([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, keep)], bytes).into_response())
}

/// A key for a form about to be shown: sent twice, it counts once.
fn fresh_key(page: &Page) -> String {
    page.desk().id().to_string()
}

/// What somebody says in the thread.
fn saying(form: &crate::page::Form) -> Saying {
    Saying { text: form.raw("text").to_owned(), form_key: form.text("form_key").to_owned() }
}

#[cfg(test)]
mod tests;
