//! Agreeing.

use super::super::model::{account, consent};
use super::{PLATFORM, current};
use crate::journal::Entry;
use crate::kernel::{Action, Outcome, Refusal, Uuid, Whose, Work};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// What an account agreed to, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn agreed(db: &impl ConnectionTrait, account: Uuid) -> Outcome<Vec<consent::Model>> {
    let found = consent::Entity::find().filter(consent::Column::AccountId.eq(account));
    Ok(found.order_by_desc(consent::Column::At).order_by_desc(consent::Column::Id).all(db).await?)
}

/// The version an account has still to agree to, if a newer one was published since it last did.
///
/// # Errors
/// When the database fails or there is no text.
pub async fn due(db: &impl ConnectionTrait, account: Uuid) -> Outcome<Option<i32>> {
    let version = current(db, PLATFORM).await?.version;
    Ok((!has(db, account, version).await?).then_some(version))
}

async fn has(db: &impl ConnectionTrait, account: Uuid, version: i32) -> Outcome<bool> {
    let found = consent::Entity::find()
        .filter(consent::Column::AccountId.eq(account))
        .filter(consent::Column::Document.eq(PLATFORM))
        .filter(consent::Column::Version.eq(version))
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// Records that an account agreed to the current version, once per version.
pub(crate) async fn agree(work: &Work, account: &account::Model, channel: &'static str) -> Outcome<()> {
    let version = current(work.db(), PLATFORM).await?.version;
    if has(work.db(), account.id, version).await? {
        return Ok(());
    }
    let row = consent::Model {
        id: work.id(),
        account_id: account.id,
        document: PLATFORM.to_owned(),
        version,
        channel: channel.to_owned(),
        address: work.actor().address().unwrap_or_default().to_owned(),
        at: work.now(),
    };
    work.add(row).await?;
    let entry = Entry::new("consent.given", "account", account.id).by(account.id, &account.name);
    work.journal(entry.change("version", "", version).change("channel", "", channel)).await
}

/// Agrees to the version published while one was logged in.
///
/// # Errors
/// [`Refusal::LoginFirst`] without a session.
pub async fn agree_now(work: &Work) -> Outcome<()> {
    let member = work.actor().member().ok_or(Refusal::LoginFirst)?;
    work.may(Action::KeepOwnAccount, &Whose::Account(member.account))?;
    let account = crate::account::find::own(work.db(), member.account).await?;
    agree(work, &account, "prompt").await
}
