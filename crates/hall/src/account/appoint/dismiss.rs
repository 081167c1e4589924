//! Ending an office, or withdrawing a proposal.

use super::super::find::recipients;
use super::super::model::appointment;
use super::{KIND, Standing, find};
use crate::journal::Entry;
use crate::kernel::{Action, Fields, Outcome, Refusal, Uuid, Whose, Work};
use crate::message::Note;
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use serde_json::json;

/// Characters a reason may have.
pub const REASON_LIMIT: usize = 200;

/// Ends an appointment; it is gone at the person's next request (safety A79). One security administrator is enough. The
/// reason goes to the person and into the journal.
///
/// # Errors
/// [`Refusal::OutOfTurn`] when it has ended already, or when it is the last active security administrator's, after whom
/// nobody could appoint anybody; [`Refusal::Invalid`] without a reason.
pub async fn dismiss(work: &Work, id: Uuid, reason: &str) -> Outcome<()> {
    work.may(Action::Appoint, &Whose::Nobody)?;
    let member = work.actor().member().ok_or(Refusal::LoginFirst)?;
    let row = find::one(work.db(), id).await?;
    let before = row.standing();
    if before == Standing::Ended {
        return Err(Refusal::OutOfTurn("appoint-ended"));
    }
    let active = before == Standing::Active;
    if row.is_last_security(find::security_admins(work.db()).await?) {
        return Err(Refusal::OutOfTurn("appoint-last-security"));
    }
    let mut fields = Fields::new();
    let reason = fields.text("reason", reason, REASON_LIMIT);
    fields.done()?;
    let (account, role, region) = (row.account_id, row.role.clone(), row.region.clone());
    let mut change: appointment::ActiveModel = row.into_active_model();
    change.ended_by = Set(Some(member.account));
    change.ended_at = Set(Some(work.now()));
    change.update(work.db()).await?;
    let before = json!({ "standing": before, "role": role, "region": region });
    let after = json!({ "standing": "ended", "role": role, "region": region, "reason": reason });
    let action = if active { "office.dismissed" } else { "office.withdrawn" };
    work.journal(Entry::new(action, KIND, account).changes(&before, &after)).await?;
    if !active {
        return Ok(());
    }
    let note = Note::new("office-ended", json!({ "role": role, "region": region, "reason": reason }));
    work.tell(&recipients(work.db(), &[account]).await?, &note).await
}
