//! The fields of a tenant: what is typed in, the rules it must meet, and what is entered. The manual shows no columns (E10,
//! Q21); docs/forms.md has the list.

use super::State;
use super::model::Model;
use crate::enterprise::Uscc;
use crate::kernel::{FieldError, Fields, Outcome};
use chrono::{Datelike as _, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Limits of the form.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Limits {
    /// 企业名称: characters.
    pub name: usize,
    /// 联系人: characters.
    pub contact_name: usize,
    /// 联系电话: characters.
    pub contact_phone: usize,
    /// 业务类型: characters.
    pub business: usize,
    /// 备注: characters.
    pub remarks: usize,
    /// How far ahead 入驻时间 may lie, in months.
    pub months: u32,
}

impl Limits {
    /// The limits in force.
    pub const NOW: Self =
        Self { name: 100, contact_name: 20, contact_phone: 20, business: 40, remarks: 300, months: 12 };
}

/// No enterprise entered a park before.
const FIRST_YEAR: i32 = 1949;

/// What is typed in; texts as they came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TenantForm {
    /// 企业名称.
    pub name: String,
    /// 统一社会信用代码.
    pub uscc: String,
    /// 联系人.
    pub contact_name: String,
    /// 联系电话.
    pub contact_phone: String,
    /// 入驻时间, an ISO day.
    pub entered_on: String,
    /// 业务类型.
    pub business: String,
    /// A [`State`]'s word.
    pub state: String,
    /// 备注; may be empty.
    pub remarks: String,
}

/// What is entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// 企业名称.
    pub name: String,
    /// 统一社会信用代码.
    pub uscc: String,
    /// 联系人.
    pub contact_name: String,
    /// 联系电话.
    pub contact_phone: String,
    /// 入驻时间, an ISO day.
    pub entered_on: String,
    /// 业务类型.
    pub business: String,
    /// 状态.
    pub state: State,
    /// 备注; may be empty.
    pub remarks: String,
}

impl TenantForm {
    /// What it enters, or every rule it breaks. `today` is the day in the zone's time; a `strict` zone takes no credit code whose
    /// check fails (Q4).
    ///
    /// # Errors
    /// [`crate::Refusal::Invalid`] with every broken field.
    pub fn check(&self, today: NaiveDate, strict: bool) -> Outcome<Entered> {
        let limits = Limits::NOW;
        let mut fields = Fields::new();
        let name = fields.line("name", &self.name, limits.name, true);
        let uscc = code(&mut fields, &self.uscc, strict);
        let contact_name = fields.line("contact_name", &self.contact_name, limits.contact_name, true);
        let contact_phone = fields.phone("contact_phone", &self.contact_phone, limits.contact_phone);
        let entered_on = day(&mut fields, &self.entered_on, today);
        let business = fields.line("business", &self.business, limits.business, true);
        let state = State::of(self.state.trim());
        fields.require(state.is_some(), "state", "field-required");
        let remarks = fields.text_or_none("remarks", &self.remarks, limits.remarks);
        fields.done()?;
        let state = state.unwrap_or(State::Present);
        Ok(Entered { name, uscc, contact_name, contact_phone, entered_on, business, state, remarks })
    }
}

fn code(fields: &mut Fields, typed: &str, strict: bool) -> String {
    let typed = typed.trim();
    if typed.is_empty() {
        fields.require(false, "uscc", "field-required");
        return String::new();
    }
    match Uscc::read(typed) {
        Err(wrong) => fields.require(false, "uscc", wrong.key()),
        Ok(code) if strict && !code.is_sound() => fields.require(false, "uscc", "uscc-check"),
        Ok(code) => return code.to_string(),
    }
    String::new()
}

fn day(fields: &mut Fields, typed: &str, today: NaiveDate) -> String {
    let typed = typed.trim();
    let last = today.checked_add_months(Months::new(Limits::NOW.months)).unwrap_or(today);
    match NaiveDate::parse_from_str(typed, "%Y-%m-%d") {
        _ if typed.is_empty() => fields.require(false, "entered_on", "field-required"),
        Err(_) => fields.require(false, "entered_on", "field-day"),
        Ok(day) if day.year() < FIRST_YEAR => fields.require(false, "entered_on", "tenant-day-early"),
        Ok(day) if day > last => {
            fields.add(FieldError::with("entered_on", "field-day-far", json!({ "last": last.to_string() })));
        }
        Ok(day) => return day.to_string(),
    }
    String::new()
}

impl From<&Model> for TenantForm {
    fn from(row: &Model) -> Self {
        Self {
            name: row.name.clone(),
            uscc: row.uscc.clone(),
            contact_name: row.contact_name.clone(),
            contact_phone: row.contact_phone.clone(),
            entered_on: row.entered_on.clone(),
            business: row.business.clone(),
            state: row.state.clone(),
            remarks: row.remarks.clone(),
        }
    }
}

impl Entered {
    /// The row with these values; whatever else it holds stays.
    #[must_use]
    pub(super) fn onto(self, row: Model) -> Model {
        Model {
            name: self.name,
            uscc: self.uscc,
            contact_name: self.contact_name,
            contact_phone: self.contact_phone,
            entered_on: self.entered_on,
            business: self.business,
            state: self.state.word().to_owned(),
            remarks: self.remarks,
            ..row
        }
    }
}
