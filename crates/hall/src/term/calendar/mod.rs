//! The calendar of working days: weekdays, but for the statutory holidays and the weekends worked to make up for
//! them. The days come with the program as facts with their source; officials correct them, and a new release does
//! not undo what they corrected. What a promise means is pure arithmetic on such a calendar.

mod arithmetic;
mod edit;
mod fill;
pub mod find;
pub mod model;
mod promise;
#[cfg(test)]
mod tests;

pub use arithmetic::Calendar;
pub use edit::{restore, set};
pub use fill::fill;
pub use find::{from, load};
pub use model::DayKind;
pub use promise::{Pace, Promise};
