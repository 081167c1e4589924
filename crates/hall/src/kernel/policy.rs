//! Who may do what to whose things: the whole policy, in one place. The permission matrix test walks every
//! route through it, and its answers are a golden file.

use super::{Actor, Member, Outcome, Refusal, Role, Uuid};

/// Everything that can be asked of the hall. A route names exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub enum Action {
    /// Look at public pages.
    SeePortal,
    /// Everything on the way to a session.
    LogIn,
    /// End one's session, switch language and the like.
    UseSession,
    /// One's own account, sessions, messages, consents.
    KeepOwnAccount,
    /// Prove an enterprise, or choose which one to act for.
    ClaimEnterprise,
    /// The enterprise's own data.
    KeepOwnEnterprise,
    /// Ask to become a provider and follow the answer.
    ApplyAsProvider,
    /// Book an offering and follow the answer.
    Book,
    /// Products of one's own.
    KeepOwnProducts,
    /// Bookings of one's own products.
    AnswerBookings,
    /// A provider's desk, whatever kind it is of.
    EnterDesk,
    /// Ask a park for a place and follow the answer.
    Settle,
    /// What the hall shows of one's own park.
    KeepOwnPark,
    /// News of one's own park.
    KeepOwnNews,
    /// Applications to settle in one's own park.
    AnswerSettlements,
    /// The enterprises in one's own park.
    KeepOwnTenants,
    /// File what one's own park is assessed by, see the ranking, object to it.
    FileAssessments,
    /// The office's first page.
    EnterOffice,
    /// Decide what waits for review.
    Review,
    /// Look at enterprises, providers and products as an official.
    SeeRegister,
    /// Look at parks, who asks them for a place, who is in them, and how they stand.
    WatchParks,
    /// Define assessments, judge filings and objections, publish rankings.
    Assess,
    /// Working days, legal texts, phrases.
    KeepContent,
    /// Databases, queues, gateways.
    SeeSystem,
    /// Appoint and dismiss officials.
    Appoint,
    /// Read and export the journal.
    ReadJournal,
    /// Accept an invitation to an office.
    AcceptInvitation,
}

/// For whom a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Audience {
    /// Everybody.
    Visitor,
    /// Whoever has logged in.
    Person,
    /// Whoever acts for an enterprise that proved itself.
    Enterprise,
    /// Whoever acts for an active provider of any kind.
    Provider,
    /// Whoever acts for an active logistics provider.
    Logistics,
    /// Whoever acts for an active park.
    Park,
    /// Whoever holds any office.
    Office,
    /// Whoever looks after parks: who reviews what they submit, and who assesses them.
    Department,
    /// Whoever holds this office.
    Official(Role),
}

/// Whose a thing is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// Nobody's in particular: a list, or something yet to be made.
    Nobody,
    /// An account's.
    Account(Uuid),
    /// An enterprise's.
    Enterprise(Uuid),
    /// A provider's.
    Provider(Uuid),
    /// In the care of a region's officials.
    Region(String),
}

/// The offices of [`Audience::Department`].
pub const DEPARTMENT: [Role; 2] = [Role::Reviewer, Role::Assessor];

impl Action {
    /// Every action, in the order of the matrix.
    pub const ALL: [Self; 27] = [
        Self::SeePortal,
        Self::LogIn,
        Self::UseSession,
        Self::KeepOwnAccount,
        Self::ClaimEnterprise,
        Self::KeepOwnEnterprise,
        Self::ApplyAsProvider,
        Self::Book,
        Self::KeepOwnProducts,
        Self::AnswerBookings,
        Self::EnterDesk,
        Self::Settle,
        Self::KeepOwnPark,
        Self::KeepOwnNews,
        Self::AnswerSettlements,
        Self::KeepOwnTenants,
        Self::FileAssessments,
        Self::EnterOffice,
        Self::Review,
        Self::SeeRegister,
        Self::WatchParks,
        Self::Assess,
        Self::KeepContent,
        Self::SeeSystem,
        Self::Appoint,
        Self::ReadJournal,
        Self::AcceptInvitation,
    ];

    /// For whom it is.
    #[must_use]
    pub const fn audience(self) -> Audience {
        match self {
            Self::SeePortal | Self::LogIn => Audience::Visitor,
            Self::UseSession | Self::KeepOwnAccount | Self::ClaimEnterprise | Self::AcceptInvitation => {
                Audience::Person
            }
            Self::KeepOwnEnterprise | Self::ApplyAsProvider | Self::Book | Self::Settle => {
                Audience::Enterprise
            }
            Self::EnterDesk => Audience::Provider,
            Self::KeepOwnProducts | Self::AnswerBookings => Audience::Logistics,
            Self::KeepOwnPark
            | Self::KeepOwnNews
            | Self::AnswerSettlements
            | Self::KeepOwnTenants
            | Self::FileAssessments => Audience::Park,
            Self::EnterOffice => Audience::Office,
            Self::Review | Self::SeeRegister => Audience::Official(Role::Reviewer),
            Self::WatchParks => Audience::Department,
            Self::Assess => Audience::Official(Role::Assessor),
            Self::KeepContent | Self::SeeSystem => Audience::Official(Role::SystemAdmin),
            Self::Appoint => Audience::Official(Role::SecurityAdmin),
            Self::ReadJournal => Audience::Official(Role::AuditAdmin),
        }
    }
}

/// Whether `actor` may do `action` to a thing that is `whose`.
///
/// # Errors
/// [`Refusal::LoginFirst`] for a visitor where a session is needed, [`Refusal::NotAllowed`] where the audience
/// does not fit (the key says what is missing), [`Refusal::NotFound`] where the thing is somebody else's.
pub fn may(actor: &Actor, action: Action, whose: &Whose) -> Outcome<()> {
    judge(actor, action.audience(), whose)
}

/// Whether `actor` belongs to `audience` and the thing is theirs.
pub(super) fn judge(actor: &Actor, audience: Audience, whose: &Whose) -> Outcome<()> {
    let member = match actor {
        Actor::Machine(_) => return Ok(()),
        _ if audience == Audience::Visitor => return Ok(()),
        Actor::Visitor { .. } => return Err(Refusal::LoginFirst),
        Actor::Member(member) => member,
    };
    match audience {
        Audience::Visitor | Audience::Person => {}
        Audience::Enterprise if member.enterprise.is_none() => {
            return Err(Refusal::NotAllowed("needs-enterprise"));
        }
        Audience::Provider => provides(member, None, "needs-provider")?,
        Audience::Logistics => provides(member, Some("logistics"), "needs-logistics-provider")?,
        Audience::Park => provides(member, Some("park"), "needs-park")?,
        Audience::Office if member.offices.is_empty() => return Err(Refusal::NotAllowed("needs-office")),
        Audience::Department if !DEPARTMENT.iter().any(|role| member.holds(*role)) => {
            return Err(Refusal::NotAllowed("needs-office"));
        }
        Audience::Official(role) if !member.holds(role) => return Err(Refusal::NotAllowed("needs-office")),
        Audience::Enterprise | Audience::Office | Audience::Department | Audience::Official(_) => {}
    }
    let owns = match whose {
        Whose::Nobody => true,
        Whose::Account(id) => member.account == *id,
        Whose::Enterprise(id) => member.enterprise.as_ref().is_some_and(|seat| seat.id == *id),
        Whose::Provider(id) => member.provider().is_some_and(|seat| seat.id == *id),
        Whose::Region(region) => match audience {
            Audience::Official(role) => member.holds_in(role, region),
            Audience::Department => DEPARTMENT.iter().any(|role| member.holds_in(*role, region)),
            _ => false,
        },
    };
    if owns { Ok(()) } else { Err(Refusal::NotFound) }
}

/// Whether they act for an active provider of this kind, or of any.
fn provides(member: &Member, kind: Option<&str>, missing: &'static str) -> Outcome<()> {
    match member.provider() {
        Some(seat) if kind.is_none_or(|kind| seat.kind == kind) => {
            if seat.active {
                Ok(())
            } else {
                Err(Refusal::NotAllowed("provider-suspended"))
            }
        }
        _ if member.enterprise.is_none() => Err(Refusal::NotAllowed("needs-enterprise")),
        _ => Err(Refusal::NotAllowed(missing)),
    }
}
