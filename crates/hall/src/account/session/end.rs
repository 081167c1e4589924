//! Ending sessions. What is ended is refused at the very next request (safety A68): nothing is cached.

use super::super::model::session;
use crate::journal::Entry;
use crate::kernel::{Action, Member, Outcome, Refusal, Uuid, Whose, Work};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

fn me(work: &Work) -> Outcome<&Member> {
    let member = work.actor().member().ok_or(Refusal::LoginFirst)?;
    work.may(Action::UseSession, &Whose::Account(member.account))?;
    Ok(member)
}

/// Ends the session one is using; returns the identity provider's token when logging out there makes sense too.
///
/// # Errors
/// [`Refusal::LoginFirst`] without a session.
pub async fn end(work: &Work) -> Outcome<Option<String>> {
    let member = me(work)?;
    let row = session::Entity::find_by_id(member.session).one(work.db()).await?;
    end_one(work, member.session).await?;
    Ok(row.and_then(|row| row.id_token))
}

/// Ends one of one's own sessions.
///
/// # Errors
/// [`Refusal::NotFound`] when it is not one's own or has ended.
pub async fn end_one(work: &Work, id: Uuid) -> Outcome<()> {
    let account = me(work)?.account;
    let ended = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(work.now()))
        .col_expr(session::Column::IdToken, Expr::value(Option::<String>::None))
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::EndedAt.is_null())
        .exec(work.db())
        .await?;
    if ended.rows_affected == 0 {
        return Err(Refusal::NotFound);
    }
    work.journal(Entry::new("session.ended", "session", id)).await
}

/// Ends all one's sessions but the one in use; says how many.
///
/// # Errors
/// [`Refusal::LoginFirst`] without a session.
pub async fn end_others(work: &Work) -> Outcome<u64> {
    let member = me(work)?;
    let ended = end_all(work, member.account, Some(member.session)).await?;
    Ok(ended)
}

/// Ends every session of an account except one; for operations that change how the account proves itself, which have
/// authorised already. Journalled as one entry.
///
/// # Errors
/// When the database fails.
pub async fn end_all(work: &Work, account: Uuid, except: Option<Uuid>) -> Outcome<u64> {
    let mut update = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(work.now()))
        .col_expr(session::Column::IdToken, Expr::value(Option::<String>::None))
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::EndedAt.is_null());
    if let Some(kept) = except {
        update = update.filter(session::Column::Id.ne(kept));
    }
    let ended = update.exec(work.db()).await?.rows_affected;
    if ended > 0 {
        work.journal(Entry::new("session.ended-others", "account", account).change("sessions", ended, 0))
            .await?;
    }
    Ok(ended)
}

/// Gives the session in use a new token, and what it acts for; the old token is dead at once.
///
/// # Errors
/// [`Refusal::LoginFirst`] without a live session.
pub(crate) async fn renew(work: &Work, enterprise: Option<Uuid>) -> Outcome<String> {
    let member = me(work)?;
    let token = work.desk().token();
    let renewed = session::Entity::update_many()
        .col_expr(session::Column::TokenHash, Expr::value(super::token_hash(&work.desk().keys, &token)))
        .col_expr(session::Column::EnterpriseId, Expr::value(enterprise))
        .filter(session::Column::Id.eq(member.session))
        .filter(session::Column::EndedAt.is_null())
        .exec(work.db())
        .await?;
    if renewed.rows_affected == 0 {
        return Err(Refusal::LoginFirst);
    }
    Ok(token)
}
