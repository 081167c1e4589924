//! The one way an operation says no.

use super::Instant;
use serde::Serialize;
use serde_json::Value;

/// What an operation answers.
pub type Outcome<T> = Result<T, Refusal>;

/// Why something was not done; mapped to an HTTP answer in one place.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// It does not exist, or it is somebody else's: the answer is the same (404).
    #[error("not found")]
    NotFound,
    /// Log in first (a page leads to the login and back).
    #[error("log in first")]
    LoginFirst,
    /// Known, but not allowed (403); the key names the sentence that says what is missing.
    #[error("not allowed: {0}")]
    NotAllowed(&'static str),
    /// What was typed in breaks rules (422).
    #[error("invalid: {0:?}")]
    Invalid(Vec<FieldError>),
    /// The thing is not in a state in which this can be done (409); the key names the sentence.
    #[error("out of turn: {0}")]
    OutOfTurn(&'static str),
    /// It moved meanwhile (409); the present version is named.
    #[error("stale: now at version {now}")]
    Stale {
        /// The version that is there now.
        now: i32,
    },
    /// Too often (429).
    #[error("too many until {until}")]
    TooMany {
        /// When the next try is welcome.
        until: Instant,
        /// The sentence that says what is limited.
        key: &'static str,
    },
    /// A system outside did not do its part (503); the key names the sentence.
    #[error("outside system: {0}")]
    Unavailable(&'static str),
    /// Our fault (500).
    #[error("broken: {0}")]
    Broken(String),
}

/// One broken rule, tied to the field it concerns.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldError {
    /// The form's name of the field.
    pub field: String,
    /// The key of the sentence that says what is wrong.
    pub key: &'static str,
    /// What the sentence is filled with.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub args: Value,
}

impl FieldError {
    /// A broken rule without further facts.
    pub fn new(field: impl Into<String>, key: &'static str) -> Self {
        Self { field: field.into(), key, args: Value::Null }
    }

    /// A broken rule with facts for its sentence.
    pub fn with(field: impl Into<String>, key: &'static str, args: Value) -> Self {
        Self { field: field.into(), key, args }
    }
}

impl From<sea_orm::DbErr> for Refusal {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<storage::Error> for Refusal {
    fn from(error: storage::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Self {
        Self::Broken(error.to_string())
    }
}
