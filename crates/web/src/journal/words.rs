//! Entries in the reader's words. An action or field nobody has words for yet is shown as it stands.

use crate::page::Page;
use frame::locales::keys;
use hall::Refusal;
use hall::enterprise::register;
use hall::journal::Change;
use hall::journal::model::Model;
use hall::kernel::Uuid;
use serde::Serialize;
use serde_json::{Value, json};

/// The file whose keys name everything that can be looked for.
const TEXTS: &str = include_str!("../../../../locales/zh-CN/journal.ftl");

/// An entry as pages show it.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) seq: i64,
    pub(super) at: String,
    pub(super) actor_kind: String,
    pub(super) actor: String,
    pub(super) actor_id: Option<Uuid>,
    pub(super) address: Option<String>,
    pub(super) action: String,
    pub(super) kind: String,
    pub(super) kind_word: String,
    pub(super) subject: String,
    pub(super) enterprise_id: Option<Uuid>,
    pub(super) enterprise: Option<String>,
    pub(super) changes: Vec<Told>,
    pub(super) previous: String,
    pub(super) hash: String,
}

/// One field's way from a value to another, in words.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    pub(super) field: String,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

/// Something to choose in the search form.
#[derive(Debug, Serialize)]
pub(super) struct Choice {
    value: String,
    label: String,
}

/// Everything that has words under a prefix, to be chosen from.
pub(super) fn all(page: &Page, prefix: &str) -> Vec<Choice> {
    let known = keys(TEXTS);
    let found = known.iter().filter_map(|key| Some((key, key.strip_prefix(prefix)?)));
    let value =
        |word: &str| if prefix.contains("action") { word.replacen('-', ".", 1) } else { word.to_owned() };
    found.map(|(key, word)| Choice { value: value(word), label: page.text(key, &Value::Null) }).collect()
}

fn word(page: &Page, prefix: &str, word: &str) -> String {
    let key = format!("{prefix}{}", word.replace('.', "-"));
    let known = page.app().templates.locales().has(page.locale(), &key);
    if known { page.text(&key, &Value::Null) } else { word.to_owned() }
}

/// What was done, in the reader's words.
pub(crate) fn action(page: &Page, done: &str) -> String {
    word(page, "journal-action-", done)
}

/// The names of the enterprises some entries concern.
pub(super) async fn firms(page: &Page, entries: &[Model]) -> Result<Vec<(Uuid, String)>, Refusal> {
    register::names(page.desk().db(), entries.iter().filter_map(|entry| entry.enterprise_id)).await
}

/// An entry in words.
pub(super) fn row(page: &Page, firms: &[(Uuid, String)], entry: Model) -> Row {
    let changes: Vec<Change> = serde_json::from_str(&entry.changes).unwrap_or_default();
    let changes = changes.into_iter().map(|change| Told {
        before: value(page, &change.field, &change.before),
        after: value(page, &change.field, &change.after),
        field: word(page, "journal-field-", &change.field),
    });
    let actor = match entry.actor_kind.as_str() {
        "visitor" => page.text("journal-visitor", &json!({})),
        "machine" => page.text("journal-machine", &json!({ "name": entry.actor_name })),
        _ => entry.actor_name,
    };
    let firm = entry.enterprise_id.and_then(|id| firms.iter().find(|(other, _)| *other == id));
    Row {
        seq: entry.seq,
        at: entry.at.to_rfc3339(),
        actor_kind: entry.actor_kind,
        actor,
        actor_id: entry.actor_id,
        address: entry.address,
        action: action(page, &entry.action),
        kind_word: word(page, "journal-kind-", &entry.subject_kind),
        kind: entry.subject_kind,
        subject: entry.subject_id,
        enterprise_id: entry.enterprise_id,
        enterprise: firm.map(|(_, name)| name.clone()),
        changes: changes.collect(),
        previous: entry.previous,
        hash: entry.hash,
    }
}

/// A value in words where the hall's own word stands for it, such as an office's.
fn value(page: &Page, field: &str, value: &Value) -> Option<String> {
    let text = shown(value)?;
    let prefix = match field {
        "role" => "role-",
        "standing" => "office-standing-",
        _ => return Some(text),
    };
    Some(word(page, prefix, &text))
}

/// A value as text; nothing for what was not.
fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(_) | Value::Object(_) => Some(serde_json::to_string_pretty(value).unwrap_or_default()),
        other => Some(other.to_string()),
    }
}
