//! Reading the journal as an audit administrator does. Whoever reads is written down too, in the same breath: one entry
//! for every page seen, every entry opened, every export and every walk along the chain (features N07, GB/T 22239
//! 8.1.4.3). These are the only reads of the hall that write, and they write nothing but the journal.

use super::Entry;
use super::find::{self, Query};
use super::model::Model;
use super::verify::{Chain, verify};
use crate::kernel::{Action, Actor, Desk, FieldError, Outcome, Page, Paging, Refusal, Whose, Work};
use serde_json::{Value, json};

/// Entries one export may hold. More are refused rather than cut off, so that an export is always the whole of what
/// was looked for.
pub const EXPORT_LIMIT: u64 = 20_000;

/// Kind of object under which reading is written down.
const KIND: &str = "journal";

/// One entry and what else happened to the same object.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The entry.
    pub entry: Model,
    /// Everything that happened to its object, the oldest first; at most a thousand entries.
    pub history: Vec<Model>,
}

/// A page of what matches, the newest first; written down with what was looked for.
///
/// # Errors
/// [`Refusal::NotAllowed`] for who is no audit administrator.
pub async fn search(work: &Work, query: &Query, paging: Paging) -> Outcome<Page<Model>> {
    work.may(Action::ReadJournal, &Whose::Nobody)?;
    let found = find::page(work.db(), query, paging).await?;
    let mut told = asked(query)?;
    told["page"] = json!(found.page);
    told["found"] = json!(found.total);
    work.journal(Entry::new("journal.read", KIND, "search").changes(&Value::Null, &told)).await?;
    Ok(found)
}

/// One entry with the history of its object; written down.
///
/// # Errors
/// [`Refusal::NotFound`] when there is no such entry; [`Refusal::NotAllowed`] as for [`search`].
pub async fn open(work: &Work, seq: i64) -> Outcome<Opened> {
    work.may(Action::ReadJournal, &Whose::Nobody)?;
    let entry = find::one(work.db(), seq).await?.ok_or(Refusal::NotFound)?;
    let history = find::of(work.db(), &entry.subject_kind, &entry.subject_id).await?;
    work.journal(Entry::new("journal.opened", KIND, seq)).await?;
    Ok(Opened { entry, history })
}

/// Everything that matches, the oldest first; written down with the number of entries and the form they leave in.
///
/// # Errors
/// [`Refusal::Invalid`] when more than [`EXPORT_LIMIT`] entries match; [`Refusal::NotAllowed`] as for [`search`].
pub async fn export(work: &Work, query: &Query, form: &'static str) -> Outcome<Vec<Model>> {
    work.may(Action::ReadJournal, &Whose::Nobody)?;
    let rows = find::all(work.db(), query, EXPORT_LIMIT + 1).await?;
    if rows.len() as u64 > EXPORT_LIMIT {
        let error = FieldError::with("from", "journal-export-too-many", json!({ "limit": EXPORT_LIMIT }));
        return Err(Refusal::Invalid(vec![error]));
    }
    let mut told = asked(query)?;
    told["form"] = json!(form);
    told["entries"] = json!(rows.len());
    work.journal(Entry::new("journal.exported", KIND, "export").changes(&Value::Null, &told)).await?;
    Ok(rows)
}

/// Walks the whole chain, outside a work so that nobody waits for it, and writes down what was found (safety A99).
///
/// # Errors
/// [`Refusal::NotAllowed`] as for [`search`].
pub async fn check(desk: &Desk, actor: &Actor) -> Outcome<Chain> {
    desk.may(actor, Action::ReadJournal, &Whose::Nobody)?;
    let chain = verify(desk.db(), &desk.keys).await?;
    let work = desk.begin(actor).await?;
    let told = json!({ "entries": chain.entries, "broken_at": chain.broken_at });
    work.journal(Entry::new("journal.verified", KIND, "chain").changes(&Value::Null, &told)).await?;
    work.keep().await?;
    Ok(chain)
}

/// What was looked for: only the fields that narrow.
fn asked(query: &Query) -> Outcome<Value> {
    let mut told = serde_json::to_value(query)?;
    if let Some(fields) = told.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    Ok(told)
}
