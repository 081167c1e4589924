//! News of parks and bases (新闻资讯): proposed through review, seen by everybody from the moment it was approved or was put
//! on for, shown as approved while a change to it waits.
//!
//! Its park takes it down, puts it back and deletes it without asking anybody; an official may block it with a reason.

mod apply;
mod block;
pub mod find;
mod load;
pub mod markup;
pub mod model;
mod proposal;
mod remove;
mod show;
mod showing;
mod submit;
#[cfg(test)]
mod tests;

pub use apply::{apply, provider_stands};
pub use block::{REASON_LIMIT, block, unblock};
pub use proposal::{Draft, FIELDS, Proposal, SUMMARY_LIMIT, TEXT_LIMIT, TITLE_LIMIT};
pub use remove::remove;
pub use show::show;
pub use showing::Showing;
pub use submit::{edit, submit, submit_once, withdraw};
