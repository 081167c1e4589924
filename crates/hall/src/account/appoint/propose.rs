//! The first of two people.

use super::super::find::{holders, own, recipients};
use super::super::model::appointment;
use super::{KIND, WHOLE_ZONE, find, standing};
use crate::journal::Entry;
use crate::kernel::{Action, Fields, Outcome, Refusal, Role, Uuid, Whose, Work};
use crate::message::Note;
use serde_json::{Value, json};

/// Proposes somebody for an office in a region (`*` is the whole zone); returns the appointment, which counts once
/// another security administrator has confirmed it.
///
/// # Errors
/// [`Refusal::NotFound`] when there is no such active account; [`Refusal::NotAllowed`] for oneself and for who is no
/// security administrator; [`Refusal::Invalid`] when the office excludes one they have or await.
pub async fn propose(work: &Work, account: Uuid, role: Role, region: &str) -> Outcome<Uuid> {
    work.may(Action::Appoint, &Whose::Nobody)?;
    let member = work.actor().member().ok_or(Refusal::LoginFirst)?;
    let person = own(work.db(), account).await?;
    if person.id == member.account {
        return Err(Refusal::NotAllowed("appoint-oneself"));
    }
    let held = find::of_account(work.db(), account).await?;
    let mut fields = Fields::new();
    standing::rules(&mut fields, &work.desk().zone, &held, role, region);
    fields.done()?;
    let row = appointment::Model {
        id: work.id(),
        account_id: account,
        role: role.word().to_owned(),
        region: region.to_owned(),
        source: "proposal".to_owned(),
        proposed_by: Some(member.account),
        proposed_at: work.now(),
        confirmed_by: None,
        confirmed_at: None,
        ended_by: None,
        ended_at: None,
    };
    let told = json!({ "role": role.word(), "region": region, "standing": "proposed" });
    let id = row.id;
    work.add(row).await?;
    work.journal(Entry::new("office.proposed", KIND, account).changes(&Value::Null, &told)).await?;
    let mut others = holders(work.db(), Role::SecurityAdmin, WHOLE_ZONE).await?;
    others.retain(|other| *other != member.account && *other != account);
    let note = Note::new("office-proposed", json!({ "name": person.name, "by": member.name }));
    work.tell(&recipients(work.db(), &others).await?, &note.link(format!("/office/users/{account}"))).await?;
    Ok(id)
}
