//! Whether everybody sees an item, and if not why, as its park and officials see it (1.15.3).

use super::model::{Column, Entity, Model};
use crate::kernel::Instant;
use sea_orm::{ColumnTrait, QueryFilter, Select};

/// Whether an item is shown. How it stands with the reviewers is another matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Showing {
    /// 未发布: never approved.
    NotYet,
    /// 待发布: approved, and its moment has not come.
    Scheduled,
    /// 已发布.
    Public,
    /// 已撤下 by its park.
    Down,
    /// 平台下架: an official blocked it.
    Blocked,
}

impl Showing {
    /// All, in the order filters show them.
    pub const ALL: [Self; 5] = [Self::Public, Self::Scheduled, Self::NotYet, Self::Down, Self::Blocked];

    /// The word addresses and locales use (`showing-<word>`).
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotYet => "not_yet",
            Self::Scheduled => "scheduled",
            Self::Public => "public",
            Self::Down => "down",
            Self::Blocked => "blocked",
        }
    }

    /// The showing of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|showing| showing.word() == word)
    }

    /// The same rule as [`Model::showing`], turned round, for queries.
    pub(super) fn narrow(self, found: Select<Entity>, now: Instant) -> Select<Entity> {
        let open = |found: Select<Entity>| found.filter(Column::BlockedAt.is_null());
        let up = |found: Select<Entity>| open(found).filter(Column::TakenDownAt.is_null());
        match self {
            Self::Blocked => found.filter(Column::BlockedAt.is_not_null()),
            Self::Down => open(found).filter(Column::TakenDownAt.is_not_null()),
            Self::NotYet => up(found).filter(Column::PublicFrom.is_null()),
            Self::Scheduled => up(found).filter(Column::PublicFrom.gt(now)),
            Self::Public => up(found).filter(Column::PublicFrom.lte(now)),
        }
    }
}

impl Model {
    /// Whether it is shown at `now`, and if not why.
    #[must_use]
    pub fn showing(&self, now: Instant) -> Showing {
        match self.public_from {
            _ if self.blocked_at.is_some() => Showing::Blocked,
            _ if self.taken_down_at.is_some() => Showing::Down,
            None => Showing::NotYet,
            Some(from) if from > now => Showing::Scheduled,
            Some(_) => Showing::Public,
        }
    }
}
