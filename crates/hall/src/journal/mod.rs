//! The journal: what was done, by whom, to what, from which value to which. Append-only; every entry carries a
//! keyed hash over itself and the entry before it, so that a change, a deletion or a gap is found by
//! [`verify`]. An entry is in the same transaction as the change it tells of.

pub mod audit;
mod entry;
pub mod find;
pub mod model;
mod verify;

pub use entry::{Change, Entry, changes};
pub use verify::{Chain, verify};

#[cfg(test)]
mod tests;
