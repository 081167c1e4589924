//! Menus: a menu shows only what works and what this person may do (pages.md).

use hall::Actor;
use hall::kernel::{Action, Whose, may};
use serde::Serialize;

/// One entry of a menu.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Item {
    /// Where it leads.
    pub path: &'static str,
    /// The key of its text.
    pub key: &'static str,
    /// The icon's name.
    pub icon: &'static str,
    /// What it lets one do.
    #[serde(skip)]
    pub action: Action,
}

const fn item(path: &'static str, key: &'static str, icon: &'static str, action: Action) -> Item {
    Item { path, key, icon, action }
}

/// The portal's channels.
pub const CHANNELS: &[Item] = &[
    item("/", "menu-home", "home", Action::SeePortal),
    item("/logistics", "menu-logistics", "ship", Action::SeePortal),
    item("/parks", "menu-parks", "building", Action::SeePortal),
    item("/news", "menu-news", "news", Action::SeePortal),
    item("/help", "help", "help", Action::SeePortal),
];

/// The user centre.
pub const MY: &[Item] = &[
    item("/my", "my-data", "user-circle", Action::KeepOwnAccount),
    item("/my/provider", "provider-menu", "certificate", Action::ApplyAsProvider),
    item("/my/bookings", "menu-my-bookings", "clipboard-list", Action::Book),
    item("/my/settlements", "menu-my-settlements", "building", Action::Settle),
    item("/my/messages", "messages", "bell", Action::KeepOwnAccount),
    item("/my/security", "security", "lock", Action::KeepOwnAccount),
    item("/my/enterprises", "enterprises", "building", Action::ClaimEnterprise),
];

/// A provider's desk; which of it a kind of provider has follows from what it may do.
pub const DESK: &[Item] = &[
    item("/desk", "menu-desk-home", "layout-dashboard", Action::EnterDesk),
    item("/desk/products", "menu-desk-products", "packages", Action::KeepOwnProducts),
    item("/desk/bookings", "menu-desk-bookings", "clipboard-list", Action::AnswerBookings),
    item("/desk/park", "park-menu", "building", Action::KeepOwnPark),
    item("/desk/settlements", "menu-desk-settlements", "clipboard-list", Action::AnswerSettlements),
    item("/desk/news", "menu-desk-news", "news", Action::KeepOwnNews),
    item("/desk/tenants", "menu-desk-tenants", "building-community", Action::KeepOwnTenants),
    item("/desk/assessments", "menu-desk-assessments", "clipboard-check", Action::FileAssessments),
    item("/desk/ranking", "menu-desk-ranking", "trophy", Action::FileAssessments),
];

/// The office.
pub const OFFICE: &[Item] = &[
    item("/office", "office-home", "layout-dashboard", Action::EnterOffice),
    item("/office/reviews", "review-menu", "clipboard-check", Action::Review),
    item("/office/decided", "review-decided-menu", "rubber-stamp", Action::Review),
    item("/office/providers", "register-providers", "certificate", Action::SeeRegister),
    item("/office/enterprises", "register-enterprises", "building", Action::SeeRegister),
    item("/office/news", "register-news", "news", Action::SeeRegister),
    item("/office/bookings", "menu-office-bookings", "clipboard-list", Action::SeeRegister),
    item("/office/parks", "menu-office-parks", "chart-bar", Action::WatchParks),
    item("/office/settlements", "menu-office-settlements", "building", Action::WatchParks),
    item("/office/tenants", "menu-office-tenants", "building-community", Action::WatchParks),
    item("/office/assessments", "menu-office-assessments", "clipboard-check", Action::Assess),
    item("/office/objections", "menu-office-objections", "scale", Action::Assess),
    item("/office/users", "users", "users", Action::Appoint),
    item("/office/journal", "journal", "history", Action::ReadJournal),
    item("/office/calendar", "calendar", "calendar", Action::KeepContent),
    item("/office/legal", "texts-menu", "gavel", Action::KeepContent),
    item("/office/system", "system", "activity", Action::SeeSystem),
];

/// All menus, each narrowed to what the actor may do.
#[derive(Debug, Serialize)]
pub struct Menus {
    channels: Vec<Item>,
    my: Vec<Item>,
    desk: Vec<Item>,
    office: Vec<Item>,
}

/// The menus of an actor.
#[must_use]
pub fn menus(actor: &Actor) -> Menus {
    let allowed = |items: &[Item]| {
        items
            .iter()
            .filter(|item| may(actor, item.action, &Whose::Nobody).is_ok())
            .copied()
            .collect::<Vec<_>>()
    };
    Menus { channels: allowed(CHANNELS), my: allowed(MY), desk: allowed(DESK), office: allowed(OFFICE) }
}
