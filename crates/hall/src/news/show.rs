//! 撤下 and 重新发布: a park turns its approved news off and on without asking anybody; what comes back is what was
//! approved.

use super::apply::show_files;
use super::load::{changed, own, same, seat};
use crate::journal::Entry;
use crate::kernel::{Outcome, Refusal, Uuid, Work};
use sea_orm::{ActiveModelTrait, Set};

/// Takes an approved item off the portal, or puts it back.
///
/// # Errors
/// `NotFound`, policy's refusals, `Stale`; `OutOfTurn` before the first approval, and while an official blocks it.
pub async fn show(work: &Work, id: Uuid, seen: i32, on: bool) -> Outcome<()> {
    let news = own(work, id).await?;
    same(news.version, seen)?;
    if !news.is_approved() {
        return Err(Refusal::OutOfTurn("news-not-approved"));
    }
    if news.blocked_at.is_some() {
        return Err(Refusal::OutOfTurn("news-blocked"));
    }
    let was = news.taken_down_at.is_none();
    if was == on {
        return Ok(());
    }
    let mut row = changed(work, &news);
    row.taken_down_at = Set((!on).then(|| work.now()));
    let news = row.update(work.db()).await?;
    show_files(work, &news).await?;
    let (enterprise, _) = seat(work.actor())?;
    work.journal(Entry::new("news.shown", "news", id).of(enterprise.id).change("shown", was, on)).await
}
