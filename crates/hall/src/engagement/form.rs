//! The booking form (F19): what is typed in, the rules it must meet, and what is kept.

use super::model::booking;
use crate::kernel::{Fields, Outcome, Uuid};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Limits of the form, in characters, kilograms and cubic metres. Ours: the manual shows no form (Q21).
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Limits {
    /// 货物名称.
    pub cargo: usize,
    /// 数量.
    pub quantity: usize,
    /// 重量: one bulk carrier at most.
    pub weight_kg: f64,
    /// 体积: as much.
    pub volume_m3: f64,
    /// 起运地.
    pub origin: usize,
    /// 备注.
    pub remarks: usize,
    /// 联系人 (L-9).
    pub contact_name: usize,
    /// 联系电话 (L-11).
    pub contact_phone: usize,
    /// How far ahead the cargo may be ready, in months.
    pub ready_months: u32,
}

impl Limits {
    /// The limits in force.
    pub const NOW: Self = Self {
        cargo: 60,
        quantity: 40,
        weight_kg: 400_000_000.0,
        volume_m3: 1_000_000.0,
        origin: 60,
        remarks: 300,
        contact_name: 20,
        contact_phone: 20,
        ready_months: 12,
    };
}

/// What is typed in; texts as they came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingForm {
    /// 货物名称.
    pub cargo: String,
    /// 数量, such as `2×40HQ`; may be empty when weight and volume are given.
    pub quantity: String,
    /// 重量 in kilograms.
    pub weight_kg: String,
    /// 体积 in cubic metres.
    pub volume_m3: String,
    /// 货好时间, an ISO day.
    pub ready_on: String,
    /// 起运地.
    pub origin: String,
    /// 备注.
    pub remarks: String,
    /// 联系人.
    pub contact_name: String,
    /// 联系电话.
    pub contact_phone: String,
}

impl BookingForm {
    /// The booking of `engagement` it makes, or every rule it breaks. `today` is the day in the zone's time.
    ///
    /// # Errors
    /// [`crate::Refusal::Invalid`] with every broken field.
    pub fn check(&self, engagement: Uuid, today: NaiveDate) -> Outcome<booking::Model> {
        let limits = Limits::NOW;
        let mut fields = Fields::new();
        let cargo = fields.line("cargo", &self.cargo, limits.cargo, true);
        let quantity = fields.line("quantity", &self.quantity, limits.quantity, false);
        let weight_kg = fields.measure("weight_kg", &self.weight_kg, limits.weight_kg);
        let volume_m3 = fields.measure("volume_m3", &self.volume_m3, limits.volume_m3);
        let both = !self.weight_kg.trim().is_empty() && !self.volume_m3.trim().is_empty();
        fields.require(!quantity.is_empty() || both, "quantity", "booking-how-much");
        let ready_on = fields.day_ahead("ready_on", &self.ready_on, today, limits.ready_months);
        let origin = fields.line("origin", &self.origin, limits.origin, true);
        let remarks = fields.text_or_none("remarks", &self.remarks, limits.remarks);
        let contact_name = fields.line("contact_name", &self.contact_name, limits.contact_name, true);
        let contact_phone = fields.phone("contact_phone", &self.contact_phone, limits.contact_phone);
        fields.done()?;
        Ok(booking::Model {
            engagement_id: engagement,
            cargo,
            quantity,
            weight_kg,
            volume_m3,
            ready_on,
            origin,
            remarks,
            contact_name,
            contact_phone,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Refusal;
    use crate::engagement::tests::form;

    fn today() -> NaiveDate {
        "2026-03-04".parse().unwrap()
    }

    fn broken(form: &BookingForm) -> Vec<(String, &'static str)> {
        match form.check(Uuid::nil(), today()) {
            Ok(_) => Vec::new(),
            Err(Refusal::Invalid(errors)) => {
                errors.into_iter().map(|error| (error.field, error.key)).collect()
            }
            Err(other) => panic!("{other}"),
        }
    }

    fn one(change: impl FnOnce(&mut BookingForm)) -> Vec<(String, &'static str)> {
        let mut form = form();
        change(&mut form);
        broken(&form)
    }

    fn only(field: &str, key: &'static str) -> Vec<(String, &'static str)> {
        vec![(field.to_owned(), key)]
    }

    #[test]
    fn f19_a_good_form_is_kept_tidy() {
        let mut typed = form();
        typed.cargo = "  日用陶瓷 ".to_owned();
        typed.weight_kg = "１２,345.5".to_owned();
        let kept = typed.check(Uuid::nil(), today()).unwrap();
        assert_eq!(kept.cargo, "日用陶瓷");
        assert_eq!(kept.weight_kg, Some(12_345.5));
        assert_eq!(kept.ready_on, "2026-03-10");
    }

    #[test]
    fn f19_one_look_shows_everything_that_is_missing() {
        let fields: Vec<String> =
            broken(&BookingForm::default()).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["cargo", "quantity", "ready_on", "origin", "contact_name", "contact_phone"]);
    }

    #[test]
    fn f19_quantity_or_weight_and_volume() {
        let with = |quantity: &str, weight: &str, volume: &str| {
            one(|form| {
                form.quantity = quantity.to_owned();
                form.weight_kg = weight.to_owned();
                form.volume_m3 = volume.to_owned();
            })
        };
        assert_eq!(with("2×40HQ", "", ""), []);
        assert_eq!(with("", "800", "3.25"), []);
        assert_eq!(with("2×40HQ", "800", ""), []);
        assert_eq!(with("", "800", ""), only("quantity", "booking-how-much"));
        assert_eq!(with("", "", "3"), only("quantity", "booking-how-much"));
        assert_eq!(with(&"箱".repeat(41), "", ""), only("quantity", "field-too-long"));
        for bad in [
            "0",
            "-1",
            "1e5",
            "NaN",
            "inf",
            "1.2345",
            ".",
            "1.",
            ".5",
            "一吨",
            "0.000",
            "1..2",
            ",",
            "9999999999999",
        ] {
            assert_eq!(with("2", bad, ""), only("weight_kg", "field-measure"), "{bad}");
            assert_eq!(with("2", "", bad), only("volume_m3", "field-measure"), "{bad}");
        }
        assert_eq!(with("2", "400000000", "1000000"), []);
        assert_eq!(with("2", "400000000.001", ""), only("weight_kg", "field-measure-most"));
        assert_eq!(with("2", "", "1000001"), only("volume_m3", "field-measure-most"));
    }

    #[test]
    fn f19_the_cargo_is_ready_today_or_within_a_year() {
        let on = |day: &str| one(|form| form.ready_on = day.to_owned());
        assert_eq!(on("2026-03-04"), []);
        assert_eq!(on("2027-03-04"), []);
        assert_eq!(on("2026-03-03"), only("ready_on", "field-day-past"));
        assert_eq!(on("2027-03-05"), only("ready_on", "field-day-far"));
        for bad in ["2026-02-30", "04.03.2026", "tomorrow", "2026-3", "99999-01-01"] {
            assert_eq!(on(bad), only("ready_on", "field-day"), "{bad}");
        }
    }

    #[test]
    fn f19_texts_are_limited_in_characters_not_bytes() {
        assert_eq!(one(|form| form.cargo = "瓷".repeat(60)), []);
        assert_eq!(one(|form| form.cargo = "瓷".repeat(61)), only("cargo", "field-too-long"));
        assert_eq!(one(|form| form.origin = "港".repeat(61)), only("origin", "field-too-long"));
        assert_eq!(one(|form| form.remarks = "注\n".repeat(150)), []);
        assert_eq!(one(|form| form.remarks = "注".repeat(301)), only("remarks", "field-too-long"));
        assert_eq!(one(|form| form.contact_name = "名".repeat(21)), only("contact_name", "field-too-long"));
        assert_eq!(one(|form| form.cargo = "瓷\n器".to_owned()), only("cargo", "field-control-characters"));
        assert_eq!(
            one(|form| form.cargo = "瓷\u{202E}器".to_owned()),
            only("cargo", "field-control-characters")
        );
        assert_eq!(one(|form| form.contact_phone = "无".to_owned()), only("contact_phone", "field-phone"));
        assert_eq!(one(|form| form.contact_phone = "1".repeat(21)), only("contact_phone", "field-too-long"));
    }
}
