//! What may be typed in: pure rules, no database, no clock.

pub mod document;
pub mod login;
pub mod names;
pub mod password;
pub mod period;
pub mod phone;
pub mod uscc;
