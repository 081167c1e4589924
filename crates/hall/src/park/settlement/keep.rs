//! What every verb does around its rule: load what a side may work on, keep what became of it, tell the other side.

use super::Side;
use super::model::{Entity, Model};
use crate::enterprise;
use crate::journal::Entry;
use crate::kernel::{Action, Outcome, Refusal, Uuid, Whose, Work};
use crate::message::Note;
use crate::provider;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};

/// The application `id`, where the actor may act on `side` of it.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none or it is somebody else's, and as the policy says.
pub(super) async fn load(work: &Work, side: Side, id: Uuid) -> Outcome<Model> {
    let action = match side {
        Side::Enterprise => Action::Settle,
        Side::Park => Action::AnswerSettlements,
    };
    work.may(action, &Whose::Nobody)?;
    let found = Entity::find_by_id(id).one(work.db()).await?.ok_or(Refusal::NotFound)?;
    let whose = match side {
        Side::Enterprise => Whose::Enterprise(found.enterprise_id),
        Side::Park => Whose::Provider(found.park_id),
    };
    work.may(action, &whose)?;
    Ok(found)
}

/// Keeps what became of an application and journals it as `action`.
///
/// # Errors
/// When the database fails.
pub(super) async fn save(work: &Work, action: &'static str, before: &Model, after: Model) -> Outcome<()> {
    let entry = Entry::new(action, "settlement", after.id)
        .of(after.enterprise_id)
        .changes(&told(before), &told(&after));
    after.into_active_model().reset_all().update(work.db()).await?;
    work.journal(entry).await
}

/// What the journal says of an application. Contact data stays out of it: it forgets nothing.
pub(super) fn told(model: &Model) -> Value {
    json!({
        "number": model.number,
        "round": model.round,
        "park": model.park_id,
        "state": model.state,
        "business": model.business,
        "staff": model.staff,
        "investment": model.investment,
        "area": model.area,
        "wanted_on": model.wanted_on,
        "due_at": model.due_at,
        "reason": model.reason,
        "reminded_at": model.reminded_at,
        "version": model.version,
    })
}

/// Tells the people of one side; the note leads to the application as that side sees it.
///
/// # Errors
/// When the database fails.
pub(super) async fn tell(work: &Work, side: Side, model: &Model, kind: &'static str) -> Outcome<()> {
    let asks = enterprise::find::one(work.db(), model.enterprise_id).await?;
    let mut args = json!({ "number": model.number, "park": model.park_name, "enterprise": asks.name });
    if let (Some(reason), Value::Object(args)) = (&model.reason, &mut args) {
        args.extend([("reason".to_owned(), json!(reason))]);
    }
    let (whom, path) = match side {
        Side::Enterprise => (model.enterprise_id, format!("/my/settlements/{}", model.id)),
        Side::Park => {
            let park = provider::model::Entity::find_by_id(model.park_id).one(work.db()).await?;
            let park = park.ok_or(Refusal::NotFound)?;
            (park.enterprise_id, format!("/desk/settlements/{}", model.id))
        }
    };
    enterprise::tell(work, whom, &Note::new(kind, args).link(path)).await
}
