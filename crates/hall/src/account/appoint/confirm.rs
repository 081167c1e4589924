//! The second of two people.

use super::super::find::{own, recipients};
use super::super::model::appointment;
use super::{KIND, Standing, find, standing};
use crate::journal::Entry;
use crate::kernel::{Action, Fields, Outcome, Refusal, Role, Uuid, Whose, Work};
use crate::message::Note;
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use serde_json::json;

/// Makes a proposed appointment count.
///
/// # Errors
/// [`Refusal::NotAllowed`] for whoever proposed it (safety A21: maker and checker differ), for the person concerned and
/// for who is no security administrator; [`Refusal::OutOfTurn`] when it is not waiting; [`Refusal::Invalid`] when it
/// meanwhile excludes another office they hold.
pub async fn confirm(work: &Work, id: Uuid) -> Outcome<()> {
    work.may(Action::Appoint, &Whose::Nobody)?;
    let member = work.actor().member().ok_or(Refusal::LoginFirst)?;
    let row = find::one(work.db(), id).await?;
    if row.standing() != Standing::Proposed {
        return Err(Refusal::OutOfTurn("appoint-not-waiting"));
    }
    if row.account_id == member.account {
        return Err(Refusal::NotAllowed("appoint-oneself"));
    }
    if row.proposed_by == Some(member.account) {
        return Err(Refusal::NotAllowed("appoint-second-person"));
    }
    own(work.db(), row.account_id).await?;
    let role = Role::kept(&row.role)?;
    let mut held = find::of_account(work.db(), row.account_id).await?;
    held.retain(|other| other.id != row.id);
    let mut fields = Fields::new();
    standing::rules(&mut fields, &work.desk().zone, &held, role, &row.region);
    fields.done()?;
    let mut concerned = vec![row.account_id];
    concerned.extend(row.proposed_by);
    let account = row.account_id;
    let note = Note::new("office-began", json!({ "role": row.role, "region": row.region })).link("/office");
    let entry = Entry::new("office.confirmed", KIND, account).changes(
        &json!({ "standing": "proposed" }),
        &json!({ "standing": "active", "role": row.role, "region": row.region }),
    );
    let mut change: appointment::ActiveModel = row.into_active_model();
    change.confirmed_by = Set(Some(member.account));
    change.confirmed_at = Set(Some(work.now()));
    change.update(work.db()).await?;
    work.journal(entry).await?;
    work.tell(&recipients(work.db(), &[account]).await?, &note).await?;
    concerned.retain(|other| *other != account);
    let name = own(work.db(), account).await?.name;
    let note = Note::new("office-confirmed", json!({ "name": name, "by": member.name }));
    work.tell(&recipients(work.db(), &concerned).await?, &note.link(format!("/office/users/{account}"))).await
}
