//! The very first offices: what an invitation from the command line is worth.

use super::super::find::{holders, own, recipients};
use super::super::model::{appointment, invitation};
use super::{KIND, WHOLE_ZONE, find, standing};
use crate::journal::Entry;
use crate::kernel::{Desk, Fields, Outcome, Refusal, Role, Work};
use crate::message::Note;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

/// Security administrators needed before every office takes two of them.
const ENOUGH: u64 = 2;

/// What accepting an invitation brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Welcome {
    /// The office counts at once.
    Active,
    /// A security administrator has to confirm it.
    Proposed,
}

/// Whether the hall is still being set up: fewer than two active security administrators. Until then whoever has the
/// machine's command line stands for the second person; afterwards an invitation is only a proposal.
///
/// # Errors
/// When the database fails.
pub async fn is_bootstrap(db: &impl ConnectionTrait) -> Outcome<bool> {
    Ok(find::security_admins(db).await? < ENOUGH)
}

/// Gives the actor an office for the whole zone that an invitation from the command line offers, or proposes it when
/// there are two security administrators already. The caller has checked the invitation and uses it up in this work.
///
/// # Errors
/// [`Refusal::LoginFirst`] without a session; [`Refusal::Invalid`] when the office excludes one they have or await.
pub async fn begin_invited(work: &Work, role: Role) -> Outcome<Welcome> {
    let member = work.actor().member().ok_or(Refusal::LoginFirst)?;
    let person = own(work.db(), member.account).await?;
    let held = find::of_account(work.db(), person.id).await?;
    let mut fields = Fields::new();
    standing::rules(&mut fields, &work.desk().zone, &held, role, WHOLE_ZONE);
    fields.done()?;
    let welcome = if is_bootstrap(work.db()).await? { Welcome::Active } else { Welcome::Proposed };
    let active = welcome == Welcome::Active;
    let row = appointment::Model {
        id: work.id(),
        account_id: person.id,
        role: role.word().to_owned(),
        region: WHOLE_ZONE.to_owned(),
        source: "invitation".to_owned(),
        proposed_by: None,
        proposed_at: work.now(),
        confirmed_by: None,
        confirmed_at: active.then(|| work.now()),
        ended_by: None,
        ended_at: None,
    };
    work.add(row).await?;
    let told = json!({
        "role": role.word(),
        "region": WHOLE_ZONE,
        "standing": if active { "active" } else { "proposed" },
        "second_person": if active { "command line" } else { "" },
    });
    work.journal(Entry::new("office.accepted", KIND, person.id).changes(&Value::Null, &told)).await?;
    let mut others = holders(work.db(), Role::SecurityAdmin, WHOLE_ZONE).await?;
    others.retain(|other| *other != person.id);
    let kind = if active { "office-invited" } else { "office-proposed" };
    let note = Note::new(kind, json!({ "name": person.name, "by": person.name }));
    work.tell(&recipients(work.db(), &others).await?, &note.link(format!("/office/users/{}", person.id)))
        .await?;
    Ok(welcome)
}

/// The office an invitation offers, while it may still be accepted. Whoever holds the token may look.
///
/// # Errors
/// When the database fails.
pub async fn offered(desk: &Desk, token: &str) -> Outcome<Option<Role>> {
    use invitation::Column;
    let found = invitation::Entity::find()
        .filter(Column::TokenHash.eq(desk.keys.fingerprint("invitation", token.trim().as_bytes())))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(desk.now()))
        .one(desk.db())
        .await?;
    Ok(found.and_then(|row| Role::of(&row.role)))
}
