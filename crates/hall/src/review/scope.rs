//! Whose things a finder may give: every finder for officials takes one.

use crate::kernel::{Actor, Role, Uuid};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};

/// Whose things somebody may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Of the whole zone.
    Zone,
    /// Of these regions.
    Regions(Vec<String>),
    /// Of one enterprise.
    Enterprise(Uuid),
}

impl Scope {
    /// What a reviewer looks after; whoever holds no such office sees no region at all.
    #[must_use]
    pub fn of_reviewer(actor: &Actor) -> Self {
        match actor {
            Actor::Machine(_) => Self::Zone,
            Actor::Visitor { .. } => Self::Regions(Vec::new()),
            Actor::Member(member) => member.regions(Role::Reviewer).map_or(Self::Zone, Self::Regions),
        }
    }

    /// Narrows a selection to the scope; the columns say where the table keeps region and enterprise.
    pub fn narrow<E: EntityTrait>(
        &self,
        found: Select<E>,
        region: impl ColumnTrait,
        enterprise: impl ColumnTrait,
    ) -> Select<E> {
        match self {
            Self::Zone => found,
            Self::Regions(regions) => found.filter(region.is_in(regions.iter().map(String::as_str))),
            Self::Enterprise(id) => found.filter(enterprise.eq(*id)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{official, visitor};

    #[test]
    fn n08_an_official_sees_their_regions_and_nobody_else_sees_any() {
        let id = Uuid::max();
        let of = |role, region| Scope::of_reviewer(&official(id, role, region));
        assert_eq!(of(Role::Reviewer, "990101"), Scope::Regions(vec!["990101".to_owned()]));
        assert_eq!(of(Role::Reviewer, "*"), Scope::Zone);
        assert_eq!(of(Role::AuditAdmin, "*"), Scope::Regions(Vec::new()));
        assert_eq!(Scope::of_reviewer(&visitor()), Scope::Regions(Vec::new()));
    }
}
