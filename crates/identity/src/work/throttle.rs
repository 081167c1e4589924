//! Counting attempts, so that guessing is slow and the owner is never locked out by a stranger (safety A51).
//!
//! Wrong passwords count against the login name *as tried by browsers that never logged in to it*, and, apart from
//! those, against each browser that did. A stranger who fills the first count stops strangers only; the owner's
//! browser goes on, and a new browser of the owner still gets in by the QR code.

use crate::front::Ask;
use crate::problem::Outcome;
use crate::provider::Identity;
use crate::store::people::account;
use crate::store::trace::attempt;
use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
};
use uuid::Uuid;

/// How long wrong passwords count.
const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// Wrong passwords for a login name before there is a pause.
const PER_LOGIN: u64 = 10;
/// Wrong passwords from an address before there is a pause.
const PER_ADDRESS: u64 = 50;
/// Wrong passwords altogether before strangers' browsers pause.
const ALTOGETHER: u64 = 2_000;
/// Wrong passwords before somebody must prove that they are somebody (A17: only under suspicion).
const SUSPICIOUS: u64 = 3;

/// How a login looks before it is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing against it.
    Fine,
    /// With a captcha.
    Suspicious,
    /// Not now.
    Paused,
}

/// Counts one more in a bucket.
pub async fn count(identity: &Identity, ask: &Ask, bucket: &str) -> Outcome<Uuid> {
    let id = identity.parts.id();
    let row = attempt::Model { id, bucket: identity.keys.mark("bucket", bucket), at: ask.now };
    let active = attempt::ActiveModel::from(row).reset_all();
    attempt::Entity::insert(active).exec_without_returning(identity.store.write()).await?;
    Ok(id)
}

/// How many there were in a bucket within a span.
pub async fn counted(identity: &Identity, ask: &Ask, bucket: &str, span: TimeDelta) -> Outcome<u64> {
    let found = attempt::Entity::find()
        .filter(attempt::Column::Bucket.eq(identity.keys.mark("bucket", bucket)))
        .filter(attempt::Column::At.gt(ask.now - span))
        .count(identity.store.write())
        .await?;
    Ok(found)
}

/// Empties a bucket.
pub async fn clear(identity: &Identity, bucket: &str) -> Outcome<()> {
    attempt::Entity::delete_many()
        .filter(attempt::Column::Bucket.eq(identity.keys.mark("bucket", bucket)))
        .exec(identity.store.write())
        .await?;
    Ok(())
}

/// The cookie by which a browser is known to have logged in to an account: a random part and its fingerprint.
pub fn known_mark(identity: &Identity, account: &account::Model) -> String {
    let random = crate::keys::base64url(&identity.parts.bytes::<16>());
    let mark = identity.keys.mark("known", &format!("{}|{random}", account.login_key));
    format!("{random}.{mark}")
}

/// Where wrong passwords for this name from this browser count. The same for names nobody has.
fn bucket(identity: &Identity, ask: &Ask, login_key: &str) -> (String, bool) {
    let cookie = identity.cookies.get(&ask.headers, "known").unwrap_or_default();
    let known = cookie
        .split_once('.')
        .filter(|(random, mark)| identity.keys.marks("known", &format!("{login_key}|{random}"), mark))
        .map(|(random, _)| random);
    match known {
        Some(random) => (format!("login {login_key} known {random}"), true),
        None => (format!("login {login_key}"), false),
    }
}

/// How a login with this name from this browser stands.
pub async fn standing(identity: &Identity, ask: &Ask, login_key: &str) -> Outcome<Standing> {
    stands(identity, ask, login_key, 0).await
}

/// The same while a try of one's own is counted already.
pub async fn still_stands(identity: &Identity, ask: &Ask, login_key: &str) -> Outcome<Standing> {
    stands(identity, ask, login_key, 1).await
}

async fn stands(identity: &Identity, ask: &Ask, login_key: &str, own: u64) -> Outcome<Standing> {
    let (name, known) = bucket(identity, ask, login_key);
    let here = counted(identity, ask, &name, WINDOW).await?;
    let from = counted(identity, ask, &format!("from {}", ask.address), WINDOW).await?;
    let all = counted(identity, ask, "all", WINDOW).await?;
    if here >= PER_LOGIN + own || (!known && (from >= PER_ADDRESS + own || all >= ALTOGETHER + own)) {
        return Ok(Standing::Paused);
    }
    Ok(if here >= SUSPICIOUS + own || from >= 2 * SUSPICIOUS + own {
        Standing::Suspicious
    } else {
        Standing::Fine
    })
}

/// Counts a try before it is looked at, so that many at once do not get more than one after the other.
pub async fn attempt(identity: &Identity, ask: &Ask, login_key: &str) -> Outcome<Vec<Uuid>> {
    let (name, _) = bucket(identity, ask, login_key);
    let mut counted = Vec::new();
    for bucket in [name, format!("from {}", ask.address), "all".to_owned()] {
        counted.push(count(identity, ask, &bucket).await?);
    }
    Ok(counted)
}

/// Takes back what a try counted: it was right, or was not looked at.
pub async fn take_back(identity: &Identity, counted: Vec<Uuid>) -> Outcome<()> {
    attempt::Entity::delete_many()
        .filter(attempt::Column::Id.is_in(counted))
        .exec(identity.store.write())
        .await?;
    Ok(())
}

/// Forgets the wrong passwords of this browser after a right one. Those of strangers go on counting against strangers.
pub async fn right(identity: &Identity, ask: &Ask, login_key: &str) -> Outcome<()> {
    let (name, known) = bucket(identity, ask, login_key);
    if known { clear(identity, &name).await } else { Ok(()) }
}
