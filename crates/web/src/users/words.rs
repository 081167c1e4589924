//! People and offices in the reader's words.

use crate::page::Page;
use frame::Locale;
use hall::Refusal;
use hall::account::appoint::{self, Standing};
use hall::account::directory;
use hall::account::model::{account, appointment};
use hall::journal::model::Model as Entry;
use hall::kernel::{Uuid, text};
use serde::Serialize;
use serde_json::Value;

/// A person as a security administrator sees them.
#[derive(Debug, Serialize)]
pub(super) struct Person {
    id: Uuid,
    name: String,
    phone: String,
    login_name: String,
    email: String,
    state: String,
    since: String,
    /// Offices that count, as words.
    offices: Vec<String>,
    /// Offices that wait for the second person.
    waiting: usize,
}

/// An appointment as pages show it.
#[derive(Debug, Serialize)]
pub(super) struct Office {
    id: Uuid,
    account: Uuid,
    name: String,
    role: String,
    role_word: String,
    region: String,
    standing: Standing,
    tone: &'static str,
    source: String,
    proposed_by: Option<String>,
    proposed_at: String,
    confirmed_by: Option<String>,
    confirmed_at: Option<String>,
    ended_by: Option<String>,
    ended_at: Option<String>,
    /// Whether the reader may be the second person.
    may_confirm: bool,
    /// Whether it can be ended or withdrawn.
    may_dismiss: bool,
}

/// What happened to somebody's offices.
#[derive(Debug, Serialize)]
pub(super) struct Happened {
    at: String,
    action: String,
    actor: String,
    role: String,
    region: String,
    reason: String,
}

pub(super) fn role(page: &Page, word: &str) -> String {
    page.text(&format!("role-{word}"), &Value::Null)
}

/// The name of a region, or of the whole zone.
pub(super) fn region(page: &Page, code: &str) -> String {
    let found = page.desk().zone.regions.iter().find(|region| region.code == code);
    match found {
        Some(region) if page.locale() == Locale::En => region.name_en.clone(),
        Some(region) => region.name_zh.clone(),
        None if code == appoint::WHOLE_ZONE => page.text("region-whole-zone", &Value::Null),
        None => code.to_owned(),
    }
}

pub(super) async fn person(page: &Page, account: &account::Model) -> Result<Person, Refusal> {
    let held = appoint::find::of_account(page.desk().db(), account.id).await?;
    let active = held.iter().filter(|row| row.standing() == Standing::Active);
    let offices = active.map(|row| format!("{} · {}", role(page, &row.role), region(page, &row.region)));
    let email = account.email.as_deref().and_then(|email| email.split_once('@'));
    Ok(Person {
        id: account.id,
        name: account.name.clone(),
        phone: account.phone.as_deref().map(text::masked).unwrap_or_default(),
        login_name: account.login_name.clone().unwrap_or_default(),
        email: email
            .map(|(name, host)| format!("{}***@{host}", name.chars().take(1).collect::<String>()))
            .unwrap_or_default(),
        state: account.state.clone(),
        since: account.created_at.to_rfc3339(),
        offices: offices.collect(),
        waiting: held.iter().filter(|row| row.standing() == Standing::Proposed).count(),
    })
}

pub(super) async fn offices(page: &Page, rows: &[appointment::Model]) -> Result<Vec<Office>, Refusal> {
    let people = rows.iter().flat_map(|row| {
        [Some(row.account_id), row.proposed_by, row.confirmed_by, row.ended_by].into_iter().flatten()
    });
    let names = directory::names(page.desk(), people).await?;
    let name = |id: Uuid| {
        names.iter().find(|(other, _)| *other == id).map_or(String::new(), |(_, name)| name.clone())
    };
    let me = page.member()?.account;
    let admins = appoint::find::security_admins(page.desk().db()).await?;
    let office = |row: &appointment::Model| {
        let standing = row.standing();
        Office {
            id: row.id,
            account: row.account_id,
            name: name(row.account_id),
            role: row.role.clone(),
            role_word: role(page, &row.role),
            region: region(page, &row.region),
            standing,
            tone: match standing {
                Standing::Proposed => "wait",
                Standing::Active => "ok",
                Standing::Ended => "off",
            },
            source: row.source.clone(),
            proposed_by: row.proposed_by.map(name),
            proposed_at: row.proposed_at.to_rfc3339(),
            confirmed_by: row.confirmed_by.map(name),
            confirmed_at: row.confirmed_at.map(|at| at.to_rfc3339()),
            ended_by: row.ended_by.map(name),
            ended_at: row.ended_at.map(|at| at.to_rfc3339()),
            may_confirm: standing == Standing::Proposed
                && row.proposed_by != Some(me)
                && row.account_id != me,
            may_dismiss: standing != Standing::Ended && !row.is_last_security(admins),
        }
    };
    Ok(rows.iter().map(office).collect())
}

pub(super) fn history(page: &Page, entry: &Entry) -> Happened {
    let changes: Vec<hall::journal::Change> = serde_json::from_str(&entry.changes).unwrap_or_default();
    let told = |field: &str| {
        let found = changes.iter().find(|change| change.field == field);
        found.and_then(|change| change.after.as_str()).unwrap_or_default().to_owned()
    };
    let (office, place) = (told("role"), told("region"));
    Happened {
        at: entry.at.to_rfc3339(),
        action: page.text(&format!("journal-action-{}", entry.action.replace('.', "-")), &Value::Null),
        actor: entry.actor_name.clone(),
        role: if office.is_empty() { office } else { role(page, &office) },
        region: if place.is_empty() { place } else { region(page, &place) },
        reason: told("reason"),
    }
}
