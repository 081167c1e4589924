//! The log of what happened to accounts: added to, never changed.

use crate::front::Ask;
use crate::problem::Outcome;
use crate::provider::Identity;
use crate::store::trace::event;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use uuid::Uuid;

/// Adds an entry.
pub async fn add(
    identity: &Identity,
    ask: &Ask,
    account: Option<Uuid>,
    kind: &str,
    client: Option<&str>,
) -> Outcome<()> {
    let row = event::Model {
        id: identity.parts.id(),
        at: ask.now,
        account_id: account,
        kind: kind.to_owned(),
        address: ask.address.clone(),
        agent: ask.agent.clone(),
        client: client.map(str::to_owned),
    };
    let active = event::ActiveModel::from(row).reset_all();
    event::Entity::insert(active).exec_without_returning(identity.store.write()).await?;
    Ok(())
}

/// The latest entries of an account.
pub async fn latest(identity: &Identity, account: Uuid, most: u64) -> Outcome<Vec<event::Model>> {
    let found = event::Entity::find()
        .filter(event::Column::AccountId.eq(account))
        .order_by_desc(event::Column::At)
        .order_by_desc(event::Column::Id)
        .limit(most)
        .all(identity.store.read())
        .await?;
    Ok(found)
}
