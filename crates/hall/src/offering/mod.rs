//! Offerings: what providers publish; for now logistics products (物流产品).
//!
//! An offering is proposed through review, shown once approved, and stays as approved while a change to it waits.
//! Its provider puts it on and off the shelf, pins it and deletes it without asking anybody.

mod apply;
pub mod catalogue;
pub mod find;
mod load;
mod mode;
pub mod model;
mod proposal;
mod remove;
mod submit;
mod switch;
#[cfg(test)]
mod tests;

use crate::kernel::words;
use apply::show_files;
pub use apply::{apply, provider_stands};
pub use mode::Mode;
pub use proposal::{CITY_LIMIT, Draft, FIELDS, Proposal, SUMMARY_LIMIT, TAG_LIMIT, TAGS_LIMIT, TITLE_LIMIT};
pub use remove::remove;
pub use submit::{edit, submit, submit_once, withdraw};
pub use switch::{pin, shelf};

pub use crate::review::{Seen, Standing};

words! {
    /// What kinds of offering there are; one table of details each.
    Kind {
        /// 物流产品.
        Logistics = "logistics",
    }
}
