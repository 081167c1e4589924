//! Officials correct the calendar.

use super::model::{Entity, Model, OFFICE};
use super::{DayKind, fill};
use crate::journal::Entry;
use crate::kernel::{Action, Fields, Outcome, Refusal, Whose, Work};
use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, ModelTrait};
use serde_json::json;

/// The longest name of a day, in characters.
const NAME_LIMIT: usize = 30;

/// Says what a day is, whatever its weekday and the facts say.
///
/// # Errors
/// [`Refusal::Invalid`] for an empty or overlong name; [`Refusal::NotAllowed`] for who does not keep content.
pub async fn set(work: &Work, day: NaiveDate, kind: DayKind, name_zh: &str, name_en: &str) -> Outcome<()> {
    work.may(Action::KeepContent, &Whose::Nobody)?;
    let mut fields = Fields::new();
    let name_zh = fields.text("name_zh", name_zh, NAME_LIMIT);
    let name_en = fields.text("name_en", name_en, NAME_LIMIT);
    fields.done()?;
    let before = Entity::find_by_id(day.to_string()).one(work.db()).await?;
    let after = Model {
        day: day.to_string(),
        kind: kind.word().to_owned(),
        name_zh,
        name_en,
        source: before.as_ref().map_or_else(|| OFFICE.to_owned(), |row| row.source.clone()),
        edited_by: work.actor().member().map(|member| member.account),
        edited_at: Some(work.now()),
    };
    let entry =
        Entry::new("calendar.set", "calendar", day).changes(&told(before.as_ref()), &told(Some(&after)));
    match before {
        Some(_) => {
            after.into_active_model().reset_all().update(work.db()).await?;
        }
        None => work.add(after).await?,
    }
    work.journal(entry).await
}

/// Takes back what officials said about a day: the fact that came with the program holds again, or, where there is
/// none, the weekday.
///
/// # Errors
/// [`Refusal::NotFound`] when nothing was said about it; [`Refusal::NotAllowed`] for who does not keep content.
pub async fn restore(work: &Work, day: NaiveDate) -> Outcome<()> {
    work.may(Action::KeepContent, &Whose::Nobody)?;
    let before = Entity::find_by_id(day.to_string()).one(work.db()).await?;
    let before = before.filter(|row| row.edited_at.is_some()).ok_or(Refusal::NotFound)?;
    let after = fill::fact(&before.day)?;
    let entry =
        Entry::new("calendar.restored", "calendar", day).changes(&told(Some(&before)), &told(after.as_ref()));
    match after {
        Some(after) => {
            after.into_active_model().reset_all().update(work.db()).await?;
        }
        None => {
            before.delete(work.db()).await?;
        }
    }
    work.journal(entry).await
}

fn told(row: Option<&Model>) -> serde_json::Value {
    row.map_or(
        serde_json::Value::Null,
        |row| json!({ "kind": row.kind, "name_zh": row.name_zh, "name_en": row.name_en }),
    )
}
