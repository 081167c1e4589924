//! Who holds an office. Every appointment needs two people besides the one appointed: a security administrator proposes,
//! another confirms (safety A21, GB/T 22239 8.1.4.2); ending one needs one person, because taking a right away
//! must never wait. How the very first come to be stands in `docs/adr/` under invitations.

mod confirm;
mod dismiss;
pub mod find;
mod invited;
mod propose;
mod standing;
#[cfg(test)]
mod tests;

pub use confirm::confirm;
pub use dismiss::{REASON_LIMIT, dismiss};
pub use invited::{Welcome, begin_invited, is_bootstrap, offered};
pub use propose::propose;
pub use standing::Standing;

/// The region that stands for the whole zone.
pub const WHOLE_ZONE: &str = "*";

/// Kind of object under which the journal tells of a person's offices; the id is the account's.
pub const KIND: &str = "office";
