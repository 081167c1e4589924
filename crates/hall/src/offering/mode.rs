//! 运输方式 (F08): exactly one of four (L-17).

use serde::{Deserialize, Serialize};

/// How a product travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// 海运.
    Sea,
    /// 空运.
    Air,
    /// 陆运.
    Road,
    /// 铁路.
    Rail,
}

impl Mode {
    /// All modes in the order of the manual (S2:45).
    pub const ALL: [Self; 4] = [Self::Sea, Self::Air, Self::Road, Self::Rail];

    /// The word the database keeps; the locales say it as `mode-<word>`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sea => "sea",
            Self::Air => "air",
            Self::Road => "road",
            Self::Rail => "rail",
        }
    }

    /// The mode of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.word() == word)
    }
}
