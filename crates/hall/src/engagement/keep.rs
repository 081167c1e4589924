//! What every verb does around its rule: load what a side may work on, keep what became of it, tell the other side.

use super::Side;
use super::model::{Entity, Model};
use crate::enterprise;
use crate::journal::Entry;
use crate::kernel::{Action, EnterpriseSeat, Member, Outcome, Refusal, Uuid, Whose, Work};
use crate::message::Note;
use crate::provider;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};

/// Who acts, and for which enterprise.
///
/// # Errors
/// [`Refusal::LoginFirst`] and [`Refusal::NotAllowed`] as the policy says them.
pub(super) fn acting(work: &Work) -> Outcome<(&Member, &EnterpriseSeat)> {
    let member = work.actor().member().ok_or(Refusal::LoginFirst)?;
    let seat = member.enterprise.as_ref().ok_or(Refusal::NotAllowed("needs-enterprise"))?;
    Ok((member, seat))
}

/// The engagement `id`, where the actor may act on `side` of it.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none or it is somebody else's, and as the policy says.
pub(super) async fn load(work: &Work, side: Side, id: Uuid) -> Outcome<Model> {
    let action = match side {
        Side::Enterprise => Action::Book,
        Side::Provider => Action::AnswerBookings,
    };
    work.may(action, &Whose::Nobody)?;
    let found = Entity::find_by_id(id).one(work.db()).await?.ok_or(Refusal::NotFound)?;
    let whose = match side {
        Side::Enterprise => Whose::Enterprise(found.enterprise_id),
        Side::Provider => Whose::Provider(found.provider_id),
    };
    work.may(action, &whose)?;
    Ok(found)
}

/// Keeps what became of an engagement and journals it as `action`. What was said in the thread stands in the thread,
/// which nobody can change; the journal does not repeat it.
pub(super) async fn save(work: &Work, action: &'static str, before: &Model, after: Model) -> Outcome<()> {
    let entry =
        Entry::new(action, "booking", after.id).of(after.enterprise_id).changes(&told(before), &told(&after));
    after.into_active_model().reset_all().update(work.db()).await?;
    work.journal(entry).await
}

fn told(model: &Model) -> Value {
    json!({
        "state": model.state,
        "answered_at": model.answered_at,
        "answer_seen_at": model.answer_seen_at,
        "closed_side": model.closed_side,
        "reason": model.reason,
        "reminded_at": model.reminded_at,
        "version": model.version,
    })
}

/// What every message about a booking is filled with.
pub(super) async fn facts(work: &Work, model: &Model) -> Outcome<Value> {
    let provider = provider_of(work.db(), model.provider_id).await?;
    let asks = enterprise::find::one(work.db(), model.enterprise_id).await?;
    Ok(named(model, &asks.name, &provider.name))
}

/// The same where both names are known.
pub(super) fn named(model: &Model, enterprise: &str, provider: &str) -> Value {
    json!({ "number": model.number, "title": model.title, "enterprise": enterprise, "provider": provider })
}

/// Where a side looks at a booking.
pub(super) fn seen_at(side: Side, id: Uuid) -> String {
    match side {
        Side::Enterprise => format!("/my/bookings/{id}"),
        Side::Provider => format!("/desk/bookings/{id}"),
    }
}

/// Tells the people of one side; the note leads to the booking as that side sees it.
pub(super) async fn tell(work: &Work, side: Side, model: &Model, note: Note) -> Outcome<()> {
    let whom = match side {
        Side::Enterprise => model.enterprise_id,
        Side::Provider => provider_of(work.db(), model.provider_id).await?.enterprise_id,
    };
    enterprise::tell(work, whom, &note.link(seen_at(side, model.id))).await
}

/// The provider a row points to.
pub(super) async fn provider_of(db: &impl ConnectionTrait, id: Uuid) -> Outcome<provider::model::Model> {
    provider::model::Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)
}
