//! Officials suspend a provider, and let it go on.

use super::Standing;
use super::approved::with_details;
use super::model::{Entity, Model};
use crate::enterprise;
use crate::file;
use crate::journal::Entry;
use crate::kernel::{Action, Fields, Outcome, Refusal, Uuid, Whose, Work};
use crate::message::Note;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};

/// The longest reason, in characters.
pub const REASON_LIMIT: usize = 200;

/// Suspends an active provider: its desk closes and what it publishes is not shown until it is let go on.
///
/// # Errors
/// [`Refusal::NotFound`] for a provider of another region, [`Refusal::Invalid`] without a reason,
/// [`Refusal::OutOfTurn`] when it is suspended already.
pub(crate) async fn suspend(work: &Work, provider: Uuid, reason: &str) -> Outcome<()> {
    turn(work, provider, reason, Standing::Suspended).await
}

/// Lets a suspended provider go on.
///
/// # Errors
/// As [`suspend`].
pub(crate) async fn reactivate(work: &Work, provider: Uuid, reason: &str) -> Outcome<()> {
    turn(work, provider, reason, Standing::Active).await
}

async fn turn(work: &Work, id: Uuid, reason: &str, to: Standing) -> Outcome<()> {
    let before = Entity::find_by_id(id).one(work.db()).await?.ok_or(Refusal::NotFound)?;
    work.may(Action::SeeRegister, &Whose::Region(before.region.clone()))?;
    let mut fields = Fields::new();
    let reason = fields.text("reason", reason, REASON_LIMIT);
    fields.done()?;
    let after = before.clone().turned(to)?;
    after.clone().into_active_model().reset_all().update(work.db()).await?;
    let shown = with_details(work.db(), after.clone()).await?;
    file::publish(work, &shown.public_files()?, after.is_active()).await?;
    let args = json!({ "name": after.name, "reason": reason });
    let (action, note) = match to {
        Standing::Suspended => ("provider.suspended", Note::new("provider-suspended", args)),
        Standing::Active => ("provider.reactivated", Note::new("provider-reactivated", args)),
    };
    let entry = Entry::new(action, "provider", id).of(after.enterprise_id);
    let entry =
        entry.change("state", before.state, after.state.clone()).change("reason", Value::Null, reason);
    work.journal(entry).await?;
    enterprise::tell(work, after.enterprise_id, &note.link("/my/provider")).await
}

impl Model {
    /// The provider with another standing.
    ///
    /// # Errors
    /// [`Refusal::OutOfTurn`] when it stands so already.
    pub fn turned(mut self, to: Standing) -> Outcome<Self> {
        if self.standing() == to {
            let key = match to {
                Standing::Suspended => "provider-already-suspended",
                Standing::Active => "provider-already-active",
            };
            return Err(Refusal::OutOfTurn(key));
        }
        to.word().clone_into(&mut self.state);
        self.version += 1;
        Ok(self)
    }
}
