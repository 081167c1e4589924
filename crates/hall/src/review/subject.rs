//! What can be reviewed, and in which state a round can be: the words the database keeps.

use serde::{Deserialize, Serialize};

/// What a round of review is about (N08). A seventh kind is an arm here, an arm in `decide.rs`, a form and a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// An enterprise that wants to be a provider, or a provider that wants its data changed (C07). The subject's
    /// id is the enterprise's: there is at most one provider per enterprise.
    Provider,
    /// A logistics product (F11). The subject's id is the offering's.
    Product,
    /// 新闻资讯 of a park (E02). The subject's id is the news item's.
    News,
}

impl Subject {
    /// Every kind, in the order filters show them.
    pub const ALL: [Self; 3] = [Self::Provider, Self::Product, Self::News];

    /// The word the database keeps.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Product => "product",
            Self::News => "news",
        }
    }

    /// The kind of a word the database keeps.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.word() == word)
    }
}

/// In which state a round is (1.15.3, 1.15.9 (1)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 待审核: the applicant may still change or withdraw it.
    Pending,
    /// 已通过.
    Approved,
    /// 已拒绝: the applicant sees why and submits the next round.
    Rejected,
    /// 已撤回 by the applicant.
    Withdrawn,
}

impl State {
    /// Every state, in the order filters show them.
    pub const ALL: [Self; 4] = [Self::Pending, Self::Approved, Self::Rejected, Self::Withdrawn];

    /// The word the database keeps.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of a word the database keeps.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}
