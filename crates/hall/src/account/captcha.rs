//! Asking whether somebody is there (A17), only when there is reason to doubt it. What is shown follows from a random id and
//! the hall's key, so that showing one writes nothing; answering it spends it, rightly or not.

use super::model::captcha;
use crate::kernel::{Desk, Instant, Keys, Outcome, Uuid, Work};
use chrono::{DateTime, TimeDelta};
use pictures::captcha::{Question, draw, same, sum, word};
use sea_orm::EntityTrait;

/// Minutes for which a captcha may be answered.
const MINUTES: i64 = 10;

/// A captcha to show: the picture at `/captcha/{token}.png`, or the question for whoever cannot see it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Names it; goes with the answer.
    pub token: String,
    /// "三加四等于几": the two numbers; the page puts them into words.
    pub question: Question,
}

/// What came back: the captcha's token, and the letters or the sum.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// Which captcha.
    pub token: &'a str,
    /// What was typed.
    pub typed: &'a str,
}

/// A new captcha.
#[must_use]
pub fn fresh(desk: &Desk) -> Shown {
    let id = desk.id();
    Shown { token: token_of(&desk.keys, id), question: sum(seed(&desk.keys, "captcha-sum", id)).0 }
}

/// The picture of a captcha that may still be answered: PNG.
#[must_use]
pub fn picture(desk: &Desk, token: &str) -> Option<Vec<u8>> {
    let id = read(&desk.keys, token, desk.now())?;
    let letters = word(seed(&desk.keys, "captcha-word", id));
    Some(draw(&letters, seed(&desk.keys, "captcha-look", id)))
}

/// Spends a captcha and says whether it was answered rightly, by letters or by the sum.
pub(crate) async fn spend(work: &Work, answer: Answer<'_>) -> Outcome<bool> {
    let keys = &work.desk().keys;
    let Some(id) = read(keys, answer.token, work.now()) else { return Ok(false) };
    if captcha::Entity::find_by_id(id).one(work.db()).await?.is_some() {
        return Ok(false);
    }
    work.add(captcha::Model { id, used_at: work.now() }).await?;
    let question = sum(seed(keys, "captcha-sum", id)).0;
    Ok(same(&word(seed(keys, "captcha-word", id)), answer.typed) || question.answered(answer.typed))
}

#[cfg(any(test, feature = "testing"))]
pub(crate) fn is_one(keys: &Keys, token: &str, now: Instant) -> bool {
    read(keys, token, now).is_some()
}

fn token_of(keys: &Keys, id: Uuid) -> String {
    let tag = keys.fingerprint("captcha", id.as_bytes());
    format!("{}.{}", id.simple(), &tag[..32])
}

fn read(keys: &Keys, token: &str, now: Instant) -> Option<Uuid> {
    let id: Uuid = token.split('.').next()?.parse().ok()?;
    if token_of(keys, id) != token {
        return None;
    }
    let (seconds, nanos) = id.get_timestamp()?.to_unix();
    let made = DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)?;
    (made <= now && now - made < TimeDelta::minutes(MINUTES)).then_some(id)
}

fn seed(keys: &Keys, purpose: &str, id: Uuid) -> u64 {
    let fingerprint = keys.fingerprint(purpose, id.as_bytes());
    u64::from_str_radix(&fingerprint[..16], 16).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::bench;

    #[tokio::test]
    async fn a17_a_captcha_counts_once_by_letters_or_by_sum() {
        let hall = bench().await;
        let work = hall.desk.begin(&hall.visitor()).await.unwrap();
        let answer = |token, typed| Answer { token, typed };
        let (first, second, third) = (fresh(&hall.desk), fresh(&hall.desk), fresh(&hall.desk));
        let id = read(&hall.desk.keys, &first.token, hall.desk.now()).unwrap();
        let letters = word(seed(&hall.desk.keys, "captcha-word", id)).to_lowercase();
        assert!(spend(&work, answer(&first.token, &letters)).await.unwrap());
        assert!(!spend(&work, answer(&first.token, &letters)).await.unwrap(), "spent");
        let right = second.question.answer().to_string();
        assert!(!spend(&work, answer(&second.token, "wrong")).await.unwrap());
        assert!(!spend(&work, answer(&second.token, &right)).await.unwrap(), "spent by the wrong answer");
        assert!(spend(&work, answer(&third.token, &third.question.answer().to_string())).await.unwrap());
    }

    #[tokio::test]
    async fn a17_invented_and_old_captchas_are_none() {
        let hall = bench().await;
        let shown = fresh(&hall.desk);
        assert!(picture(&hall.desk, &shown.token).unwrap().starts_with(b"\x89PNG"));
        let forged = format!("{}.{}", hall.desk.id().simple(), "0".repeat(32));
        assert!(picture(&hall.desk, &forged).is_none());
        assert!(picture(&hall.desk, "").is_none());
        hall.clock.pass(TimeDelta::minutes(MINUTES));
        assert!(picture(&hall.desk, &shown.token).is_none());
    }
}
