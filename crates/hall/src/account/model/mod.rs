//! The tables of this context, one file each.

pub mod account;
pub mod appointment;
pub mod attempt;
pub mod binding;
pub mod captcha;
pub mod challenge;
pub mod consent;
pub mod device;
pub mod handshake;
pub mod invitation;
pub mod legal_document;
pub mod session;
