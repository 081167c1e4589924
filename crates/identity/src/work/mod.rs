//! What is done behind the pages: sessions, counting attempts, proofs, codes, accounts, tidying.

pub mod account;
pub mod captcha;
pub mod event;
pub mod phone;
pub mod session;
pub mod throttle;
pub mod tidy;
