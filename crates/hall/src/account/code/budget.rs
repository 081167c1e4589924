//! How many codes may be sent: per number, per address, for the whole hall.

use super::super::model::challenge::{Column, Entity};
use super::super::suspicion::known_devices;
use super::RESEND_SECONDS;
use crate::account::{Browser, find};
use crate::kernel::{Outcome, Refusal, Work};
use chrono::TimeDelta;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

/// Codes an address may ask for in an hour before a captcha is asked first.
const CALM: u64 = 5;

/// Refuses when any budget is used up, with the instant at which the next code is welcome.
///
/// A browser in which the number's owner has been before has a budget of its own: strangers who have codes sent to the number until
/// no more are cannot shut the owner out there (safety A51).
pub(super) async fn check(work: &Work, browser: Browser<'_>, phone: &str, address: &str) -> Outcome<()> {
    let keys = &work.desk().keys;
    let owner = find::by_phone(work.db(), phone).await?.map(|account| account.id);
    let is_owners = known_devices(work, owner).await?.contains(&browser.device(keys));
    let limits = &work.desk().zone.limits;
    let (hour, day) = (TimeDelta::hours(1), TimeDelta::days(1));
    let to = || match is_owners {
        true => Column::Phone.eq(phone).and(Column::Browser.eq(browser.journey(keys))),
        false => Column::Phone.eq(phone),
    };
    let from = || Column::Address.eq(address);
    let all = || Column::Id.is_not_null();
    within(work, to(), TimeDelta::seconds(RESEND_SECONDS), 1, "sms-wait").await?;
    within(work, to(), hour, limits.sms_per_phone_hour, "sms-phone-hour").await?;
    within(work, to(), day, limits.sms_per_phone_day, "sms-phone-day").await?;
    within(work, from(), hour, limits.sms_per_address_hour, "sms-address-hour").await?;
    within(work, all(), day, limits.sms_per_day, "sms-day").await
}

async fn within(
    work: &Work,
    which: SimpleExpr,
    window: TimeDelta,
    limit: u32,
    key: &'static str,
) -> Outcome<()> {
    let recent = Entity::find().filter(which).filter(Column::CreatedAt.gt(work.now() - window));
    let count = recent.clone().count(work.db()).await?;
    let limit = u64::from(limit);
    if count < limit {
        return Ok(());
    }
    // The next is welcome when the oldest of the newest `limit` leaves the window.
    let oldest = recent.order_by_asc(Column::CreatedAt).offset(count - limit).limit(1).one(work.db()).await?;
    let until = oldest.map_or(work.now(), |row| row.created_at) + window;
    Err(Refusal::TooMany { until, key })
}

/// Whether this address, or the hall as a whole, asked for so many codes that a captcha comes first.
pub(super) async fn is_suspicious(work: &Work, address: &str) -> Outcome<bool> {
    let recent = |span| Entity::find().filter(Column::CreatedAt.gt(work.now() - span));
    let from_here = recent(TimeDelta::hours(1)).filter(Column::Address.eq(address)).count(work.db()).await?;
    if from_here >= CALM {
        return Ok(true);
    }
    let today = recent(TimeDelta::days(1)).count(work.db()).await?;
    Ok(today * 2 >= u64::from(work.desk().zone.limits.sms_per_day))
}
