//! Providers: enterprises that officials let publish offerings. One enterprise becomes at most one provider, of
//! one kind; its approved content lives here and changes only by another review. Officials may suspend one.

mod apply;
mod approved;
pub mod find;
pub mod model;
pub mod park;
mod proposal;
mod standing;
mod submit;
mod suspend;

pub(crate) use apply::apply;
pub use approved::{Approved, approved};
pub use model::{Kind, Standing};
pub use park::{ParkDetails, ParkDraft, ParkKind};
pub use proposal::{
    ADDRESS_LIMIT, Draft, FIELDS, INTRODUCTION_LIMIT, PERSON_LIMIT, PHONE_LIMIT, Proposal, USCC_BOX, VOUCHED,
    introduction_limit, locked,
};
pub use standing::{Case, case};
pub use submit::{submit, withdraw};
pub use suspend::REASON_LIMIT;
pub(crate) use suspend::{reactivate, suspend};
