//! Images in, safe images out; and the few pictures the program makes itself.
//!
//! What somebody uploads is never stored. It is judged by its name and its structure ([`check`]), decoded
//! within limits, turned upright, cropped, scaled and written anew ([`fit`]), so that nothing survives but pixels.
//! The rest draws: a captcha ([`captcha`]), QR codes ([`qr`]) and the illustrations of an invented zone ([`draw`]).
//!
//! Everything here is a pure function: no files, no clock, and randomness comes in as a seed.

pub mod captcha;
mod chance;
mod check;
pub mod draw;
mod encode;
mod fit;
mod jpeg;
mod letters;
mod name;
mod paint;
mod png;
pub mod qr;
mod slot;
mod unfit;

#[cfg(test)]
mod corpus;

pub use check::{Kind, check};
pub use fit::{CropRect, Fitted, fit};
pub use slot::{Slot, Target};
pub use unfit::Unfit;
