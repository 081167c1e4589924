//! Finding sessions.

use super::super::model::{account, appointment, session};
use super::{is_awake, token_hash};
use crate::account::find::ACTIVE;
use crate::kernel::{Desk, OfficeSeat, Outcome, Role, Uuid};
use chrono::TimeDelta;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// A live session with its account and confirmed offices, read afresh.
#[derive(Debug, Clone)]
pub struct Found {
    /// The session.
    pub session: session::Model,
    /// Whose.
    pub account: account::Model,
    /// The offices they hold.
    pub offices: Vec<OfficeSeat>,
}

/// The live session of a cookie, if it is one.
///
/// # Errors
/// When the database fails.
pub async fn find(desk: &Desk, token: &str) -> Outcome<Option<Found>> {
    let now = desk.now();
    let found = session::Entity::find()
        .filter(session::Column::TokenHash.eq(token_hash(&desk.keys, token)))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(now))
        .one(desk.db())
        .await?;
    let Some(session) = found else { return Ok(None) };
    let account = account::Entity::find_by_id(session.account_id).filter(account::Column::State.eq(ACTIVE));
    let (account, offices) = tokio::try_join!(
        async { Ok(account.one(desk.db()).await?) },
        offices(desk.db(), session.account_id),
    )?;
    let Some(account) = account else { return Ok(None) };
    if !is_awake(session.seen_at, now, !offices.is_empty()) {
        return Ok(None);
    }
    Ok(Some(Found { session, account, offices }))
}

/// A session as its cookie still names it, whether it lives or has ended.
#[derive(Debug, Clone, Copy)]
pub struct Former {
    /// The session.
    pub session: Uuid,
    /// Whose.
    pub account: Uuid,
}

/// The session a cookie was given for, even when it has ended: it lets nobody in, and says only whose browser this was.
///
/// # Errors
/// When the database fails.
pub async fn former(desk: &Desk, token: &str) -> Outcome<Option<Former>> {
    let found = session::Entity::find()
        .filter(session::Column::TokenHash.eq(token_hash(&desk.keys, token)))
        .one(desk.db())
        .await?;
    Ok(found.map(|row| Former { session: row.id, account: row.account_id }))
}

/// The offices an account holds: confirmed and not ended.
pub(crate) async fn offices(db: &impl ConnectionTrait, account: Uuid) -> Outcome<Vec<OfficeSeat>> {
    use appointment::Column;
    let seats = appointment::Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::ConfirmedAt.is_not_null())
        .filter(Column::EndedAt.is_null())
        .order_by_asc(Column::ProposedAt)
        .all(db)
        .await?;
    let seat = |row: appointment::Model| Some(OfficeSeat { role: Role::of(&row.role)?, region: row.region });
    Ok(seats.into_iter().filter_map(seat).collect())
}

/// Notes that a session was used; at most once a minute, so that reading pages hardly writes. It is no
/// [`crate::Work`]: nothing that others see changes, and caches stay valid.
///
/// # Errors
/// When the database fails.
pub async fn touch(desk: &Desk, session: &session::Model) -> Outcome<()> {
    let now = desk.now();
    if now - session.seen_at < TimeDelta::minutes(1) {
        return Ok(());
    }
    session::Entity::update_many()
        .col_expr(session::Column::SeenAt, Expr::value(now))
        .filter(session::Column::Id.eq(session.id))
        .filter(session::Column::EndedAt.is_null())
        .exec(&desk.database.writer)
        .await?;
    Ok(())
}

/// The live sessions of one's own account, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(desk: &Desk, account: Uuid) -> Outcome<Vec<session::Model>> {
    let official = !offices(desk.db(), account).await?.is_empty();
    let rows = session::Entity::find()
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(desk.now()))
        .order_by_desc(session::Column::SeenAt)
        .all(desk.db())
        .await?;
    Ok(rows.into_iter().filter(|row| is_awake(row.seen_at, desk.now(), official)).collect())
}
