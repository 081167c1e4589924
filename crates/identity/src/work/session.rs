//! Sessions: 256 random bits in a cookie, a fingerprint of them in the database (safety A66–A69).

use crate::front::{Ask, Signed};
use crate::problem::Outcome;
use crate::provider::Identity;
use crate::store::entry::session;
use crate::store::people::account;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _,
    QueryOrder as _,
};
use uuid::Uuid;

/// A session nobody uses ends after this.
pub const IDLE: TimeDelta = TimeDelta::minutes(30);
/// A session ends after this whatever happens.
pub const ABSOLUTE: TimeDelta = TimeDelta::hours(12);
/// Sessions an account may have; the oldest gives way (safety A69).
const MOST: usize = 5;

/// Who is logged in with this cookie. Each use makes the session last, noted at most once a minute.
pub async fn find(identity: &Identity, cookie: &str, now: DateTime<Utc>) -> Outcome<Option<Signed>> {
    if cookie.len() != 43 {
        return Ok(None);
    }
    let mark = identity.keys.mark("session", cookie);
    let Some(mut found) = session::Entity::find_by_id(&mark).one(identity.store.read()).await? else {
        return Ok(None);
    };
    if now - found.seen_at >= IDLE || now - found.created_at >= ABSOLUTE {
        return Ok(None);
    }
    let Some(account) = account::Entity::find_by_id(found.account_id).one(identity.store.read()).await?
    else {
        return Ok(None);
    };
    if now - found.seen_at >= TimeDelta::minutes(1) {
        session::Entity::update_many()
            .set(session::ActiveModel { seen_at: Set(now), ..Default::default() })
            .filter(session::Column::Mark.eq(&mark))
            .exec(identity.store.write())
            .await?;
        found.seen_at = now;
    }
    Ok(Some(Signed { session: found, account }))
}

/// Logs somebody in: a new session, whatever the browser had before, and a mark by which the browser is known later.
pub async fn begin(
    identity: &Identity,
    ask: &Ask,
    account: &account::Model,
    way: &str,
    response: &mut Response,
) -> Outcome<()> {
    let token = identity.parts.token();
    if let Some(old) = &ask.signed {
        end(identity, old.session.id, old.account.id).await?;
    }
    let row = session::Model {
        mark: identity.keys.mark("session", &token),
        id: identity.parts.id(),
        account_id: account.id,
        way: way.to_owned(),
        address: ask.address.clone(),
        agent: ask.agent.clone(),
        created_at: ask.now,
        seen_at: ask.now,
    };
    session::Entity::insert(session::ActiveModel::from(row).reset_all())
        .exec_without_returning(identity.store.write())
        .await?;
    for surplus in all(identity, account.id, ask.now).await?.into_iter().skip(MOST) {
        end(identity, surplus.id, account.id).await?;
        super::event::add(identity, ask, Some(account.id), "session-evicted", None).await?;
    }
    let known = super::throttle::known_mark(identity, account);
    let cookies = [
        identity.cookies.set("session", &token, None),
        identity.cookies.set("known", &known, Some(180 * 24 * 3600)),
    ];
    for cookie in cookies {
        append(response, cookie);
    }
    super::event::add(identity, ask, Some(account.id), &format!("login-{way}"), None).await
}

fn append(response: &mut Response, cookie: HeaderValue) {
    response.headers_mut().append(header::SET_COOKIE, cookie);
}

/// The live sessions of an account, newest first.
pub async fn all(identity: &Identity, account: Uuid, now: DateTime<Utc>) -> Outcome<Vec<session::Model>> {
    let found = session::Entity::find()
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::SeenAt.gt(now - IDLE))
        .filter(session::Column::CreatedAt.gt(now - ABSOLUTE))
        .order_by_desc(session::Column::CreatedAt)
        .order_by_desc(session::Column::Id)
        .all(identity.store.write())
        .await?;
    Ok(found)
}

/// Ends one session of an account; how many there were (none when it is somebody else's).
pub async fn end(identity: &Identity, id: Uuid, account: Uuid) -> Outcome<u64> {
    let gone = session::Entity::delete_many()
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::AccountId.eq(account))
        .exec(identity.store.write())
        .await?;
    Ok(gone.rows_affected)
}

/// Ends all sessions of an account but one.
pub async fn end_others(identity: &Identity, account: Uuid, kept: Option<Uuid>) -> Outcome<()> {
    let mut gone = session::Entity::delete_many().filter(session::Column::AccountId.eq(account));
    if let Some(kept) = kept {
        gone = gone.filter(session::Column::Id.ne(kept));
    }
    gone.exec(identity.store.write()).await?;
    Ok(())
}
