//! The outside world, played: text messages, letters and WeChat on loopback, faults that can be switched on, and the
//! invented zone a demonstration shows.

mod faults;
mod page;
mod post;
mod stage;
mod start;
mod twice;
mod wechat;
pub mod zone;

pub use faults::{Fault, Faults};
pub use post::{Channel, Kept, Post};
pub use stage::{Login, Parts, Settings, Stage};
pub use wechat::PEOPLE;

#[cfg(test)]
mod tests;
