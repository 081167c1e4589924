//! The rules of single fields that every form shares.

use super::{FieldError, Outcome, Refusal, Uuid};
use chrono::{Months, NaiveDate};
use serde_json::json;

/// The key of a form as it came back: made when the form was shown, so that a form that is sent twice counts once.
///
/// # Errors
/// [`expired_form`] for what is no key.
pub fn form_key(typed: &str) -> Outcome<String> {
    Uuid::parse_str(typed.trim()).map(|key| key.to_string()).map_err(|_| expired_form())
}

/// What asks to open the page afresh: a form whose key is none, or was used for something else.
#[must_use]
pub fn expired_form() -> Refusal {
    Refusal::Invalid(vec![FieldError::new("form_key", "booking-form-expired")])
}

/// Collects broken rules so that one look shows everything that must change.
#[derive(Debug, Default)]
pub struct Fields(Vec<FieldError>);

impl Fields {
    /// Nothing broken yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes a broken rule.
    pub fn add(&mut self, error: FieldError) {
        self.0.push(error);
    }

    /// Notes `key` for `field` unless `holds`.
    pub fn require(&mut self, holds: bool, field: &str, key: &'static str) {
        if !holds {
            self.0.push(FieldError::new(field, key));
        }
    }

    /// Required text of at most `limit` characters; returns it trimmed.
    pub fn text(&mut self, field: &str, value: &str, limit: usize) -> String {
        let value = super::text::tidy(value);
        if value.is_empty() {
            self.0.push(FieldError::new(field, "field-required"));
        }
        self.within(field, &value, limit);
        value
    }

    /// Text that may be empty, of at most `limit` characters; returns it trimmed.
    pub fn text_or_none(&mut self, field: &str, value: &str, limit: usize) -> String {
        let value = super::text::tidy(value);
        self.within(field, &value, limit);
        value
    }

    /// Text of one line.
    pub fn line(&mut self, field: &str, value: &str, limit: usize, required: bool) -> String {
        let value =
            if required { self.text(field, value, limit) } else { self.text_or_none(field, value, limit) };
        self.require(!value.contains(['\n', '\t']), field, "field-control-characters");
        value
    }

    /// A number one may call.
    pub fn phone(&mut self, field: &str, value: &str, limit: usize) -> String {
        let value = self.line(field, value, limit, true);
        let said = !value.is_empty() && value.chars().count() <= limit;
        self.require(!said || super::text::is_phone(&value), field, "field-phone");
        value
    }

    /// A positive measure with at most three decimals, as people write them: `１２,000.5`; `None` when it is empty or
    /// refused.
    pub fn measure(&mut self, field: &str, typed: &str, most: f64) -> Option<f64> {
        let plain: String =
            typed.trim().chars().map(super::text::half_width).filter(|c| !matches!(c, ',' | ' ')).collect();
        if plain.is_empty() {
            self.require(typed.trim().is_empty(), field, "field-measure");
            return None;
        }
        let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let well_formed = digits(whole) && digits(decimals) && whole.len() <= 12 && decimals.len() <= 3;
        match plain.parse::<f64>().ok().filter(|value| well_formed && *value > 0.0) {
            None => self.require(false, field, "field-measure"),
            Some(value) if value > most => {
                self.add(FieldError::with(field, "field-measure-most", json!({ "most": most })));
            }
            Some(value) => return Some(value),
        }
        None
    }

    /// A whole number of at least one, as people write them; `None` when it is empty or refused.
    pub fn count(&mut self, field: &str, typed: &str, most: i32) -> Option<i32> {
        let plain: String =
            typed.trim().chars().map(super::text::half_width).filter(|c| !matches!(c, ',' | ' ')).collect();
        if plain.is_empty() {
            self.require(typed.trim().is_empty(), field, "field-count");
            return None;
        }
        let digits = plain.bytes().all(|b| b.is_ascii_digit());
        let found = plain.parse().ok().filter(|value| digits && (1..=most).contains(value));
        if found.is_none() {
            self.add(FieldError::with(field, "field-count", json!({ "most": most })));
        }
        found
    }

    /// A day from today on and within so many months, as ISO text; empty when it is refused.
    pub fn day_ahead(&mut self, field: &str, typed: &str, today: NaiveDate, months: u32) -> String {
        let typed = typed.trim();
        let last = today.checked_add_months(Months::new(months)).unwrap_or(today);
        match NaiveDate::parse_from_str(typed, "%Y-%m-%d") {
            _ if typed.is_empty() => self.require(false, field, "field-required"),
            Err(_) => self.require(false, field, "field-day"),
            Ok(day) if day < today => self.require(false, field, "field-day-past"),
            Ok(day) if day > last => {
                self.add(FieldError::with(field, "field-day-far", json!({ "last": last.to_string() })));
            }
            Ok(day) => return day.to_string(),
        }
        String::new()
    }

    fn within(&mut self, field: &str, value: &str, limit: usize) {
        let length = value.chars().count();
        if length > limit {
            let args = json!({ "limit": limit, "length": length });
            self.0.push(FieldError::with(field, "field-too-long", args));
        }
        if super::text::has_control(value) {
            self.0.push(FieldError::new(field, "field-control-characters"));
        }
    }

    /// Whether something is noted for `field` already.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|error| error.field == field)
    }

    /// # Errors
    /// [`Refusal::Invalid`] when any rule was broken.
    pub fn done(self) -> Outcome<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Refusal::Invalid(self.0)) }
    }
}
