//! 平台下架: an official keeps an item from being shown, with a reason its park reads, and lets it be shown again.

use super::apply::show_files;
use super::load::{changed, park_of};
use super::model::Entity;
use crate::enterprise;
use crate::journal::Entry;
use crate::kernel::{Action, Fields, Outcome, Refusal, Uuid, Whose, Work};
use crate::message::Note;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::{Value, json};

/// The longest reason, in characters.
pub const REASON_LIMIT: usize = 200;

/// Blocks an item that was approved.
///
/// # Errors
/// `NotFound` for one of another region, `Invalid` without a reason, `OutOfTurn` when it is blocked already or was never
/// approved: what waits is refused in its review.
pub async fn block(work: &Work, id: Uuid, reason: &str) -> Outcome<()> {
    turn(work, id, reason, true).await
}

/// Lets a blocked item be shown again, if its park shows it.
///
/// # Errors
/// As [`block`]; `OutOfTurn` when it is not blocked.
pub async fn unblock(work: &Work, id: Uuid, reason: &str) -> Outcome<()> {
    turn(work, id, reason, false).await
}

async fn turn(work: &Work, id: Uuid, reason: &str, on: bool) -> Outcome<()> {
    let news = Entity::find_by_id(id).one(work.db()).await?.ok_or(Refusal::NotFound)?;
    let park = park_of(work, &news).await?;
    work.may(Action::SeeRegister, &Whose::Region(park.region.clone()))?;
    let mut fields = Fields::new();
    let reason = fields.text("reason", reason, REASON_LIMIT);
    fields.done()?;
    match (on, news.blocked_at.is_some()) {
        _ if news.removed_at.is_some() => return Err(Refusal::OutOfTurn("news-removed")),
        (true, true) => return Err(Refusal::OutOfTurn("news-blocked-already")),
        (false, false) => return Err(Refusal::OutOfTurn("news-not-blocked")),
        (true, false) if !news.is_approved() => return Err(Refusal::OutOfTurn("news-not-approved")),
        _ => {}
    }
    let mut row = changed(work, &news);
    row.blocked_at = Set(on.then(|| work.now()));
    row.blocked_reason = Set(on.then(|| reason.clone()));
    let news = row.update(work.db()).await?;
    show_files(work, &news).await?;
    let action = if on { "news.blocked" } else { "news.unblocked" };
    let entry = Entry::new(action, "news", id).of(park.enterprise_id).change("blocked", !on, on);
    work.journal(entry.change("reason", Value::Null, reason.clone())).await?;
    let args = json!({ "title": news.title, "reason": reason });
    let note = Note::new(if on { "news-blocked" } else { "news-unblocked" }, args);
    enterprise::tell(work, park.enterprise_id, &note.link(format!("/desk/news/{id}"))).await
}
