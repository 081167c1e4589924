//! Reading one's inbox. The scope is the account, always.

use super::model::{Column, Entity, Model};
use crate::kernel::{Action, Outcome, Page, Paging, Refusal, Uuid, Whose, Work};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

/// How many messages of an account have not been read.
///
/// # Errors
/// When the database fails.
pub async fn unread(db: &impl ConnectionTrait, account: Uuid) -> Outcome<u64> {
    let found = Entity::find().filter(Column::AccountId.eq(account)).filter(Column::ReadAt.is_null());
    Ok(found.count(db).await?)
}

/// A page of an account's inbox, newest first.
///
/// # Errors
/// When the database fails.
pub async fn inbox(
    db: &impl ConnectionTrait,
    account: Uuid,
    only_unread: bool,
    paging: Paging,
) -> Outcome<Page<Model>> {
    let mut found = Entity::find().filter(Column::AccountId.eq(account));
    if only_unread {
        found = found.filter(Column::ReadAt.is_null());
    }
    paging.read(found.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id), db).await
}

/// Opens a message: marks it read and returns it.
///
/// # Errors
/// [`Refusal::NotFound`] when it is not in the actor's inbox.
pub async fn open(work: &Work, message: Uuid) -> Outcome<Model> {
    let member = work.actor().member().ok_or(Refusal::LoginFirst)?;
    work.may(Action::KeepOwnAccount, &Whose::Account(member.account))?;
    let found =
        Entity::find_by_id(message).filter(Column::AccountId.eq(member.account)).one(work.db()).await?;
    let found = found.ok_or(Refusal::NotFound)?;
    mark(work, Some(message), member.account).await?;
    Ok(found)
}

/// Marks the whole inbox of the actor read.
///
/// # Errors
/// When the database fails.
pub async fn read_all(work: &Work) -> Outcome<()> {
    let member = work.actor().member().ok_or(Refusal::LoginFirst)?;
    work.may(Action::KeepOwnAccount, &Whose::Account(member.account))?;
    mark(work, None, member.account).await
}

async fn mark(work: &Work, message: Option<Uuid>, account: Uuid) -> Outcome<()> {
    let mut update = Entity::update_many()
        .col_expr(Column::ReadAt, Expr::value(work.now()))
        .filter(Column::AccountId.eq(account))
        .filter(Column::ReadAt.is_null());
    if let Some(message) = message {
        update = update.filter(Column::Id.eq(message));
    }
    update.exec(work.db()).await?;
    Ok(())
}
