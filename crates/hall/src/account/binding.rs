//! What an account is known by elsewhere: WeChat (A04) and the unified identity (A06).

use super::find::recipients;
use super::handshake::Newcomer;
use super::model::{account, binding};
use super::profile;
use crate::journal::Entry;
use crate::kernel::{Outcome, Refusal, Uuid, Work};
use crate::message::Note;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter, QueryOrder,
};
use serde_json::json;

/// What one's own account is known by, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(db: &impl ConnectionTrait, account: Uuid) -> Outcome<Vec<binding::Model>> {
    let found = binding::Entity::find().filter(binding::Column::AccountId.eq(account));
    Ok(found.order_by_asc(binding::Column::CreatedAt).order_by_asc(binding::Column::Id).all(db).await?)
}

/// Whose account an identity opens; the key is (provider, subject) and nothing else.
pub(crate) async fn opened_by(db: &impl ConnectionTrait, who: &Newcomer) -> Outcome<Option<binding::Model>> {
    let found = binding::Entity::find()
        .filter(binding::Column::Provider.eq(who.provider.as_str()))
        .filter(binding::Column::Subject.eq(who.subject.as_str()));
    Ok(found.one(db).await?)
}

/// From now on the identity opens the account; the account is told. The caller has seen the proof of both.
pub(crate) async fn add(work: &Work, account: &account::Model, who: &Newcomer) -> Outcome<()> {
    if let Some(bound) = opened_by(work.db(), who).await? {
        return if bound.account_id == account.id {
            Ok(())
        } else {
            Err(Refusal::OutOfTurn("binding-taken"))
        };
    }
    let row = binding::Model {
        id: work.id(),
        account_id: account.id,
        provider: who.provider.clone(),
        subject: who.subject.clone(),
        kind: who.kind.clone(),
        label: who.label.clone(),
        notices_to: who.notices_to.clone(),
        created_at: work.now(),
    };
    let entry = Entry::new("binding.added", "binding", row.id).by(account.id, &account.name);
    let note =
        Note::new("binding-added", json!({ "kind": row.kind, "label": row.label })).link("/my/security");
    work.add(row).await?;
    work.journal(entry.change("provider", "", who.provider.clone()).change("kind", "", who.kind.clone()))
        .await?;
    work.tell(&recipients(work.db(), &[account.id]).await?, &note).await
}

/// Unbinds one of one's own identities. The phone stays, so nobody locks themselves out; an enterprise proven by it stays proven.
///
/// # Errors
/// [`Refusal::NotFound`] when it is not one's own.
pub async fn remove(work: &Work, id: Uuid) -> Outcome<()> {
    let account = profile::mine(work).await?;
    let found = binding::Entity::find_by_id(id)
        .filter(binding::Column::AccountId.eq(account.id))
        .one(work.db())
        .await?;
    let found = found.ok_or(Refusal::NotFound)?;
    let entry = Entry::new("binding.removed", "binding", id);
    let entry = entry.change("provider", found.provider.clone(), "").change("kind", found.kind.clone(), "");
    let note = Note::new("binding-removed", json!({ "kind": found.kind, "label": found.label }))
        .link("/my/security");
    let (wechat, told) = (found.kind == "wechat", recipients(work.db(), &[account.id]).await?);
    found.delete(work.db()).await?;
    work.journal(entry).await?;
    if wechat
        && account.by_wechat
        && !of_account(work.db(), account.id).await?.iter().any(|b| b.notices_to.is_some())
    {
        use sea_orm::{ActiveModelTrait as _, Set};
        let mut row = account.into_active_model();
        row.by_wechat = Set(false);
        row.update(work.db()).await?;
    }
    // On the ways chosen until now, WeChat among them: whoever is cut off learns of it.
    work.tell(&told, &note).await
}
