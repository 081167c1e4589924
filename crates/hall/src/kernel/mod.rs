//! What every context leans on: who acts, what may be done, what a refusal is, the desk and its work.
//!
//! Nothing here knows a trade word. Time and randomness come in through [`Desk`] only, so that a test can hold
//! both still.

mod actor;
mod ambient;
mod database;
mod desk;
#[cfg(any(test, feature = "testing"))]
pub mod effort;
mod fields;
mod keys;
#[cfg(feature = "testing")]
pub mod mutant;
mod paging;
mod policy;
mod refusal;
mod rows;
pub mod text;
mod words;
mod zone;

pub use actor::{Actor, EnterpriseSeat, Member, OfficeSeat, ProviderSeat, Role};
pub use ambient::{Chance, Clock, FixedClock, OsChance, SeededChance, SystemClock};
pub use database::{Database, Health, connect, known, migrate};
pub use desk::{Desk, Parts, Work};
pub use fields::{Fields, expired_form, form_key};
pub use keys::{Keys, Sealed};
pub use paging::{Page, Paging, count};
pub use policy::{Action, Audience, DEPARTMENT, Whose, may};
pub use refusal::{FieldError, Outcome, Refusal};
pub use rows::holds;
pub(crate) use words::words;
pub use zone::{Limits, LoginWays, Region, Zone, begins, ends};

/// A UUID that names a row.
pub use uuid::Uuid;

/// An instant in UTC; the hall keeps milliseconds.
pub type Instant = chrono::DateTime<chrono::Utc>;
