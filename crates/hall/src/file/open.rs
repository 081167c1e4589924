//! Reading a file, by whoever may see it.

use super::Slot;
use super::model::{Entity, Model};
use crate::kernel::{Actor, Desk, Outcome, Refusal, Role, Uuid};
use bytes::Bytes;
use gateways::store::Key;
use sea_orm::EntityTrait;

/// The row of a file the actor may see.
///
/// # Errors
/// `NotFound` when there is none or it is not for this actor's eyes: the answer is the same.
pub async fn find(desk: &Desk, actor: &Actor, id: Uuid) -> Outcome<Model> {
    let file = Entity::find_by_id(id).one(desk.db()).await?.ok_or(Refusal::NotFound)?;
    if sees(actor, &file) { Ok(file) } else { Err(Refusal::NotFound) }
}

/// The row and the bytes of a file the actor may see.
///
/// # Errors
/// As [`find`]; `Unavailable` when the store does not answer; `Broken` when it has lost the bytes.
pub async fn open(desk: &Desk, actor: &Actor, id: Uuid) -> Outcome<(Model, Bytes)> {
    let file = find(desk, actor, id).await?;
    let key: Key = file.key.parse().map_err(|_| Refusal::Broken(format!("file {id} has no readable key")))?;
    let bytes = desk.store.get(&key).await.map_err(|error| {
        tracing::error!(%error, "the file store did not give a file");
        Refusal::Unavailable("file-store-away")
    })?;
    let bytes = bytes.ok_or_else(|| Refusal::Broken(format!("the store has lost file {id}")))?;
    Ok((file, bytes))
}

/// Who sees a file: everybody once it is public, else its uploader, its enterprise, the officials of its region whom it
/// concerns, and the program itself.
fn sees(actor: &Actor, file: &Model) -> bool {
    if file.public {
        return true;
    }
    let member = match actor {
        Actor::Visitor { .. } => return false,
        Actor::Machine(_) => return true,
        Actor::Member(member) => member,
    };
    // Whoever uploaded it for an enterprise they act for no more has no claim to it: the enterprise decides.
    let own = match file.enterprise_id {
        Some(enterprise) => member.enterprise.as_ref().is_some_and(|seat| seat.id == enterprise),
        None => file.account_id == Some(member.account),
    };
    // Papers are evidence of an assessment: for whoever assesses, not for whoever reviews.
    let office = if file.slot == Slot::Paper.word() { Role::Assessor } else { Role::Reviewer };
    own || file.region.as_deref().is_some_and(|region| member.holds_in(office, region))
}
