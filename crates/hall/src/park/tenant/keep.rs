//! By hand: one tenant is added, corrected, marked as having left, removed (E10).

use super::enter::told;
use super::model::{Column, Entity, Model};
use super::{Entered, Source, State, TenantForm};
use crate::journal::Entry;
use crate::kernel::{Action, FieldError, Outcome, Refusal, Uuid, Whose, Work};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter};
use serde_json::json;

/// The park whose register the actor keeps.
///
/// # Errors
/// As the policy says.
pub(super) fn park(work: &Work) -> Outcome<Uuid> {
    work.may(Action::KeepOwnTenants, &Whose::Nobody)?;
    let seat = work.actor().member().and_then(|member| member.provider());
    Ok(seat.ok_or(Refusal::NotAllowed("needs-park"))?.id)
}

/// A new row of the register.
pub(super) fn fresh(work: &Work, park: Uuid, id: Uuid, source: Source, entered: Entered) -> Model {
    let row = Model {
        id,
        park_id: park,
        name: String::new(),
        uscc: String::new(),
        business: String::new(),
        contact_name: String::new(),
        contact_phone: String::new(),
        entered_on: String::new(),
        state: String::new(),
        remarks: String::new(),
        source: source.word().to_owned(),
        settlement_id: None,
        import_id: None,
        created_at: work.now(),
        updated_at: work.now(),
        version: 1,
    };
    entered.onto(row)
}

/// Adds a tenant.
///
/// # Errors
/// [`Refusal::Invalid`] with every broken field; a credit code the register has already names the tenant that has it.
pub async fn add(work: &Work, form: &TenantForm) -> Outcome<Uuid> {
    let park = park(work)?;
    let entered = check(work, form)?;
    alone(work, park, &entered.uscc, None).await?;
    let row = fresh(work, park, work.id(), Source::Hand, entered);
    let entry = Entry::new("tenant.added", "tenant", row.id).changes(&told(None), &told(Some(&row)));
    let id = row.id;
    work.add(row).await?;
    work.journal(entry).await?;
    Ok(id)
}

/// Corrects a tenant; `seen` is the version that was looked at. Whether anything changed.
///
/// # Errors
/// [`Refusal::NotFound`] for another park's, [`Refusal::Stale`] when it changed meanwhile, and as [`add`].
pub async fn edit(work: &Work, id: Uuid, seen: i32, form: &TenantForm) -> Outcome<bool> {
    let before = load(work, id, seen).await?;
    let entered = check(work, form)?;
    alone(work, before.park_id, &entered.uscc, Some(id)).await?;
    let after = entered.onto(before.clone());
    if after == before {
        return Ok(false);
    }
    save(work, "tenant.edited", &before, after).await?;
    Ok(true)
}

/// 已迁出: it left the park and stays in the register.
///
/// # Errors
/// As [`edit`]; [`Refusal::OutOfTurn`] when it had left already.
pub async fn leave(work: &Work, id: Uuid, seen: i32) -> Outcome<()> {
    let before = load(work, id, seen).await?;
    if before.state == State::Left.word() {
        return Err(Refusal::OutOfTurn("tenant-is-left"));
    }
    let after = Model { state: State::Left.word().to_owned(), ..before.clone() };
    save(work, "tenant.left", &before, after).await
}

/// Removes a tenant from the register.
///
/// # Errors
/// As [`edit`].
pub async fn remove(work: &Work, id: Uuid, seen: i32) -> Outcome<()> {
    let before = load(work, id, seen).await?;
    let entry = Entry::new("tenant.removed", "tenant", id).changes(&told(Some(&before)), &told(None));
    before.delete(work.db()).await?;
    work.journal(entry).await
}

fn check(work: &Work, form: &TenantForm) -> Outcome<Entered> {
    let zone = &work.desk().zone;
    form.check(zone.day(work.now()), zone.limits.strict_uscc)
}

/// A tenant of the actor's own park in the version that was seen.
async fn load(work: &Work, id: Uuid, seen: i32) -> Outcome<Model> {
    work.may(Action::KeepOwnTenants, &Whose::Nobody)?;
    let found = Entity::find_by_id(id).one(work.db()).await?.ok_or(Refusal::NotFound)?;
    work.may(Action::KeepOwnTenants, &Whose::Provider(found.park_id))?;
    if found.version == seen { Ok(found) } else { Err(Refusal::Stale { now: found.version }) }
}

/// A credit code is in a register once.
async fn alone(work: &Work, park: Uuid, uscc: &str, but: Option<Uuid>) -> Outcome<()> {
    let there =
        Entity::find().filter(Column::ParkId.eq(park)).filter(Column::Uscc.eq(uscc)).one(work.db()).await?;
    match there.filter(|row| Some(row.id) != but) {
        None => Ok(()),
        Some(row) => {
            let error = FieldError::with("uscc", "tenant-uscc-there", json!({ "name": row.name }));
            Err(Refusal::Invalid(vec![error]))
        }
    }
}

async fn save(work: &Work, action: &'static str, before: &Model, after: Model) -> Outcome<()> {
    let after = Model { version: before.version + 1, updated_at: work.now(), ..after };
    let entry = Entry::new(action, "tenant", after.id).changes(&told(Some(before)), &told(Some(&after)));
    after.into_active_model().reset_all().update(work.db()).await?;
    work.journal(entry).await
}
