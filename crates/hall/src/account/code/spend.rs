//! Using a code.

use super::super::model::challenge;
use super::{Purpose, TRIES, fingerprinted};
use crate::account::Browser;
use crate::kernel::{Actor, Desk, FieldError, Outcome, Refusal, Work, text::half_width};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};

/// What was typed, if it has the form of a code; blanks and full-width digits are forgiven.
pub(crate) fn is_code(typed: &str) -> Option<String> {
    let digits: String = typed.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
    (digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

/// A work in which the code has been spent: whoever acts has the phone in their hands. When the work is dropped, the code
/// still counts; so a rule that refuses later costs nobody a message. A wrong code is counted whatever happens.
///
/// `field` is the form's name of the code.
///
/// # Errors
/// [`Refusal::Invalid`] with one sentence for every way of being wrong.
pub(crate) async fn proven(
    desk: &Desk,
    actor: &Actor,
    browser: Browser<'_>,
    phone: &str,
    purpose: Purpose,
    field: &str,
    typed: &str,
) -> Outcome<Work> {
    let work = desk.begin(actor).await?;
    if spend(&work, browser, phone, purpose, typed).await? {
        return Ok(work);
    }
    work.keep().await?;
    Err(Refusal::Invalid(vec![FieldError::new(field, "code-wrong")]))
}

/// Spends a second code in a work that one has opened.
///
/// # Errors
/// [`Refusal::Invalid`] when it is wrong; then nothing of the work is kept.
pub(crate) async fn spent_too(
    work: &Work,
    browser: Browser<'_>,
    phone: &str,
    purpose: Purpose,
    typed: &str,
) -> Outcome<()> {
    let right = spend(work, browser, phone, purpose, typed).await?;
    if right { Ok(()) } else { Err(Refusal::Invalid(vec![FieldError::new("new_code", "code-wrong")])) }
}

async fn spend(
    work: &Work,
    browser: Browser<'_>,
    phone: &str,
    purpose: Purpose,
    typed: &str,
) -> Outcome<bool> {
    use challenge::Column;
    let keys = &work.desk().keys;
    let Some(typed) = is_code(typed) else { return Ok(false) };
    let found = challenge::Entity::find()
        .filter(Column::Phone.eq(phone))
        .filter(Column::Purpose.eq(purpose.word()))
        .filter(Column::Browser.eq(browser.journey(keys)))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(work.now()))
        .order_by_desc(Column::CreatedAt)
        .one(work.db())
        .await?;
    let Some(found) = found else { return Ok(false) };
    let right = keys.matches("code", &fingerprinted(found.id, &typed), &found.code_hash);
    let tries = found.tries + i32::from(!right);
    let mut row = found.into_active_model();
    row.tries = Set(tries);
    if right || tries >= TRIES {
        row.used_at = Set(Some(work.now()));
    }
    row.update(work.db()).await?;
    Ok(right)
}
