//! The park decides: 已落地 (E05) or 未落地 with its reason (E06).

use super::Side;
use super::keep::{load, save, tell};
use crate::kernel::{Fields, Outcome, Refusal, Uuid, Work};
use crate::park::tenant;

/// Most characters of a reason.
pub const REASON_LIMIT: usize = 200;

/// 已落地: the enterprise enters the register of tenants, once. `seen` is the version that was looked at.
///
/// # Errors
/// [`Refusal::NotFound`] for another park's, [`Refusal::OutOfTurn`] unless it waits, [`Refusal::Stale`] when it moved.
pub async fn land(work: &Work, id: Uuid, seen: i32) -> Outcome<()> {
    let before = load(work, Side::Park, id).await?;
    let after = before.clone().landed(seen, who(work)?, work.now())?;
    tenant::enter(work, &after).await?;
    tell(work, Side::Enterprise, &after, "settlement-landed").await?;
    save(work, "settlement.landed", &before, after).await
}

/// 未落地: the enterprise sees why and may ask again.
///
/// # Errors
/// As [`land`], and [`Refusal::Invalid`] without a reason (1.15.6).
pub async fn decline(work: &Work, id: Uuid, seen: i32, reason: &str) -> Outcome<()> {
    let before = load(work, Side::Park, id).await?;
    let mut fields = Fields::new();
    let reason = fields.text("reason", reason, REASON_LIMIT);
    let after = before.clone().declined(seen, reason, who(work)?, work.now())?;
    fields.done()?;
    tell(work, Side::Enterprise, &after, "settlement-declined").await?;
    save(work, "settlement.declined", &before, after).await
}

fn who(work: &Work) -> Outcome<Uuid> {
    Ok(work.actor().member().ok_or(Refusal::LoginFirst)?.account)
}
