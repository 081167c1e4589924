//! Saying something in the thread.

use super::Side;
use super::keep::acting;
use super::model::{Model, post};
use crate::kernel::{Fields, Outcome, Work, expired_form, form_key};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// Most characters of one post.
pub const POST_LIMIT: usize = 500;

/// What one side says. The key was made when the form was shown, so that a form sent twice says it once.
#[derive(Debug, Clone, Default)]
pub struct Saying {
    /// The text, at most [`POST_LIMIT`] characters.
    pub text: String,
    /// The form's key, a UUID.
    pub form_key: String,
}

/// Whether this very form has said something here already.
///
/// # Errors
/// [`Refusal::Invalid`] when its key was used for something else.
pub(super) async fn is_said(work: &Work, model: &Model, side: Side, saying: &Saying) -> Outcome<bool> {
    let (member, _) = acting(work)?;
    let earlier = post::Entity::find()
        .filter(post::Column::AccountId.eq(member.account))
        .filter(post::Column::FormKey.eq(form_key(&saying.form_key)?))
        .one(work.db())
        .await?;
    match earlier {
        Some(earlier) if earlier.engagement_id == model.id && earlier.side == side.word() => Ok(true),
        Some(_) => Err(expired_form()),
        None => Ok(false),
    }
}

/// Adds a post to the thread of `model`.
///
/// # Errors
/// [`Refusal::Invalid`] when the text is missing or too long.
pub(super) async fn say(work: &Work, model: &Model, side: Side, saying: &Saying) -> Outcome<()> {
    let (member, seat) = acting(work)?;
    let mut fields = Fields::new();
    let body = fields.text("text", &saying.text, POST_LIMIT);
    fields.done()?;
    let row = post::Model {
        id: work.id(),
        engagement_id: model.id,
        side: side.word().to_owned(),
        account_id: member.account,
        author: seat.name.clone(),
        body,
        form_key: form_key(&saying.form_key)?,
        at: work.now(),
    };
    work.add(row).await
}
