//! The journal's table.

use sea_orm::entity::prelude::*;

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "journal")]
pub struct Model {
    /// Counted from 1 without gaps.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// When.
    pub at: DateTimeUtc,
    /// The day in the zone's time, `2026-02-17`: the journal is searched by it.
    pub day: String,
    /// `visitor`, `member` or `machine`.
    pub actor_kind: String,
    /// The account, where there is one.
    pub actor_id: Option<Uuid>,
    /// The name at that time.
    pub actor_name: String,
    /// The network address.
    pub address: Option<String>,
    /// What was done, such as `review.approved`.
    pub action: String,
    /// What kind of thing it was done to.
    pub subject_kind: String,
    /// Which one.
    pub subject_id: String,
    /// The enterprise it concerns.
    pub enterprise_id: Option<Uuid>,
    /// JSON list of `{field, before, after}`.
    pub changes: String,
    /// The hash of the entry before, or 64 zeros.
    pub previous: String,
    /// The keyed hash of this entry.
    pub hash: String,
}

/// An entry points nowhere: it outlives what it tells of.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What the first entry is chained to.
pub const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

impl Model {
    /// The bytes the hash is taken over: every field but the hash, each with its length, so that no two entries
    /// share them.
    #[must_use]
    pub fn sealed_bytes(&self) -> Vec<u8> {
        let optional = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        let parts = [
            self.seq.to_string(),
            self.at.timestamp_millis().to_string(),
            self.day.clone(),
            self.actor_kind.clone(),
            optional(self.actor_id),
            self.actor_name.clone(),
            self.address.clone().unwrap_or_default(),
            self.action.clone(),
            self.subject_kind.clone(),
            self.subject_id.clone(),
            optional(self.enterprise_id),
            self.changes.clone(),
            self.previous.clone(),
        ];
        let mut bytes = Vec::new();
        for part in parts {
            bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        bytes
    }
}
