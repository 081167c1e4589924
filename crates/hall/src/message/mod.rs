//! Messages: an inbox always, SMS, WeChat and mail by each person's choice. A message is written in the same
//! transaction as what it tells of; what leaves the hall goes through the outbox ([`dispatch`]), which is
//! rows in the database and so survives a crash.

pub mod deliver;
pub mod dispatch;
pub mod find;
pub mod model;
mod note;

pub use note::{Note, Recipient};
