//! Reading offerings: what everybody sees ([`public`]), a provider's own ([`own`]), an official's regions
//! ([`register`]).

pub mod own;
pub mod public;
pub mod register;
mod words;
