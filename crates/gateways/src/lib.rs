//! Whom we talk to: every outside system behind a trait.
//!
//! Each system has one module with the trait, an adapter that speaks the real protocol and a `Recorded…` fake that
//! remembers what was sent and can be told to fail. Nothing here knows the trade words of the other crates, reads a
//! clock or draws randomness: a [`Moment`] carries both in.

mod error;
mod faults;
pub mod http;
pub mod mail;
mod moment;
pub mod oidc;
mod outbox;
pub mod sms;
pub mod store;
pub mod wechat;

#[cfg(test)]
mod testing;

pub use error::GatewayError;
pub use faults::{Fault, Faults};
pub use moment::{Moment, Receipt};
