//! Codes by text message (safety 2.4, A63): six digits, five minutes, five tries, used once, bound to phone, purpose
//! and browser; a new one kills the old one; budgets per phone, address and day.

use super::throttle::{count, counted, take_back};
use crate::front::Ask;
use crate::problem::Outcome;
use crate::provider::Identity;
use crate::store::trace::sms;
use chrono::TimeDelta;
use gateways::sms::SmsText;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _,
    QueryOrder as _,
};
use uuid::Uuid;

/// How long a code is good.
const LIVES: TimeDelta = TimeDelta::minutes(5);
/// How long until there may be another.
const PAUSE: TimeDelta = TimeDelta::seconds(60);
/// Wrong tries until a code is dead.
const TRIES: i32 = 5;
/// Codes to a phone in an hour and in a day.
const PER_PHONE: (u64, u64) = (5, 10);
/// Codes from an address in an hour.
const PER_ADDRESS: u64 = 20;
/// Codes altogether in a day.
const PER_DAY: u64 = 5_000;

/// What became of a wish for a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// On its way.
    Yes,
    /// In so many seconds.
    Wait(i64),
    /// A budget is used up.
    NoMore,
    /// Nobody could send it; nothing was counted.
    Failed,
}

/// What became of a code that was typed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Right.
    Right,
    /// Wrong, expired, used, for another purpose or from another browser: nobody is told which.
    Wrong,
}

/// Sends a code. With `real` false everything looks the same and nobody gets a message: for a phone that fits no
/// account (safety A59).
pub async fn send(identity: &Identity, ask: &Ask, purpose: &str, phone: &str, real: bool) -> Outcome<Sent> {
    let last = latest(identity, ask, purpose).await?;
    if let Some(last) = last {
        let left = PAUSE - (ask.now - last.created_at);
        if left > TimeDelta::zero() {
            return Ok(Sent::Wait(left.num_seconds().max(1)));
        }
    }
    let (to, from) = (format!("sms to {phone}"), format!("sms from {}", ask.address));
    let (hour, day) = (TimeDelta::hours(1), TimeDelta::hours(24));
    let recent = counted(identity, ask, &to, PAUSE).await?;
    if recent > 0 {
        return Ok(Sent::Wait(PAUSE.num_seconds()));
    }
    let full = counted(identity, ask, &to, hour).await? >= PER_PHONE.0
        || counted(identity, ask, &to, day).await? >= PER_PHONE.1
        || counted(identity, ask, &from, hour).await? >= PER_ADDRESS
        || counted(identity, ask, "sms", day).await? >= PER_DAY;
    if full {
        return Ok(Sent::NoMore);
    }
    let code = identity.parts.digits();
    // Counted and kept before it is sent: whoever is quick finds it good, and many at once get no more than one.
    let mut held = Vec::new();
    for bucket in [to.as_str(), from.as_str(), "sms"] {
        held.push(count(identity, ask, bucket).await?);
    }
    let id = keep(identity, ask, purpose, phone, &code, real).await?;
    if real {
        let moment = identity.parts.moment();
        let text = crate::view::text(
            identity,
            ask,
            "sms-code",
            &serde_json::json!({ "code": code, "purpose":
            crate::view::text(identity, ask, &format!("sms-for-{purpose}"), &serde_json::Value::Null) }),
        );
        let params = vec![("code".to_owned(), code.clone())];
        let text = SmsText { template: format!("identity-{purpose}"), params, text };
        if let Err(error) = identity.parts.sms.send(phone, &text, &moment).await {
            tracing::warn!(%error, "a code could not be sent");
            sms::Entity::delete_by_id(id).exec(identity.store.write()).await?;
            take_back(identity, held).await?;
            return Ok(Sent::Failed);
        }
    }
    // The old code dies with the new one.
    sms::Entity::delete_many()
        .filter(sms::Column::Visit.eq(&ask.visit_mark))
        .filter(sms::Column::Purpose.eq(purpose))
        .filter(sms::Column::Id.ne(id))
        .exec(identity.store.write())
        .await?;
    Ok(Sent::Yes)
}

/// Keeps the fingerprint of a code.
async fn keep(
    identity: &Identity,
    ask: &Ask,
    purpose: &str,
    phone: &str,
    code: &str,
    real: bool,
) -> Outcome<Uuid> {
    let id = identity.parts.id();
    let row = sms::Model {
        id,
        visit: ask.visit_mark.clone(),
        purpose: purpose.to_owned(),
        phone: phone.to_owned(),
        mark: identity.keys.mark("sms", &format!("{id}{code}")),
        tries: 0,
        created_at: ask.now,
        // Nobody has the code of a message that was not sent.
        used_at: (!real).then_some(ask.now),
    };
    sms::Entity::insert(sms::ActiveModel::from(row).reset_all())
        .exec_without_returning(identity.store.write())
        .await?;
    Ok(id)
}

/// Seconds until there may be another code for this purpose in this browser.
pub async fn left(identity: &Identity, ask: &Ask, purpose: &str) -> Outcome<i64> {
    let last = latest(identity, ask, purpose).await?;
    Ok(last.map_or(0, |last| (PAUSE - (ask.now - last.created_at)).num_seconds().max(0)))
}

async fn latest(identity: &Identity, ask: &Ask, purpose: &str) -> Outcome<Option<sms::Model>> {
    let found = sms::Entity::find()
        .filter(sms::Column::Visit.eq(&ask.visit_mark))
        .filter(sms::Column::Purpose.eq(purpose))
        .order_by_desc(sms::Column::CreatedAt)
        .one(identity.store.write())
        .await?;
    Ok(found)
}

/// Checks a code and spends it when it is right.
pub async fn check(
    identity: &Identity,
    ask: &Ask,
    purpose: &str,
    phone: &str,
    typed: &str,
) -> Outcome<Check> {
    let Some(row) = latest(identity, ask, purpose).await? else { return Ok(Check::Wrong) };
    // A try is counted before it is looked at, and only while there are tries left: many at once do not get more.
    let counted = sms::Entity::update_many()
        .col_expr(sms::Column::Tries, sea_orm::sea_query::ExprTrait::add(Expr::col(sms::Column::Tries), 1))
        .filter(sms::Column::Id.eq(row.id))
        .filter(sms::Column::Tries.lt(TRIES))
        .filter(sms::Column::UsedAt.is_null())
        .exec(identity.store.write())
        .await?;
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
    let right = counted.rows_affected == 1
        && row.phone == phone
        && ask.now - row.created_at <= LIVES
        && identity.keys.marks("sms", &format!("{}{typed}", row.id), &row.mark);
    if !right {
        return Ok(Check::Wrong);
    }
    let used = sms::Entity::update_many()
        .set(sms::ActiveModel { used_at: Set(Some(ask.now)), ..Default::default() })
        .filter(sms::Column::Id.eq(row.id))
        .filter(sms::Column::UsedAt.is_null())
        .exec(identity.store.write())
        .await?;
    Ok(if used.rows_affected == 1 { Check::Right } else { Check::Wrong })
}

/// Digits as a Chinese keyboard may type them.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}
