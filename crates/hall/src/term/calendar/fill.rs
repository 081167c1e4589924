//! Filling the calendar from the facts that come with the program.

use super::DayKind;
use super::model::{Column, Entity, Model, OFFICE};
use crate::journal::Entry;
use crate::kernel::{Outcome, Refusal, Work};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde::Deserialize;

/// The statutory holidays and the days worked for them, each with the notice that announced it.
const FACTS: &str = include_str!("../../../../../data/holidays.csv");

/// One line of the facts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Fact {
    day: String,
    kind: String,
    name_zh: String,
    name_en: String,
    source: String,
}

impl Fact {
    fn row(&self) -> Model {
        Model {
            day: self.day.clone(),
            kind: self.kind.clone(),
            name_zh: self.name_zh.clone(),
            name_en: self.name_en.clone(),
            source: self.source.clone(),
            edited_by: None,
            edited_at: None,
        }
    }
}

fn facts() -> Outcome<Vec<Fact>> {
    let broken = |what: String| Refusal::Broken(format!("data/holidays.csv: {what}"));
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(FACTS.as_bytes());
    let mut found = Vec::new();
    for line in reader.deserialize::<Fact>() {
        let fact = line.map_err(|error| broken(error.to_string()))?;
        if DayKind::of(&fact.kind).is_none() || fact.day.parse::<chrono::NaiveDate>().is_err() {
            return Err(broken(format!("{fact:?}")));
        }
        found.push(fact);
    }
    Ok(found)
}

/// The fact about a day, as a row.
pub(super) fn fact(day: &str) -> Outcome<Option<Model>> {
    Ok(facts()?.iter().find(|fact| fact.day == day).map(Fact::row))
}

/// Brings the calendar up to the facts of this release: new days come, corrected ones are corrected, withdrawn ones
/// go. Days that officials changed stay as they left them. Returns how many rows moved; safe to repeat.
///
/// # Errors
/// When the database fails or the facts cannot be read.
pub async fn fill(work: &Work) -> Outcome<usize> {
    let facts = facts()?;
    let present = Entity::find().all(work.db()).await?;
    let mut moved = 0;
    for fact in &facts {
        let row = fact.row();
        match present.iter().find(|there| there.day == fact.day) {
            None => work.add(row).await?,
            Some(there) if there.edited_at.is_some() || *there == row => continue,
            Some(_) => {
                row.into_active_model().reset_all().update(work.db()).await?;
            }
        }
        moved += 1;
    }
    let withdrawn: Vec<&str> = present
        .iter()
        .filter(|there| there.edited_at.is_none() && there.source != OFFICE)
        .filter(|there| !facts.iter().any(|fact| fact.day == there.day))
        .map(|there| there.day.as_str())
        .collect();
    if !withdrawn.is_empty() {
        moved += withdrawn.len();
        Entity::delete_many().filter(Column::Day.is_in(withdrawn)).exec(work.db()).await?;
    }
    if moved > 0 {
        work.journal(Entry::new("calendar.filled", "calendar", "holidays").change("days", 0, moved)).await?;
    }
    Ok(moved)
}
