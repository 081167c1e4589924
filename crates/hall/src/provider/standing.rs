//! Everything 完善服务商信息 shows an enterprise about its own case.

use super::{Approved, Draft, Proposal, approved, locked};
use crate::enterprise;
use crate::kernel::{Action, Actor, Desk, Outcome, Refusal, Whose};
use crate::review::{self, Subject};

/// An enterprise's way to becoming a provider.
#[derive(Debug, Clone)]
pub struct Case {
    /// The provider it became, if it did.
    pub approved: Option<Approved>,
    /// Every round, newest first.
    pub rounds: Vec<review::model::Model>,
    /// What the form shows: the newest proposal that counts or waits, else what the hall knows of the enterprise.
    pub draft: Draft,
    /// The fields that are read-only because the identity provider vouches for them.
    pub locked: Vec<&'static str>,
}

impl Case {
    /// The newest round, if there was one.
    #[must_use]
    pub fn newest(&self) -> Option<&review::model::Model> {
        self.rounds.first()
    }
}

/// The case of the enterprise the actor acts for.
///
/// # Errors
/// Policy's refusals.
pub async fn case(desk: &Desk, actor: &Actor) -> Outcome<Case> {
    let member = actor.member().ok_or(Refusal::LoginFirst)?;
    let seat = member.enterprise.as_ref().ok_or(Refusal::NotAllowed("needs-enterprise"))?;
    desk.may(actor, Action::ApplyAsProvider, &Whose::Enterprise(seat.id))?;
    let enterprise = enterprise::find::one(desk.db(), seat.id).await?;
    let approved = approved(desk.db(), seat.id).await?;
    let rounds = review::find::history(desk.db(), Subject::Provider, seat.id).await?;
    let draft = match (rounds.first(), &approved) {
        // A withdrawn or refused proposal is what the applicant goes on from.
        (Some(round), _) => Draft::from(round.proposal::<Proposal>()?),
        (None, Some(approved)) => Draft::from(Proposal::try_from(approved)?),
        (None, None) => Draft::of(&enterprise),
    };
    Ok(Case { draft: draft.with_vouched(&enterprise), locked: locked(&enterprise), approved, rounds })
}
