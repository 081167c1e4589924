//! 信息有误: a synced field is wrong, and only the source can mend it (B04). The region's officials are told.

use super::mine;
use crate::account::tell_officials;
use crate::journal::Entry;
use crate::kernel::{Fields, Outcome, Role, Work};
use crate::message::Note;
use serde_json::json;

/// Fields one may report.
const REPORTABLE: [&str; 4] = ["name", "uscc", "legal_representative", "address"];

/// What was typed.
#[derive(Debug, Clone, Default)]
pub struct Mismatch {
    /// Which field.
    pub field: String,
    /// What is wrong, in the enterprise's words.
    pub words: String,
}

/// Tells the region's reviewers that something synced is wrong.
///
/// # Errors
/// [`crate::Refusal::Invalid`] with every broken rule.
pub async fn report(work: &Work, typed: Mismatch) -> Outcome<()> {
    let seat = mine(work)?;
    let mut fields = Fields::new();
    fields.require(REPORTABLE.contains(&typed.field.as_str()), "field", "field-choice");
    let words = fields.text("words", &typed.words, 300);
    fields.done()?;
    let entry = Entry::new("enterprise.mismatch-reported", "enterprise", seat.id).of(seat.id);
    work.journal(entry.change("field", "", typed.field.clone()).change("words", "", words.clone())).await?;
    let args = json!({ "enterprise": seat.name, "field": typed.field, "words": words });
    let note = Note::new("enterprise-mismatch", args).link(format!("/office/enterprises/{}", seat.id));
    tell_officials(work, Role::Reviewer, &seat.region, &note).await
}
