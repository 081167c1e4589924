//! The policy with one mistake in it, so that a proof can show it would notice (feature `testing` only: the program that
//! is shipped has one policy).

use super::policy::judge;
use super::{Action, Actor, Audience, Outcome, Refusal, Role, Whose};

/// One mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutant {
    /// An action is for another audience than was agreed.
    Audience(Action, Audience),
    /// A rule is left out: what it refuses is let through.
    Without(Rule),
    /// A rule is the wrong way round: what it refuses is let through, and what it lets through is refused.
    Inverted(Rule),
}

/// One rule of the policy, named by whom it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Visitors must log in.
    LogIn,
    /// Only who acts for an enterprise.
    Enterprise,
    /// Only who acts for a provider of whatever kind.
    Provider,
    /// Only who acts for a logistics provider.
    Logistics,
    /// Only who acts for a park.
    Park,
    /// Only while the provider is not suspended.
    Active,
    /// Only who holds an office.
    Office,
    /// Only one's own account.
    OwnAccount,
    /// Only one's own enterprise.
    OwnEnterprise,
    /// Only one's own provider.
    OwnProvider,
    /// Only the regions one's office is for.
    OwnRegion,
}

impl Rule {
    /// Every rule of the policy.
    pub const ALL: [Self; 11] = [
        Self::LogIn,
        Self::Enterprise,
        Self::Provider,
        Self::Logistics,
        Self::Park,
        Self::Active,
        Self::Office,
        Self::OwnAccount,
        Self::OwnEnterprise,
        Self::OwnProvider,
        Self::OwnRegion,
    ];

    /// Whether this rule has a say at all: inverted, it refuses here what it lets through.
    fn concerns(self, audience: Audience, whose: &Whose) -> bool {
        match self {
            Self::LogIn => audience != Audience::Visitor,
            Self::Enterprise => {
                matches!(
                    audience,
                    Audience::Enterprise | Audience::Provider | Audience::Logistics | Audience::Park
                )
            }
            Self::Provider => audience == Audience::Provider,
            Self::Logistics => audience == Audience::Logistics,
            Self::Park => audience == Audience::Park,
            Self::Active => {
                matches!(audience, Audience::Provider | Audience::Logistics | Audience::Park)
            }
            Self::Office => {
                matches!(audience, Audience::Office | Audience::Department | Audience::Official(_))
            }
            Self::OwnAccount => matches!(whose, Whose::Account(_)),
            Self::OwnEnterprise => matches!(whose, Whose::Enterprise(_)),
            Self::OwnProvider => matches!(whose, Whose::Provider(_)),
            Self::OwnRegion => matches!(whose, Whose::Region(_)),
        }
    }

    /// Whether it was this rule that refused.
    fn said(self, refusal: &Refusal, whose: &Whose) -> bool {
        match (self, refusal) {
            (Self::LogIn, Refusal::LoginFirst) => true,
            (Self::Enterprise, Refusal::NotAllowed(key)) => *key == "needs-enterprise",
            (Self::Provider, Refusal::NotAllowed(key)) => *key == "needs-provider",
            (Self::Logistics, Refusal::NotAllowed(key)) => *key == "needs-logistics-provider",
            (Self::Park, Refusal::NotAllowed(key)) => *key == "needs-park",
            (Self::Active, Refusal::NotAllowed(key)) => *key == "provider-suspended",
            (Self::Office, Refusal::NotAllowed(key)) => *key == "needs-office",
            (_, Refusal::NotFound) => self.concerns(Audience::Visitor, whose),
            _ => false,
        }
    }
}

impl Mutant {
    /// Every mistake the proof must notice: each action for each audience that is not its own, each rule left out, and each
    /// rule inverted.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let audiences: Vec<Audience> = [
            Audience::Visitor,
            Audience::Person,
            Audience::Enterprise,
            Audience::Provider,
            Audience::Logistics,
            Audience::Park,
            Audience::Office,
            Audience::Department,
        ]
        .into_iter()
        .chain(Role::ALL.map(Audience::Official))
        .collect();
        let moved = Action::ALL.into_iter().flat_map(|action| {
            let others = audiences.iter().filter(move |audience| **audience != action.audience());
            others.map(move |audience| Self::Audience(action, *audience))
        });
        let broken = Rule::ALL.into_iter().flat_map(|rule| [Self::Without(rule), Self::Inverted(rule)]);
        moved.chain(broken).collect()
    }

    /// What this mutant answers in place of [`super::may`].
    ///
    /// # Errors
    /// As the policy, but for the mistake.
    pub fn answer(self, actor: &Actor, action: Action, whose: &Whose) -> Outcome<()> {
        let audience = match self {
            Self::Audience(of, other) if of == action => other,
            _ => action.audience(),
        };
        let right = judge(actor, audience, whose);
        match (self, &right) {
            (Self::Without(rule) | Self::Inverted(rule), Err(refusal)) if rule.said(refusal, whose) => Ok(()),
            (Self::Inverted(rule), Ok(()))
                if !matches!(actor, Actor::Machine(_)) && rule.concerns(audience, whose) =>
            {
                Err(Refusal::NotFound)
            }
            _ => right,
        }
    }
}
