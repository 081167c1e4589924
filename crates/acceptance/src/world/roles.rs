//! Everybody the permission matrix asks.

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Nobody has logged in.
    Visitor,
    /// Has logged in and represents nobody.
    Person,
    /// Acts for an enterprise.
    Enterprise,
    /// Acts for an enterprise that asked to become a provider and waits.
    Waiting,
    /// Acts for an active logistics provider.
    Logistics,
    /// Acts for an active park.
    Park,
    /// Reviews in region A.
    ReviewerA,
    /// Reviews in region B.
    ReviewerB,
    /// Assesses the parks of region A.
    Assessor,
    /// Keeps the system.
    System,
    /// Appoints.
    Security,
    /// Reads the journal.
    Audit,
}

impl Role {
    /// Everybody, in the order of the matrix.
    pub const ALL: [Self; 12] = [
        Self::Visitor,
        Self::Person,
        Self::Enterprise,
        Self::Waiting,
        Self::Logistics,
        Self::Park,
        Self::ReviewerA,
        Self::ReviewerB,
        Self::Assessor,
        Self::System,
        Self::Security,
        Self::Audit,
    ];

    /// The word of the golden file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Person => "person",
            Self::Enterprise => "enterprise",
            Self::Waiting => "waiting",
            Self::Logistics => "logistics",
            Self::Park => "park",
            Self::ReviewerA => "reviewer-a",
            Self::ReviewerB => "reviewer-b",
            Self::Assessor => "assessor",
            Self::System => "system",
            Self::Security => "security",
            Self::Audit => "audit",
        }
    }

    /// The region they belong to. Everybody is at home in A; only reviewer B looks after B.
    pub const fn side(self) -> Side {
        match self {
            Self::ReviewerB => Side::B,
            _ => Side::A,
        }
    }
}

/// The two regions of the scene, which must not see into each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Where almost everybody belongs.
    A,
    /// Where reviewer B belongs, and whatever is foreign to all others.
    B,
}

impl Side {
    /// The region's code.
    pub const fn region(self) -> &'static str {
        match self {
            Self::A => "990101",
            Self::B => "990102",
        }
    }

    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}
