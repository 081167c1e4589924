//! Reading offerings: what everybody sees ([`public`]) and how much of it there is ([`figures`]), a provider's own ([`own`]), an official's regions
//! ([`register`]).

pub mod figures;
pub mod own;
pub mod public;
pub mod register;
mod words;
