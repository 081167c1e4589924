//! The table of rounds.

use super::{Flag, Remark, Said, State, Subject};
use crate::kernel::Outcome;
use sea_orm::entity::prelude::*;
use serde::de::DeserializeOwned;

/// One round of review of one subject. While it is pending its proposal may change; each change is a version, and
/// a decision names the version it was made on (Q6).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "review_round")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// A [`Subject`]'s word.
    pub subject_kind: String,
    /// Which subject: an enterprise's id for a provider, an offering's for a product, a news item's.
    pub subject_id: Uuid,
    /// Who applies.
    pub enterprise_id: Uuid,
    /// Whose officials decide.
    pub region: String,
    /// Counted from 1 for each subject.
    pub round: i32,
    /// Counted from 1 within the round.
    pub version: i32,
    /// What the queue calls it.
    pub title: String,
    /// JSON of the subject's proposal type, at this version.
    pub proposal: String,
    /// JSON list of [`Flag`]: what the reviewer should look at twice.
    pub flags: String,
    /// A [`State`]'s word.
    pub state: String,
    /// JSON list of [`Remark`].
    pub remarks: String,
    /// JSON of [`Said`]; there if and only if the round was rejected.
    pub reason: Option<String>,
    /// The account that submitted the present version.
    pub submitted_by: Uuid,
    /// When the round began: the promise counts from here.
    pub submitted_at: DateTimeUtc,
    /// When the present version came.
    pub updated_at: DateTimeUtc,
    /// Until when an answer is promised.
    pub due_at: DateTimeUtc,
    /// The official who decided.
    pub decided_by: Option<Uuid>,
    /// When.
    pub decided_at: Option<DateTimeUtc>,
    /// When the reviewers were told that the promise was broken.
    pub alarmed_at: Option<DateTimeUtc>,
}

/// A round outlives what it was about, so it points nowhere.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What it is about.
    ///
    /// # Errors
    /// [`Refusal::Broken`] for a word this program does not know.
    pub fn subject(&self) -> Outcome<Subject> {
        Subject::kept(&self.subject_kind)
    }

    /// In which state it is.
    ///
    /// # Errors
    /// [`Refusal::Broken`] for a word this program does not know.
    pub fn state(&self) -> Outcome<State> {
        State::kept(&self.state)
    }

    /// Whether it waits for a decision.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.state == State::Pending.word()
    }

    /// The proposal in its subject's own type.
    ///
    /// # Errors
    /// When the stored JSON is not of that type.
    pub fn proposal<P: DeserializeOwned>(&self) -> Outcome<P> {
        Ok(serde_json::from_str(&self.proposal)?)
    }

    /// What the reviewer should look at twice.
    ///
    /// # Errors
    /// When the stored JSON cannot be read.
    pub fn flags(&self) -> Outcome<Vec<Flag>> {
        Ok(serde_json::from_str(&self.flags)?)
    }

    /// What was said about single fields.
    ///
    /// # Errors
    /// When the stored JSON cannot be read.
    pub fn remarks(&self) -> Outcome<Vec<Remark>> {
        Ok(serde_json::from_str(&self.remarks)?)
    }

    /// Why it was rejected.
    ///
    /// # Errors
    /// When the stored JSON cannot be read.
    pub fn reason(&self) -> Outcome<Option<Said>> {
        Ok(self.reason.as_deref().map(serde_json::from_str).transpose()?)
    }
}
