//! Reading what the rows keep as words, days and JSON.

use super::answer::Answers;
use super::form::Form;
use super::model::{assessment, filing, objection, period, ranking, round};
use super::rank::{Change, Snapshot};
use super::state::{FilingState, ObjectionState, Rhythm, RoundState, State, Target, Window};
use super::window::WindowDays;
use crate::kernel::{Outcome, Refusal};
use crate::review::{Remark, Said};
use sea_orm::{EntityTrait, Related, RelationDef};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Points an official gave for one indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Award {
    /// So many.
    pub points: super::Exact,
    /// Why.
    pub reason: String,
}

/// Points officials gave, by the indicators' keys.
pub type Awards = BTreeMap<String, Award>;

impl assessment::Model {
    /// Who is assessed.
    ///
    /// # Errors
    /// `Broken` for a word this program does not know, as all that follow.
    pub fn target(&self) -> Outcome<Target> {
        Target::kept(&self.target)
    }

    /// How often.
    ///
    /// # Errors
    /// As [`Self::target`].
    pub fn rhythm(&self) -> Outcome<Rhythm> {
        Rhythm::kept(&self.rhythm)
    }

    /// In which state.
    ///
    /// # Errors
    /// As [`Self::target`].
    pub fn state(&self) -> Outcome<State> {
        State::kept(&self.state)
    }

    /// What is asked.
    ///
    /// # Errors
    /// When the stored JSON cannot be read.
    pub fn form(&self) -> Outcome<Form> {
        Ok(serde_json::from_str(&self.form)?)
    }

    /// The first window's days.
    ///
    /// # Errors
    /// When a stored day is none.
    pub fn days(&self) -> Outcome<WindowDays> {
        days(&self.opens_on, &self.due_on, &self.lock_on)
    }
}

impl period::Model {
    /// Its days.
    ///
    /// # Errors
    /// When a stored day is none.
    pub fn days(&self) -> Outcome<WindowDays> {
        days(&self.opens_on, &self.due_on, &self.lock_on)
    }

    /// Its instants.
    #[must_use]
    pub const fn window(&self) -> Window {
        Window { opens: self.opens_at, due: self.due_at, lock: self.lock_at }
    }
}

fn days(opens: &str, due: &str, lock: &str) -> Outcome<WindowDays> {
    let day = |text: &str| text.parse().map_err(|_| Refusal::Broken(format!("{text} is no day")));
    Ok(WindowDays { opens_on: day(opens)?, due_on: day(due)?, lock_on: day(lock)? })
}

impl filing::Model {
    /// In which state.
    ///
    /// # Errors
    /// `Broken` for a word this program does not know.
    pub fn state(&self) -> Outcome<FilingState> {
        FilingState::kept(&self.state)
    }

    /// The answers as last saved.
    ///
    /// # Errors
    /// When the stored JSON cannot be read, as all that follow.
    pub fn draft(&self) -> Outcome<Answers> {
        Ok(serde_json::from_str(&self.draft)?)
    }

    /// The points officials gave.
    ///
    /// # Errors
    /// As [`Self::draft`].
    pub fn awards(&self) -> Outcome<Awards> {
        Ok(serde_json::from_str(&self.awards)?)
    }
}

impl round::Model {
    /// What it is.
    ///
    /// # Errors
    /// `Broken` for a word this program does not know.
    pub fn state(&self) -> Outcome<RoundState> {
        RoundState::kept(&self.state)
    }

    /// What was answered.
    ///
    /// # Errors
    /// When the stored JSON cannot be read, as all that follow.
    pub fn answers(&self) -> Outcome<Answers> {
        Ok(serde_json::from_str(&self.answers)?)
    }

    /// Why it was returned.
    ///
    /// # Errors
    /// As [`Self::answers`].
    pub fn reason(&self) -> Outcome<Option<Said>> {
        Ok(self.reason.as_deref().map(serde_json::from_str).transpose()?)
    }

    /// What is wrong with single indicators.
    ///
    /// # Errors
    /// As [`Self::answers`].
    pub fn remarks(&self) -> Outcome<Vec<Remark>> {
        Ok(serde_json::from_str(&self.remarks)?)
    }
}

impl ranking::Model {
    /// Every score with every step.
    ///
    /// # Errors
    /// When the stored JSON cannot be read.
    pub fn snapshot(&self) -> Outcome<Snapshot> {
        Ok(serde_json::from_str(&self.snapshot)?)
    }

    /// What changed since the version before.
    ///
    /// # Errors
    /// As [`Self::snapshot`].
    pub fn changes(&self) -> Outcome<Vec<Change>> {
        Ok(serde_json::from_str(&self.changes)?)
    }
}

impl objection::Model {
    /// In which state.
    ///
    /// # Errors
    /// `Broken` for a word this program does not know.
    pub fn state(&self) -> Outcome<ObjectionState> {
        ObjectionState::kept(&self.state)
    }

    /// The files that came with it.
    ///
    /// # Errors
    /// When the stored JSON cannot be read.
    pub fn files(&self) -> Outcome<Vec<crate::kernel::Uuid>> {
        Ok(serde_json::from_str(&self.files)?)
    }
}

impl Related<assessment::Entity> for period::Entity {
    fn to() -> RelationDef {
        Self::belongs_to(assessment::Entity)
            .from(period::Column::AssessmentId)
            .to(assessment::Column::Id)
            .into()
    }
}

impl Related<period::Entity> for filing::Entity {
    fn to() -> RelationDef {
        Self::belongs_to(period::Entity).from(filing::Column::PeriodId).to(period::Column::Id).into()
    }
}
