//! Reading appointments: of one person, or as a security administrator.

use super::super::model::appointment::{Column, Entity, Model};
use super::Standing;
use crate::kernel::{Action, Actor, Desk, Outcome, Page, Paging, Refusal, Role, Uuid, Whose};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

/// One appointment.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none.
pub(super) async fn one(db: &impl ConnectionTrait, id: Uuid) -> Outcome<Model> {
    Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)
}

/// Everything one person held, holds or awaits, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(db: &impl ConnectionTrait, account: Uuid) -> Outcome<Vec<Model>> {
    let found = Entity::find().filter(Column::AccountId.eq(account));
    Ok(found.order_by_desc(Column::ProposedAt).order_by_desc(Column::Id).all(db).await?)
}

/// How many people are active security administrators.
///
/// # Errors
/// When the database fails.
pub async fn security_admins(db: &impl ConnectionTrait) -> Outcome<u64> {
    let found = Entity::find()
        .filter(Column::Role.eq(Role::SecurityAdmin.word()))
        .filter(Column::ConfirmedAt.is_not_null())
        .filter(Column::EndedAt.is_null());
    Ok(found.count(db).await?)
}

/// A page of appointments, the newest first, for a security administrator.
///
/// # Errors
/// [`Refusal::NotAllowed`] for everybody else.
pub async fn page(
    desk: &Desk,
    actor: &Actor,
    standing: Option<Standing>,
    role: Option<Role>,
    paging: Paging,
) -> Outcome<Page<Model>> {
    desk.may(actor, Action::Appoint, &Whose::Nobody)?;
    let mut found = Entity::find();
    if let Some(role) = role {
        found = found.filter(Column::Role.eq(role.word()));
    }
    found = match standing {
        None => found,
        Some(Standing::Proposed) => {
            found.filter(Column::ConfirmedAt.is_null()).filter(Column::EndedAt.is_null())
        }
        Some(Standing::Active) => {
            found.filter(Column::ConfirmedAt.is_not_null()).filter(Column::EndedAt.is_null())
        }
        Some(Standing::Ended) => found.filter(Column::EndedAt.is_not_null()),
    };
    paging.read(found.order_by_desc(Column::ProposedAt).order_by_desc(Column::Id), desk.db()).await
}
