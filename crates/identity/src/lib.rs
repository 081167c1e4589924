//! A unified identity provider: people and enterprises register here once and log in to every website of the zone.
//!
//! It speaks OpenID Connect (discovery, authorization code with PKCE, userinfo, JWKS, RP-initiated logout) and has the
//! pages B08–B15. It runs beside the hall in a demonstration, stands alone for a region without such a system, and is
//! replaced by configuration where there is one. It keeps its own database and knows nothing of trade.
//!
//! What it does *not* do: it is connected to no register of enterprises or residents, so what people declare is kept
//! as declared (实名认证等级 LV1) and every page says so; checking belongs to those who rely on it.

mod backup;
mod context;
pub mod demo;
mod front;
mod keys;
mod pages;
mod parts;
mod problem;
mod protocol;
mod provider;
mod routes;
mod rules;
mod settings;
mod store;
mod view;
mod work;

#[cfg(feature = "testing")]
pub mod testing;

#[cfg(test)]
mod tests;

pub use parts::{ClientAddress, Fill, Parts};
pub use problem::{Outcome, Problem};
pub use provider::Identity;
pub use settings::{Client, Link, Settings};
