//! When a password is asked about too often (safety A51). What is counted is what was typed as the account, known or not, so
//! that the answer tells nothing; a device the account was used from is exempt from the lock that strangers cause.

use super::Browser;
use super::model::{attempt, device};
use crate::kernel::{Instant, Outcome, Uuid, Work};
use chrono::TimeDelta;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

/// Wrong tries for one account after which a captcha is asked.
pub const CAPTCHA_AFTER: u64 = 3;
/// The same for one address.
pub const CAPTCHA_AFTER_ADDRESS: u64 = 10;
/// The same for the whole hall.
pub const CAPTCHA_AFTER_HALL: u64 = 500;
/// Wrong tries for one account after which strangers, or one device, wait.
pub const LOCK_AFTER: u64 = 10;
/// Wrong tries from one address after which it waits.
pub const LOCK_AFTER_ADDRESS: u64 = 50;

/// How far back tries are counted, and how long a lock lasts at most.
fn window() -> TimeDelta {
    TimeDelta::minutes(15)
}

/// What the tries of the last quarter of an hour mean for the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// No try before this instant.
    pub locked_until: Option<Instant>,
    /// A captcha comes first.
    pub captcha: bool,
}

/// Judges the next try for `subject` from this browser and address; `account` is whose it would be.
pub(crate) async fn judge(
    work: &Work,
    subject: &str,
    account: Option<Uuid>,
    browser: Browser<'_>,
) -> Outcome<Verdict> {
    use attempt::Column;
    let here = browser.device(&work.desk().keys);
    let known = known_devices(work, account).await?;
    let failed = || {
        attempt::Entity::find()
            .filter(Column::Succeeded.eq(false))
            .filter(Column::At.gt(work.now() - window()))
    };
    let for_subject: Vec<(String, Instant)> = failed()
        .filter(Column::Subject.eq(subject))
        .order_by_desc(Column::At)
        .limit(1_000)
        .select_only()
        .columns([Column::Device, Column::At])
        .into_tuple()
        .all(work.db())
        .await?;
    let is_known = known.contains(&here);
    let counted: Vec<Instant> = for_subject
        .iter()
        .filter(|(device, _)| if is_known { *device == here } else { !known.contains(device) })
        .map(|(_, at)| *at)
        .collect();
    let address = work.actor().address().unwrap_or_default();
    let from_address = failed().filter(Column::Address.eq(address));
    let from_address_count = from_address.clone().count(work.db()).await?;
    let mut locked_until = nth(&counted, LOCK_AFTER).map(|at| at + window());
    if from_address_count >= LOCK_AFTER_ADDRESS {
        let first = from_address
            .order_by_desc(Column::At)
            .offset(LOCK_AFTER_ADDRESS - 1)
            .limit(1)
            .one(work.db())
            .await?;
        locked_until = locked_until.max(first.map(|row| row.at + window()));
    }
    let captcha = counted.len() as u64 >= CAPTCHA_AFTER
        || from_address_count >= CAPTCHA_AFTER_ADDRESS
        || failed().count(work.db()).await? >= CAPTCHA_AFTER_HALL;
    Ok(Verdict { locked_until, captcha })
}

/// The instant of the n-th newest, if there are so many.
fn nth(newest_first: &[Instant], n: u64) -> Option<Instant> {
    let at = usize::try_from(n).ok()?.checked_sub(1)?;
    newest_first.get(at).copied()
}

/// The devices an account was used from.
pub(super) async fn known_devices(work: &Work, account: Option<Uuid>) -> Outcome<Vec<String>> {
    // Nobody's are looked up as well: it must not take less for a name nobody has (safety A59).
    let account = account.unwrap_or_default();
    let rows = device::Entity::find().filter(device::Column::AccountId.eq(account)).all(work.db()).await?;
    Ok(rows.into_iter().map(|row| row.token_hash).collect())
}

/// Notes a try as wrong until it is found right: so a thousand tries at once are counted before any is answered.
pub(crate) async fn note(work: &Work, subject: &str, browser: Browser<'_>) -> Outcome<Uuid> {
    let id = work.id();
    let row = attempt::Model {
        id,
        subject: subject.to_owned(),
        address: work.actor().address().unwrap_or_default().to_owned(),
        device: browser.device(&work.desk().keys),
        kind: "password".to_owned(),
        succeeded: false,
        at: work.now(),
    };
    work.add(row).await?;
    Ok(id)
}

/// Notes that a try was right after all.
pub(crate) async fn clear(work: &Work, id: Uuid) -> Outcome<()> {
    attempt::Entity::update_many()
        .col_expr(attempt::Column::Succeeded, Expr::value(true))
        .filter(attempt::Column::Id.eq(id))
        .exec(work.db())
        .await?;
    Ok(())
}
