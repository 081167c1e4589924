//! Forgetting what is needed no more (safety A91). The journal keeps what has to be kept.

use super::model::{attempt, captcha, challenge, device, handshake, session};
use crate::kernel::{Actor, Outcome, Refusal, Work};
use chrono::TimeDelta;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

/// Deletes codes and tries after two days, finished journeys and captchas after a day, sessions thirty days after their end, and devices
/// not seen for four hundred days; says how many rows. For the program's jobs.
///
/// # Errors
/// [`Refusal::NotAllowed`] for anybody but the program itself.
pub async fn sweep(work: &Work) -> Outcome<u64> {
    if !matches!(work.actor(), Actor::Machine(_)) {
        return Err(Refusal::NotAllowed("needs-office"));
    }
    let (now, db) = (work.now(), work.db());
    let before = |days| now - TimeDelta::days(days);
    let codes =
        challenge::Entity::delete_many().filter(challenge::Column::CreatedAt.lt(before(2))).exec(db).await?;
    let tries = attempt::Entity::delete_many().filter(attempt::Column::At.lt(before(2))).exec(db).await?;
    let captchas =
        captcha::Entity::delete_many().filter(captcha::Column::UsedAt.lt(before(1))).exec(db).await?;
    let journeys =
        handshake::Entity::delete_many().filter(handshake::Column::ExpiresAt.lt(before(1))).exec(db).await?;
    let ended = Condition::any()
        .add(session::Column::EndedAt.lt(before(30)))
        .add(session::Column::ExpiresAt.lt(before(30)));
    let sessions = session::Entity::delete_many().filter(ended).exec(db).await?;
    let devices =
        device::Entity::delete_many().filter(device::Column::SeenAt.lt(before(400))).exec(db).await?;
    let rows = [codes, tries, captchas, journeys, sessions, devices];
    Ok(rows.iter().map(|deleted| deleted.rows_affected).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::bench;

    #[tokio::test]
    async fn a91_sessions_are_forgotten_thirty_days_after_their_end() {
        let hall = bench().await;
        hall.session(hall.person("甲").await).await;
        let swept = async || {
            let work = hall.desk.begin(&Actor::Machine("test")).await.unwrap();
            let rows = sweep(&work).await.unwrap();
            work.keep().await.unwrap();
            rows
        };
        hall.clock.pass(TimeDelta::days(30));
        assert_eq!(swept().await, 0);
        hall.clock.pass(TimeDelta::days(1));
        assert_eq!(swept().await, 1);
    }
}
