//! The indicators of a draft: added, changed, dropped, put in order.

use super::define::{changed, drafted};
use super::draft::IndicatorDraft;
use super::form::{Form, INDICATORS_LIMIT};
use crate::kernel::{FieldError, Outcome, Refusal, Uuid, Work};
use serde_json::json;

/// Adds an indicator at the end, or changes the one of a key; returns its key.
///
/// # Errors
/// [`Refusal::NotFound`] for no such indicator or another region's assessment, [`Refusal::OutOfTurn`] once it is announced,
/// [`Refusal::Stale`] when somebody else changed it, [`Refusal::Invalid`] with every broken field.
pub async fn put_indicator(
    work: &Work,
    id: Uuid,
    seen: i32,
    key: Option<&str>,
    draft: &IndicatorDraft,
) -> Outcome<String> {
    let before = drafted(work, id, seen).await?;
    let mut form = before.form()?;
    let fresh_key = form.fresh_key();
    let key = key.unwrap_or(&fresh_key).to_owned();
    let place = form.indicators.iter().position(|indicator| indicator.key == key);
    let indicator = draft.check(&key, &form)?;
    match place {
        Some(at) => form.indicators[at] = indicator,
        None if key != fresh_key => return Err(Refusal::NotFound),
        None if form.indicators.len() >= INDICATORS_LIMIT => {
            let args = json!({ "limit": INDICATORS_LIMIT });
            return Err(Refusal::Invalid(vec![FieldError::with("name", "indicator-too-many", args)]));
        }
        None => form.indicators.push(indicator),
    }
    keep(work, &before, &form).await?;
    Ok(key)
}

/// Drops an indicator.
///
/// # Errors
/// As [`put_indicator`].
pub async fn drop_indicator(work: &Work, id: Uuid, seen: i32, key: &str) -> Outcome<()> {
    let before = drafted(work, id, seen).await?;
    let mut form = before.form()?;
    let count = form.indicators.len();
    form.indicators.retain(|indicator| indicator.key != key);
    if form.indicators.len() == count {
        return Err(Refusal::NotFound);
    }
    keep(work, &before, &form).await
}

/// Moves an indicator one place up or down; at the end it stays.
///
/// # Errors
/// As [`put_indicator`].
pub async fn shift_indicator(work: &Work, id: Uuid, seen: i32, key: &str, up: bool) -> Outcome<()> {
    let before = drafted(work, id, seen).await?;
    let mut form = before.form()?;
    let at = form.indicators.iter().position(|indicator| indicator.key == key).ok_or(Refusal::NotFound)?;
    let to = if up { at.checked_sub(1) } else { Some(at + 1) };
    match to.filter(|to| *to < form.indicators.len()) {
        Some(to) => form.indicators.swap(at, to),
        None => return Ok(()),
    }
    keep(work, &before, &form).await
}

async fn keep(work: &Work, before: &super::model::assessment::Model, form: &Form) -> Outcome<()> {
    let mut after = before.clone();
    after.form = serde_json::to_string(form)?;
    changed(work, "assessment.edited", before, after).await
}
