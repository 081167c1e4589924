//! Reading news: what everybody sees ([`public`]), a park's own ([`own`]), an official's regions ([`register`]).

pub mod own;
pub mod public;
pub mod register;
mod words;

pub use public::latest_of;
