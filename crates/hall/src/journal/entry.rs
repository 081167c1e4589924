//! Writing an entry.

use super::model::{ActiveModel, BEGINNING, Column, Entity, Model};
use crate::kernel::{Actor, Outcome, Uuid, Work};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One field's way from a value to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The field.
    pub field: String,
    /// What it was; null when it was not.
    pub before: Value,
    /// What it is; null when it is no more.
    pub after: Value,
}

/// Fields whose values the journal must not hold (safety A97): it says that they changed, not from what to what.
const SECRET: [&str; 6] = ["password", "bank_sealed", "code", "token", "csrf", "answer"];

/// The fields in which two versions of a thing differ. `Value::Null` stands for "was not" or "is no more".
#[must_use]
pub fn changes(before: &Value, after: &Value) -> Vec<Change> {
    let empty = serde_json::Map::new();
    let before = before.as_object().unwrap_or(&empty);
    let after = after.as_object().unwrap_or(&empty);
    let mut fields: Vec<&String> =
        before.keys().chain(after.keys().filter(|key| !before.contains_key(*key))).collect();
    fields.retain(|field| before.get(*field) != after.get(*field));
    fields
        .into_iter()
        .map(|field| {
            let value = |side: &serde_json::Map<String, Value>| match side.get(field) {
                Some(value) if !value.is_null() && SECRET.contains(&field.as_str()) => Value::from("•••"),
                Some(value) => value.clone(),
                None => Value::Null,
            };
            Change { field: field.clone(), before: value(before), after: value(after) }
        })
        .collect()
}

/// An entry to be written.
#[derive(Debug, Clone)]
pub struct Entry {
    action: &'static str,
    subject_kind: &'static str,
    subject_id: String,
    enterprise_id: Option<Uuid>,
    changes: Vec<Change>,
    actor: Option<(Uuid, String)>,
}

impl Entry {
    /// `action` was done to the `kind` of thing known as `id`.
    pub fn new(action: &'static str, kind: &'static str, id: impl ToString) -> Self {
        Self {
            action,
            subject_kind: kind,
            subject_id: id.to_string(),
            enterprise_id: None,
            changes: Vec::new(),
            actor: None,
        }
    }

    /// It concerns this enterprise.
    #[must_use]
    pub fn of(mut self, enterprise: Uuid) -> Self {
        self.enterprise_id = Some(enterprise);
        self
    }

    /// One field changed.
    #[must_use]
    pub fn change(mut self, field: &str, before: impl Into<Value>, after: impl Into<Value>) -> Self {
        let before = serde_json::json!({ field: before.into() });
        let after = serde_json::json!({ field: after.into() });
        self.changes.extend(changes(&before, &after));
        self
    }

    /// These fields changed.
    #[must_use]
    pub fn changes(mut self, before: &Value, after: &Value) -> Self {
        self.changes.extend(changes(before, after));
        self
    }

    /// These fields changed, as somebody else compared them.
    #[must_use]
    pub fn with(mut self, changes: Vec<Change>) -> Self {
        self.changes.extend(changes);
        self
    }

    /// Who did it, where the actor of the work is not yet known as a member: a log-in names the account.
    #[must_use]
    pub fn by(mut self, account: Uuid, name: &str) -> Self {
        self.actor = Some((account, name.to_owned()));
        self
    }
}

impl Work {
    /// Appends to the journal, in this transaction.
    ///
    /// # Errors
    /// When the database fails; then nothing of the work is kept either.
    pub async fn journal(&self, entry: Entry) -> Outcome<()> {
        let last: Option<(i64, String)> = Entity::find()
            .select_only()
            .columns([Column::Seq, Column::Hash])
            .order_by_desc(Column::Seq)
            .limit(1)
            .into_tuple()
            .one(self.db())
            .await?;
        let (seq, previous) = last.unwrap_or((0, BEGINNING.to_owned()));
        let (kind, id, name) = match (self.actor(), entry.actor) {
            (_, Some((account, name))) => ("member", Some(account), name),
            (Actor::Visitor { .. }, None) => ("visitor", None, String::new()),
            (Actor::Member(member), None) => ("member", Some(member.account), member.name.clone()),
            (Actor::Machine(name), None) => ("machine", None, (*name).to_owned()),
        };
        let mut model = Model {
            seq: seq + 1,
            at: self.now(),
            day: self.desk().zone.day(self.now()).to_string(),
            actor_kind: kind.to_owned(),
            actor_id: id,
            actor_name: name,
            address: self.actor().address().map(str::to_owned),
            action: entry.action.to_owned(),
            subject_kind: entry.subject_kind.to_owned(),
            subject_id: entry.subject_id,
            enterprise_id: entry.enterprise_id,
            changes: serde_json::to_string(&entry.changes)?,
            previous,
            hash: String::new(),
        };
        model.hash = self.desk().keys.fingerprint("journal", &model.sealed_bytes());
        let row: ActiveModel = model.into_active_model();
        Entity::insert(row.reset_all()).exec_without_returning(self.db()).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn n07_only_what_changed_is_told_and_secrets_are_not() {
        let before = json!({ "name": "甲", "phone": "1", "password": "x", "gone": 1 });
        let after = json!({ "name": "乙", "phone": "1", "password": "y", "new": true });
        let told = changes(&before, &after);
        let fields: Vec<&str> = told.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(fields, ["name", "password", "gone", "new"]);
        assert_eq!(told[1].before, json!("•••"));
        assert_eq!(told[1].after, json!("•••"));
        assert_eq!(told[2].after, Value::Null);
    }
}
