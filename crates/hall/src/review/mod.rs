//! Rounds of review: what was proposed, by whom, until when an answer is promised, what was decided and why.
//! One table serves every kind of thing that officials look at before it counts; what an approval then does is
//! known to `decide.rs` alone. A round may change while it waits, and a decision names the version it was made on.

mod compare;
pub mod find;
pub mod model;
mod overdue;
mod said;
mod scope;
mod seen;
mod settle;
mod standing;
mod subject;
mod submit;
mod turn;
pub mod version;

pub use compare::{between, compare};
pub use find::{Counts, Query};
pub(crate) use overdue::take_overdue;
pub use said::{Flag, PHRASES, Remark, SAID_LIMIT, Said};
pub use scope::Scope;
pub use seen::Seen;
pub(crate) use settle::settle;
pub use standing::Standing;
pub use subject::{State, Subject};
pub use submit::{Submitted, Submitting, submit, withdraw};
pub use turn::Decision;
