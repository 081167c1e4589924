//! The form of 申请入驻: what is typed in, the rules it must meet, and what is asked. The manual shows no form (Q21).

use crate::kernel::{Fields, Outcome};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Limits of the form.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Limits {
    /// 经营内容: characters.
    pub business: usize,
    /// 人员规模: people.
    pub staff: i32,
    /// 计划投资: ten thousand yuan.
    pub investment: f64,
    /// 需求面积: square metres.
    pub area: f64,
    /// 备注: characters.
    pub remarks: usize,
    /// 联系人 (L-9): characters.
    pub contact_name: usize,
    /// 联系电话 (L-11): characters.
    pub contact_phone: usize,
    /// How far ahead the wanted day may lie, in months.
    pub months: u32,
}

impl Limits {
    /// The limits in force.
    pub const NOW: Self = Self {
        business: 300,
        staff: 100_000,
        investment: 1e8,
        area: 1e7,
        remarks: 300,
        contact_name: 20,
        contact_phone: 20,
        months: 36,
    };
}

/// What is typed in; texts as they came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SettlementForm {
    /// 经营内容.
    pub business: String,
    /// 人员规模.
    pub staff: String,
    /// 计划投资 in ten thousand yuan; may be empty.
    pub investment: String,
    /// 需求面积 in square metres; may be empty.
    pub area: String,
    /// 期望入驻日期, an ISO day.
    pub wanted_on: String,
    /// 备注; may be empty.
    pub remarks: String,
    /// 联系人.
    pub contact_name: String,
    /// 联系电话.
    pub contact_phone: String,
}

/// What is asked for in one round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Asking {
    /// 经营内容.
    pub business: String,
    /// 人员规模.
    pub staff: i32,
    /// 计划投资 in ten thousand yuan.
    pub investment: Option<f64>,
    /// 需求面积 in square metres.
    pub area: Option<f64>,
    /// 期望入驻日期, an ISO day.
    pub wanted_on: String,
    /// 备注.
    pub remarks: String,
    /// 联系人.
    pub contact_name: String,
    /// 联系电话.
    pub contact_phone: String,
}

impl SettlementForm {
    /// What it asks for, or every rule it breaks. `today` is the day in the zone's time.
    ///
    /// # Errors
    /// [`crate::Refusal::Invalid`] with every broken field.
    pub fn check(&self, today: NaiveDate) -> Outcome<Asking> {
        let limits = Limits::NOW;
        let mut fields = Fields::new();
        let business = fields.text("business", &self.business, limits.business);
        let staff = fields.count("staff", &self.staff, limits.staff);
        let said = staff.is_some() || fields.has("staff");
        fields.require(said, "staff", "field-required");
        let investment = fields.measure("investment", &self.investment, limits.investment);
        let area = fields.measure("area", &self.area, limits.area);
        let wanted_on = fields.day_ahead("wanted_on", &self.wanted_on, today, limits.months);
        let remarks = fields.text_or_none("remarks", &self.remarks, limits.remarks);
        let contact_name = fields.line("contact_name", &self.contact_name, limits.contact_name, true);
        let contact_phone = fields.phone("contact_phone", &self.contact_phone, limits.contact_phone);
        fields.done()?;
        let staff =
            staff.ok_or_else(|| crate::Refusal::Broken("a required field slipped through".to_owned()))?;
        Ok(Asking { business, staff, investment, area, wanted_on, remarks, contact_name, contact_phone })
    }
}

impl From<Asking> for SettlementForm {
    fn from(asking: Asking) -> Self {
        let measure = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
        Self {
            business: asking.business,
            staff: asking.staff.to_string(),
            investment: measure(asking.investment),
            area: measure(asking.area),
            wanted_on: asking.wanted_on,
            remarks: asking.remarks,
            contact_name: asking.contact_name,
            contact_phone: asking.contact_phone,
        }
    }
}
