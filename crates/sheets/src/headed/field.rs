//! One cell of a headed table, read as what was asked for.

use super::day;
use super::fold::{fold, half_width, trim};
use super::number;
use super::reason::Reason;
use crate::{Address, Value};
use chrono::{NaiveDate, NaiveTime};

/// What becomes of full-width digits and letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// They stay, as in names.
    Keep,
    /// They become half-width, as in codes.
    Half,
}

/// A cell of a row under a heading. What it is read as is `Ok(None)` where nothing stands in it.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// Where it is; nowhere when the table has no such column.
    pub address: Option<Address>,
    /// What stands in it.
    pub value: Option<&'a Value>,
    /// Was it calculated by a formula?
    pub formula: bool,
}

impl Field<'_> {
    /// Does nothing stand in it, or only spaces?
    pub fn is_blank(&self) -> bool {
        match self.value {
            None => true,
            Some(Value::Text(text)) => trim(text).is_empty(),
            Some(_) => false,
        }
    }

    /// Its text without spaces around it. A number gives the digits one sees, a day `2026-11-28`.
    ///
    /// # Errors
    /// [`Reason::Rounded`], [`Reason::Failed`] or [`Reason::NotCalculated`].
    pub fn text(&self, width: Width) -> Result<Option<String>, Reason> {
        let Some(value) = self.value else { return Ok(None) };
        let text = match value {
            Value::Text(text) => match width {
                Width::Keep => trim(text).to_owned(),
                Width::Half => trim(&half_width(text)).to_owned(),
            },
            Value::Number(number) => number::digits(*number)?,
            Value::Date(day) => day.format("%Y-%m-%d").to_string(),
            Value::Moment(at) if seconds(at.time()) => at.format("%Y-%m-%d %H:%M:%S").to_string(),
            Value::Moment(at) => at.format("%Y-%m-%d %H:%M").to_string(),
            Value::Time(time) if seconds(*time) => time.format("%H:%M:%S").to_string(),
            Value::Time(time) => time.format("%H:%M").to_string(),
            Value::Boolean(true) => "TRUE".to_owned(),
            Value::Boolean(false) => "FALSE".to_owned(),
            Value::Error(failed) => return Err(Reason::Failed(failed.clone())),
            Value::Empty => return Err(Reason::NotCalculated),
        };
        Ok(Some(text).filter(|text| !text.is_empty()))
    }

    /// A whole number.
    ///
    /// # Errors
    /// A [`Reason`] why it is none.
    pub fn whole(&self) -> Result<Option<i64>, Reason> {
        self.decimal(0)
    }

    /// A number as a whole count of its last allowed place, so that nothing is rounded: with two places, 12.5 is 1250.
    ///
    /// # Errors
    /// A [`Reason`] why it is none, or has more places.
    pub fn decimal(&self, places: u32) -> Result<Option<i64>, Reason> {
        match self.value {
            Some(Value::Date(_) | Value::Moment(_) | Value::Time(_) | Value::Boolean(_)) => {
                Err(Reason::NotANumber)
            }
            _ => self.text(Width::Half)?.map(|text| number::scaled(&text, places)).transpose(),
        }
    }

    /// A day: a cell that is one, or a text or eight digits that say one.
    ///
    /// # Errors
    /// A [`Reason`] why it is none.
    pub fn day(&self) -> Result<Option<NaiveDate>, Reason> {
        match self.value {
            Some(Value::Date(date)) => Ok(Some(*date)),
            Some(Value::Moment(at)) if at.time() == NaiveTime::MIN => Ok(Some(at.date())),
            Some(Value::Moment(_)) => Err(Reason::HasTime),
            Some(Value::Time(_) | Value::Boolean(_)) => Err(Reason::NotADay),
            _ => self.text(Width::Half)?.map(|text| day::day(&text)).transpose(),
        }
    }

    /// The number of one of these labels, from nought; width, case and spaces do not matter.
    ///
    /// # Errors
    /// [`Reason::NotAChoice`], or why it has no text.
    pub fn choice<L: AsRef<str>>(&self, labels: &[L]) -> Result<Option<usize>, Reason> {
        let Some(text) = self.text(Width::Keep)? else { return Ok(None) };
        let folded = fold(&text);
        let found = labels.iter().position(|label| fold(label.as_ref()) == folded);
        found.map(Some).ok_or(Reason::NotAChoice)
    }
}

fn seconds(time: NaiveTime) -> bool {
    chrono::Timelike::second(&time) != 0
}
