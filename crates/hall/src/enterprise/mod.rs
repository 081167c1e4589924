//! Enterprises and who may act for them. What the unified identity provider said is read-only and carries its source and
//! date; the rest is kept by the enterprise itself. The bank account is sealed at rest and masked on every page.

pub mod bank;
pub mod claim;
pub mod credit;
mod edit;
pub mod find;
mod mismatch;
pub mod model;
pub mod register;
mod seat;
mod tell;
pub mod uscc;
pub mod who;

pub use edit::{Details, edit};
pub use find::people;
pub use mismatch::{Mismatch, report};
pub use seat::{leave, switch};
pub use tell::tell;
pub use uscc::{NotUscc, Uscc};

use crate::kernel::{Action, EnterpriseSeat, Outcome, Refusal, Whose, Work};

/// The enterprise the actor acts for, whose data they may keep.
pub(crate) fn mine(work: &Work) -> Outcome<&EnterpriseSeat> {
    let member = work.actor().member().ok_or(Refusal::LoginFirst)?;
    let seat = member.enterprise.as_ref().ok_or(Refusal::NotAllowed("needs-enterprise"))?;
    work.may(Action::KeepOwnEnterprise, &Whose::Enterprise(seat.id))?;
    Ok(seat)
}

#[cfg(test)]
mod tests;
