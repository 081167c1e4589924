//! 信用等级 (B06): set by the region's officials, read-only for the enterprise. The classes are those of customs credit management for
//! registered enterprises (海关总署令第251号, 2021, article 2 and 3).

use super::{find, tell};
use crate::journal::Entry;
use crate::kernel::{Action, Fields, Outcome, Uuid, Whose, Work};
use crate::message::Note;
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use serde_json::json;

/// 高级认证, 常规管理, 失信; the texts are `credit-<word>`.
pub const LEVELS: [&str; 3] = ["advanced", "regular", "dishonest"];

/// Sets or, with an empty word, takes away an enterprise's credit level; the enterprise is told.
///
/// # Errors
/// [`crate::Refusal::Invalid`] for a word that is no level, [`crate::Refusal::NotFound`] outside one's region.
pub async fn set(work: &Work, enterprise: Uuid, level: &str, reason: &str) -> Outcome<()> {
    let before = find::one(work.db(), enterprise).await?;
    work.may(Action::Review, &Whose::Region(before.region.clone()))?;
    let mut fields = Fields::new();
    fields.require(level.is_empty() || LEVELS.contains(&level), "level", "field-choice");
    let reason = fields.text("reason", reason, 300);
    fields.done()?;
    if before.credit_level == level {
        return Ok(());
    }
    let entry = Entry::new("enterprise.credit-set", "enterprise", enterprise)
        .of(enterprise)
        .change("credit_level", before.credit_level.clone(), level)
        .change("reason", "", reason.clone());
    let version = before.version;
    let mut row = before.into_active_model();
    row.credit_level = Set(level.to_owned());
    row.version = Set(version + 1);
    row.update(work.db()).await?;
    work.journal(entry).await?;
    let note = Note::new("credit-set", json!({ "level": level, "reason": reason })).link("/my");
    tell(work, enterprise, &note).await
}
