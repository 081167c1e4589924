//! Removing what has run out (safety A91).

use crate::problem::Outcome;
use crate::protocol::sign;
use crate::provider::Identity;
use crate::store::entry::{code, request, scan, session, token};
use crate::store::trace::{attempt, captcha, draft, event, sms};
use crate::work::session::{ABSOLUTE, IDLE};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _};

/// How long a registration that nobody finishes is kept.
pub const DRAFT_LIVES: TimeDelta = TimeDelta::hours(2);
/// How long events are kept: longer than the six months that rules for such logs ask for.
const EVENT_LIVES: TimeDelta = TimeDelta::days(400);

/// Removes what has run out.
pub async fn tidy(identity: &Identity, now: DateTime<Utc>) -> Outcome<()> {
    let db = identity.store.write();
    let ended = Condition::any()
        .add(session::Column::SeenAt.lte(now - IDLE))
        .add(session::Column::CreatedAt.lte(now - ABSOLUTE));
    session::Entity::delete_many().filter(ended).exec(db).await?;
    token::Entity::delete_many().filter(token::Column::ExpiresAt.lte(now)).exec(db).await?;
    let hours = |hours| now - TimeDelta::hours(hours);
    // A used code is remembered as long as what it gave is good, so that a second use is noticed.
    code::Entity::delete_many().filter(code::Column::CreatedAt.lt(hours(1))).exec(db).await?;
    request::Entity::delete_many().filter(request::Column::CreatedAt.lt(hours(2))).exec(db).await?;
    scan::Entity::delete_many().filter(scan::Column::CreatedAt.lt(hours(1))).exec(db).await?;
    captcha::Entity::delete_many().filter(captcha::Column::CreatedAt.lt(hours(1))).exec(db).await?;
    sms::Entity::delete_many().filter(sms::Column::CreatedAt.lt(hours(1))).exec(db).await?;
    attempt::Entity::delete_many().filter(attempt::Column::At.lt(hours(25))).exec(db).await?;
    draft::Entity::delete_many().filter(draft::Column::UpdatedAt.lt(now - DRAFT_LIVES)).exec(db).await?;
    event::Entity::delete_many().filter(event::Column::At.lt(now - EVENT_LIVES)).exec(db).await?;
    sign::renew(identity, now).await
}
