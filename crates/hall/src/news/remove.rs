//! 删除: the item disappears from everywhere public (E03).

use super::load::{changed, own, same, seat};
use crate::file;
use crate::journal::Entry;
use crate::kernel::{Outcome, Uuid, Work};
use crate::review::{self, Subject};
use sea_orm::{ActiveModelTrait, Set};
use serde_json::json;

/// Deletes an item: its text and pictures go, a round that waits is withdrawn. Its title remains for officials, with what
/// was decided on it; the journal keeps who deleted it.
///
/// # Errors
/// `NotFound`, policy's refusals, `Stale`.
pub async fn remove(work: &Work, id: Uuid, seen: i32) -> Outcome<()> {
    let news = own(work, id).await?;
    same(news.version, seen)?;
    file::publish(work, &news.files()?, false).await?;
    file::release(work, "news", id).await?;
    let newest = review::find::newest(work.db(), Subject::News, id).await?;
    if let Some(round) = newest.filter(|round| round.is_pending()) {
        review::withdraw(work, round.enterprise_id, round.id).await?;
    }
    let mut row = changed(work, &news);
    row.cover = Set(None);
    row.body = Set(String::new());
    row.pictures = Set("[]".to_owned());
    row.removed_at = Set(Some(work.now()));
    row.update(work.db()).await?;
    let before = json!({ "title": news.title, "summary": news.summary });
    let (enterprise, _) = seat(work.actor())?;
    work.journal(Entry::new("news.removed", "news", id).of(enterprise.id).changes(&before, &json!({}))).await
}
