//! Who acts. An [`Actor`] is made once per request (or job) and carries everything policy needs to know, read
//! afresh from the database, so that a role withdrawn between two requests is gone at the second (safety A79).

use super::{Uuid, words};
use std::collections::BTreeSet;

/// Whoever asks for something.
#[derive(Debug, Clone)]
pub enum Actor {
    /// Somebody who has not logged in.
    Visitor {
        /// The network address the request came from.
        address: String,
    },
    /// Somebody who has.
    Member(Box<Member>),
    /// The program itself: a job or the command line, with the name the journal shows.
    Machine(&'static str),
}

/// A person with a live session.
#[derive(Debug, Clone)]
pub struct Member {
    /// The session that vouches for them.
    pub session: Uuid,
    /// Their account.
    pub account: Uuid,
    /// The name others see.
    pub name: String,
    /// The network address the request came from.
    pub address: String,
    /// The enterprise they act for just now, if any.
    pub enterprise: Option<EnterpriseSeat>,
    /// Confirmed offices they hold.
    pub offices: Vec<OfficeSeat>,
}

/// An enterprise somebody acts for.
#[derive(Debug, Clone)]
pub struct EnterpriseSeat {
    /// The enterprise.
    pub id: Uuid,
    /// Its registered name.
    pub name: String,
    /// The region that looks after it.
    pub region: String,
    /// What it became, if it became a provider.
    pub provider: Option<ProviderSeat>,
}

/// What an enterprise became by review.
#[derive(Debug, Clone)]
pub struct ProviderSeat {
    /// The provider.
    pub id: Uuid,
    /// `logistics` or `park`.
    pub kind: String,
    /// False while an official has suspended it.
    pub active: bool,
}

/// An office held in a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeSeat {
    /// What the office lets one do.
    pub role: Role,
    /// The region's code, or `*` for the whole zone.
    pub region: String,
}

words! {
    /// Offices. The three administrators exclude one another (GB/T 22239 8.1.4.2 d): none of them can do what the
    /// two others watch over.
    Role {
        /// Reviews what enterprises of a region submit.
        Reviewer = "reviewer",
        /// Assesses the parks (考核负责人).
        Assessor = "assessor",
        /// Keeps the system running: state, calendar, legal texts.
        SystemAdmin = "system_admin",
        /// Appoints and dismisses; every appointment needs a second person.
        SecurityAdmin = "security_admin",
        /// Reads the journal.
        AuditAdmin = "audit_admin",
    }
}

impl Role {
    /// Whether one person may hold both.
    #[must_use]
    pub fn excludes(self, other: Self) -> bool {
        let administrator = |role| !matches!(role, Self::Reviewer | Self::Assessor);
        self != other && administrator(self) && administrator(other)
    }
}

impl Actor {
    /// The member behind the actor, if somebody has logged in.
    #[must_use]
    pub fn member(&self) -> Option<&Member> {
        match self {
            Self::Member(member) => Some(member),
            Self::Visitor { .. } | Self::Machine(_) => None,
        }
    }

    /// The network address, where there is one.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        match self {
            Self::Visitor { address } => Some(address),
            Self::Member(member) => Some(&member.address),
            Self::Machine(_) => None,
        }
    }
}

impl Member {
    /// Whether they hold an office anywhere.
    #[must_use]
    pub fn holds(&self, role: Role) -> bool {
        self.offices.iter().any(|seat| seat.role == role)
    }

    /// Whether they hold an office for a region.
    #[must_use]
    pub fn holds_in(&self, role: Role, region: &str) -> bool {
        self.offices.iter().any(|seat| seat.role == role && (seat.region == "*" || seat.region == region))
    }

    /// The regions in which they hold an office; `None` stands for all of them.
    #[must_use]
    pub fn regions(&self, role: Role) -> Option<Vec<String>> {
        self.regions_of_any(&[role])
    }

    /// The regions in which they hold any of these offices; `None` stands for all of them.
    #[must_use]
    pub fn regions_of_any(&self, roles: &[Role]) -> Option<Vec<String>> {
        let seats = self.offices.iter().filter(|seat| roles.contains(&seat.role));
        let regions: BTreeSet<&str> = seats.map(|seat| seat.region.as_str()).collect();
        if regions.contains("*") { None } else { Some(regions.into_iter().map(str::to_owned).collect()) }
    }

    /// The provider they act for, active or not.
    #[must_use]
    pub fn provider(&self) -> Option<&ProviderSeat> {
        self.enterprise.as_ref()?.provider.as_ref()
    }
}
