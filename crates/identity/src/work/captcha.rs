//! Proof that somebody is there (A17, X06): the letters of a picture, or the answer to a sum read out by a screen
//! reader. Each is spent by its first use, right or wrong.

use crate::front::Ask;
use crate::problem::Outcome;
use crate::provider::Identity;
use crate::store::trace::captcha;
use chrono::TimeDelta;
use pictures::captcha::{Question, draw, same, sum, word};
use sea_orm::{ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _};

/// How long there is to answer.
const LIVES: TimeDelta = TimeDelta::minutes(10);

/// What a page shows.
#[derive(serde::Serialize)]
pub struct Shown {
    /// Changes with the picture, so that browsers fetch it anew.
    pub version: String,
    /// The two numbers of the sum.
    pub a: i32,
    pub b: i32,
}

/// The question this browser has to answer; another than before.
pub async fn ask_anew(identity: &Identity, ask: &Ask) -> Outcome<Shown> {
    let seed = || u64::from_be_bytes(identity.parts.bytes());
    let (question, _) = sum(seed());
    let row = captcha::Model {
        visit: ask.visit_mark.clone(),
        word: word(seed()),
        a: i32::from(question.a),
        b: i32::from(question.b),
        look: i64::from_be_bytes(identity.parts.bytes()),
        created_at: ask.now,
    };
    let shown = Shown { version: identity.parts.id().simple().to_string(), a: row.a, b: row.b };
    captcha::Entity::delete_by_id(&ask.visit_mark).exec(identity.store.write()).await?;
    let active = captcha::ActiveModel::from(row).reset_all();
    captcha::Entity::insert(active).exec_without_returning(identity.store.write()).await?;
    Ok(shown)
}

/// The picture of the question.
pub async fn picture(identity: &Identity, ask: &Ask) -> Outcome<Option<Vec<u8>>> {
    let found = captcha::Entity::find_by_id(&ask.visit_mark).one(identity.store.write()).await?;
    Ok(found.map(|row| draw(&row.word, u64::from_be_bytes(row.look.to_be_bytes()))))
}

/// Whether the form answers the question of this browser, by letters or by the sum.
pub async fn answered(identity: &Identity, ask: &Ask) -> Outcome<bool> {
    let found = captcha::Entity::find_by_id(&ask.visit_mark).one(identity.store.write()).await?;
    let Some(row) = found else { return Ok(false) };
    let spent = captcha::Entity::delete_many()
        .filter(captcha::Column::Visit.eq(&ask.visit_mark))
        .filter(captcha::Column::Look.eq(row.look))
        .exec(identity.store.write())
        .await?;
    if spent.rows_affected == 0 || ask.now - row.created_at > LIVES {
        return Ok(false);
    }
    let small = |number: i32| u8::try_from(number).unwrap_or_default();
    let question = Question { a: small(row.a), b: small(row.b) };
    let (letters, number) = (ask.form.text("captcha"), ask.form.text("captcha_sum"));
    Ok(same(&row.word, letters) || (!number.is_empty() && question.answered(number)))
}
