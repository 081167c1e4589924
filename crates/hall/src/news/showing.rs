//! Whether everybody sees an item, and if not why, as its park and officials see it (1.15.3).

use super::model::{Column, Entity, Model};
use crate::kernel::{Instant, words};
use sea_orm::{ColumnTrait, QueryFilter, Select};

words! {
    /// Whether an item is shown. How it stands with the reviewers is another matter.
    Showing {
        /// 已发布.
        Public = "public",
        /// 待发布: approved, and its moment has not come.
        Scheduled = "scheduled",
        /// 未发布: never approved.
        NotYet = "not_yet",
        /// 已撤下 by its park.
        Down = "down",
        /// 平台下架: an official blocked it.
        Blocked = "blocked",
    }
}

impl Showing {
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
