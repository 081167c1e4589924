//! Engagements: what an enterprise asks of an offering; for now bookings of logistics products (产品预约, F19–F22).
//!
//! One goes *pending → answered → fulfilled*, or is withdrawn before the answer; both sides talk in its thread. It
//! keeps a snapshot of what was offered, so that a deleted product takes no history with it (Q8).

mod answer;
mod ask;
mod book;
pub mod find;
mod form;
mod fulfil;
mod keep;
pub mod model;
mod offer;
mod post;
mod remind;
mod response;
mod seen;
mod snapshot;
mod state;
mod turn;
mod withdraw;

pub use answer::reply;
pub use ask::ask;
pub use book::{Booked, PER_DAY, book, offered};
pub use form::{BookingForm, Limits};
pub use fulfil::fulfil;
pub use offer::Offer;
pub use post::{POST_LIMIT, Saying};
pub use remind::remind;
pub use response::{ResponseTime, response_time};
pub use seen::seen;
pub use snapshot::Snapshot;
pub use state::{Side, Stage, State, Step};
pub use withdraw::{REASON_LIMIT, withdraw};

#[cfg(test)]
mod tests;
