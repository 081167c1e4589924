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

/// Collects broken rules so that one look shows everything that must change.
#[derive(Debug, Default)]
pub struct Fields(Vec<FieldError>);

impl Fields {
    /// Nothing broken yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes a broken rule.
    pub fn add(&mut self, error: FieldError) {
        self.0.push(error);
    }

    /// Notes `key` for `field` unless `holds`.
    pub fn require(&mut self, holds: bool, field: &str, key: &'static str) {
        if !holds {
            self.0.push(FieldError::new(field, key));
        }
    }

    /// Required text of at most `limit` characters; returns it trimmed.
    pub fn text(&mut self, field: &str, value: &str, limit: usize) -> String {
        let value = super::text::tidy(value);
        if value.is_empty() {
            self.0.push(FieldError::new(field, "field-required"));
        }
        self.within(field, &value, limit);
        value
    }

    /// Text that may be empty, of at most `limit` characters; returns it trimmed.
    pub fn text_or_none(&mut self, field: &str, value: &str, limit: usize) -> String {
        let value = super::text::tidy(value);
        self.within(field, &value, limit);
        value
    }

    fn within(&mut self, field: &str, value: &str, limit: usize) {
        let length = value.chars().count();
        if length > limit {
            let args = serde_json::json!({ "limit": limit, "length": length });
            self.0.push(FieldError::with(field, "field-too-long", args));
        }
        if super::text::has_control(value) {
            self.0.push(FieldError::new(field, "field-control-characters"));
        }
    }

    /// Whether something is noted for `field` already.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|error| error.field == field)
    }

    /// # Errors
    /// [`Refusal::Invalid`] when any rule was broken.
    pub fn done(self) -> Outcome<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Refusal::Invalid(self.0)) }
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
