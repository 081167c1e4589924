//! What a reviewer says: a phrase from the list, words of one's own, or both.

use serde::{Deserialize, Serialize};

/// Phrases a reviewer may choose from; each is a text of the locales, so that it is read in the reader's language.
pub const PHRASES: [&str; 10] = [
    "phrase-missing",
    "phrase-unclear",
    "phrase-wrong",
    "phrase-not-matching-licence",
    "phrase-not-the-enterprise",
    "phrase-expired",
    "phrase-picture-unreadable",
    "phrase-picture-unsuitable",
    "phrase-advertising",
    "phrase-duplicate",
];

/// The longest words of one's own a reason or remark may have, in characters.
pub const SAID_LIMIT: usize = 200;

/// Something said to the applicant. At least one of both is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The key of a phrase of [`PHRASES`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<String>,
    /// Words of one's own, in the language they were written in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// Something said about one field of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The form's name of the field.
    pub field: String,
    /// What is wrong with it.
    #[serde(flatten)]
    pub said: Said,
}

/// What a reviewer should look at twice: found by a rule that is not strict here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    /// The form's name of the field.
    pub field: String,
    /// The key of the sentence.
    pub key: String,
}

impl Said {
    /// Words of one's own.
    #[must_use]
    pub fn words(words: impl Into<String>) -> Self {
        Self { phrase: None, words: words.into() }
    }

    /// A phrase of the list.
    #[must_use]
    pub fn phrase(key: impl Into<String>) -> Self {
        Self { phrase: Some(key.into()), words: String::new() }
    }

    /// Whether nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.phrase.is_none() && self.words.trim().is_empty()
    }
}

impl Flag {
    /// Points at a field with a sentence of the locales.
    #[must_use]
    pub fn new(field: impl Into<String>, key: impl Into<String>) -> Self {
        Self { field: field.into(), key: key.into() }
    }
}
