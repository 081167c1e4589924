//! A ranking is published, with days in which parks may object (D06, 1.15.9 (6)).

use super::find;
use super::keep::{acting, facts, kept_period, tell_park, with};
use super::model::ranking;
use super::rank::{Change, Snapshot};
use crate::journal::Entry;
use crate::kernel::{FieldError, Instant, Outcome, Refusal, Uuid, Work};
use crate::message::Note;
use chrono::Days;
use serde_json::{Value, json};

/// Days of an objection period at most.
pub const NOTICE_LIMIT: u64 = 30;

/// Publishes the ranking of a window as it was seen (`digest` is that of the draft) with so many days, today not counted, in which
/// parks may object. Every park is told. Returns the ranking's id.
///
/// # Errors
/// [`Refusal::NotFound`] for another region's; [`Refusal::OutOfTurn`] when it is published already, when a filing waits to be judged,
/// when one may still file, or when nobody is listed; [`Refusal::Stale`] when a score moved since it was seen; [`Refusal::Invalid`]
/// for the days.
pub async fn publish(work: &Work, period: Uuid, digest: &str, days: &str) -> Outcome<Uuid> {
    let (assessment, period) = kept_period(work, period).await?;
    let draft = find::draft(work.db(), &assessment, &period, work.now()).await?;
    if let Some(obstacle) = draft.obstacle {
        return Err(Refusal::OutOfTurn(obstacle));
    }
    if draft.snapshot.digest()? != digest {
        return Err(Refusal::Stale { now: draft.snapshot.version });
    }
    let days = days.trim().parse::<u64>().ok().filter(|days| (1..=NOTICE_LIMIT).contains(days)).ok_or_else(
        || Refusal::Invalid(vec![FieldError::with("days", "ranking-days", json!({ "limit": NOTICE_LIMIT }))]),
    )?;
    let zone = &work.desk().zone;
    let today = zone.day(work.now());
    let last = today.checked_add_days(Days::new(days)).unwrap_or(today);
    let until = zone.ends(last);
    let id = put(work, period.id, &draft.snapshot, &[], until).await?;
    let args = with(facts(&assessment, &period), &json!({ "until": last.to_string() }));
    for filing in find::filings(work.db(), period.id).await? {
        let note = Note::new("ranking-published", args.clone()).link(format!("/desk/ranking/{id}"));
        tell_park(work, &filing, note).await?;
    }
    Ok(id)
}

/// Keeps a version of a ranking.
pub(super) async fn put(
    work: &Work,
    period: Uuid,
    snapshot: &Snapshot,
    changes: &[Change],
    until: Instant,
) -> Outcome<Uuid> {
    let row = ranking::Model {
        id: work.id(),
        period_id: period,
        version: snapshot.version,
        snapshot: serde_json::to_string(snapshot)?,
        digest: snapshot.digest()?,
        changes: serde_json::to_string(changes)?,
        published_by: acting(work)?.account,
        published_at: work.now(),
        objections_until: until,
    };
    let told =
        json!({ "period": period, "version": row.version, "digest": row.digest, "objections_until": until });
    let entry = Entry::new("ranking.published", "ranking", row.id).changes(&Value::Null, &told);
    let id = row.id;
    work.add(row).await?;
    work.journal(entry).await?;
    Ok(id)
}
