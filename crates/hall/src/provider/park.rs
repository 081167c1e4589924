//! What the form of a park or base asks beyond every provider's (C06): what is typed in, what is proposed, and every rule
//! between the two. The manual names no fields (Q21); docs/forms.md publishes these.

use super::model::park;
use crate::file::{Slot, arranged};
use crate::kernel::text::{has_control, one_line};
use crate::kernel::{FieldError, Fields, Outcome, Uuid, Zone, words};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// 园区/基地名称: characters.
pub const NAME_LIMIT: usize = 40;
/// 园区地址: characters.
pub const SITE_LIMIT: usize = 60;
/// 园区介绍: characters; a provider of another kind has 300 (L-6).
pub const INTRODUCTION_LIMIT: usize = 2_000;
/// 入驻政策: characters.
pub const POLICIES_LIMIT: usize = 2_000;
/// One industry: characters.
pub const INDUSTRY_LIMIT: usize = 20;
/// Industries of one park.
pub const INDUSTRIES_LIMIT: usize = 20;
/// Square metres: no zone is larger than a thousand square kilometres.
const AREA_LIMIT: f64 = 1e9;

/// The names of the park's own fields, in the order of the form.
pub const FIELDS: [&str; 8] =
    ["park_kind", "park_name", "district", "site", "area", "industries", "policies", "pictures"];

words! {
    /// 园区 or 基地 (S0:242 考核单位所属类型).
    ParkKind {
        /// 园区.
        Park = "park",
        /// 基地.
        Base = "base",
    }
}

/// What is typed in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ParkDraft {
    /// 类型: a [`ParkKind`]'s word.
    pub park_kind: String,
    /// 园区/基地名称.
    pub park_name: String,
    /// 所在片区: the code of a region of the zone.
    pub district: String,
    /// 园区地址.
    pub site: String,
    /// 面积 in square metres, as typed.
    pub area: String,
    /// 主导产业.
    pub industries: Vec<String>,
    /// 入驻政策; may be empty.
    pub policies: String,
    /// 园区图片 in order: files of the enterprise's own.
    pub pictures: Vec<Uuid>,
}

/// What is proposed; its fields bear the form's names and come in its order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ParkDetails {
    /// 类型.
    pub park_kind: ParkKind,
    /// 园区/基地名称.
    pub park_name: String,
    /// 所在片区: the code of a region of the zone.
    pub district: String,
    /// 园区地址.
    pub site: String,
    /// 面积 in square metres.
    pub area: f64,
    /// 主导产业 in order.
    pub industries: Vec<String>,
    /// 入驻政策.
    pub policies: String,
    /// 园区图片 in order.
    pub pictures: Vec<Uuid>,
}

impl ParkDraft {
    /// Checks every rule; `None` when one is broken, and then `fields` says which.
    pub(super) fn check(&self, zone: &Zone, fields: &mut Fields) -> Option<ParkDetails> {
        let park_kind = ParkKind::of(&self.park_kind);
        fields.require(park_kind.is_some(), "park_kind", "field-choice");
        let park_name = one_line(&fields.text("park_name", &self.park_name, NAME_LIMIT));
        let district = zone.regions.iter().find(|region| region.code == self.district);
        fields.require(district.is_some(), "district", "field-choice");
        let site = one_line(&fields.text("site", &self.site, SITE_LIMIT));
        let area = fields.measure("area", &self.area, AREA_LIMIT);
        let said = area.is_some() || fields.has("area");
        fields.require(said, "area", "field-required");
        let industries = self.industries(fields);
        fields.require(!industries.is_empty(), "industries", "park-industries-required");
        let policies = fields.text_or_none("policies", &self.policies, POLICIES_LIMIT);
        fields.require(!self.pictures.is_empty(), "pictures", "park-pictures-required");
        let pictures = arranged(fields, Slot::Park, &self.pictures);
        Some(ParkDetails {
            park_kind: park_kind?,
            park_name,
            district: district?.code.clone(),
            site,
            area: area?,
            industries,
            policies,
            pictures,
        })
    }

    fn industries(&self, fields: &mut Fields) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for industry in &self.industries {
            let industry = one_line(industry);
            if industry.is_empty()
                || found.iter().any(|known| known.to_lowercase() == industry.to_lowercase())
            {
                continue;
            }
            if industry.chars().count() > INDUSTRY_LIMIT {
                let args = json!({ "tag": industry, "limit": INDUSTRY_LIMIT });
                fields.add(FieldError::with("industries", "product-tag-too-long", args));
            }
            if has_control(&industry) {
                fields.add(FieldError::new("industries", "field-control-characters"));
            }
            found.push(industry);
        }
        if found.len() > INDUSTRIES_LIMIT {
            let args = json!({ "limit": INDUSTRIES_LIMIT });
            fields.add(FieldError::with("industries", "park-industries-too-many", args));
        }
        found
    }
}

impl From<ParkDetails> for ParkDraft {
    fn from(details: ParkDetails) -> Self {
        Self {
            park_kind: details.park_kind.word().to_owned(),
            park_name: details.park_name,
            district: details.district,
            site: details.site,
            area: details.area.to_string(),
            industries: details.industries,
            policies: details.policies,
            pictures: details.pictures,
        }
    }
}

impl TryFrom<&park::Model> for ParkDetails {
    type Error = crate::Refusal;

    /// What an approved park says, as if it were proposed again.
    fn try_from(row: &park::Model) -> Outcome<Self> {
        Ok(Self {
            park_kind: row.park_kind()?,
            park_name: row.park_name.clone(),
            district: row.district.clone(),
            site: row.site.clone(),
            area: row.area,
            industries: row.industries()?,
            policies: row.policies.clone(),
            pictures: row.pictures()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::zone;

    fn complete() -> ParkDraft {
        ParkDraft {
            park_kind: "base".to_owned(),
            park_name: "东港 跨境\n电商基地".to_owned(),
            district: "990101".to_owned(),
            site: "示例路 8 号".to_owned(),
            area: "１２,000.５".to_owned(),
            industries: vec!["跨境电商".to_owned(), " 跨境电商 ".to_owned(), "冷链".to_owned()],
            policies: String::new(),
            pictures: vec![Uuid::from_u128(1), Uuid::from_u128(1)],
        }
    }

    fn broken(draft: &ParkDraft) -> Vec<(String, &'static str)> {
        let mut fields = Fields::new();
        let found = draft.check(&zone(), &mut fields);
        match fields.done() {
            Err(crate::Refusal::Invalid(errors)) => {
                errors.into_iter().map(|error| (error.field, error.key)).collect()
            }
            _ => {
                assert!(found.is_some());
                Vec::new()
            }
        }
    }

    #[test]
    fn c06_a_complete_form_is_tidied_and_accepted() {
        let mut fields = Fields::new();
        let found = complete().check(&zone(), &mut fields).unwrap();
        assert_eq!(found.park_name, "东港 跨境 电商基地");
        assert_eq!(found.industries, ["跨境电商", "冷链"]);
        assert_eq!(found.area, 12_000.5);
        assert_eq!(found.pictures.len(), 1);
        assert_eq!(ParkDraft::from(found).area, "12000.5");
    }

    #[test]
    fn c06_every_empty_field_is_named() {
        let found: Vec<String> = broken(&ParkDraft::default()).into_iter().map(|(field, _)| field).collect();
        // Policies may be empty: a park that has none need not invent one.
        let needed: Vec<&str> = FIELDS.into_iter().filter(|field| *field != "policies").collect();
        assert_eq!(found, needed);
    }

    #[test]
    fn c06_limits_are_kept_from_both_sides() {
        let long = |n: usize| "园".repeat(n);
        let with = |change: &dyn Fn(&mut ParkDraft)| {
            let mut draft = complete();
            change(&mut draft);
            broken(&draft).len()
        };
        assert_eq!(with(&|draft| draft.park_name = long(NAME_LIMIT)), 0);
        assert_eq!(with(&|draft| draft.park_name = long(NAME_LIMIT + 1)), 1);
        assert_eq!(with(&|draft| draft.site = long(SITE_LIMIT + 1)), 1);
        assert_eq!(with(&|draft| draft.policies = long(POLICIES_LIMIT)), 0);
        assert_eq!(with(&|draft| draft.policies = long(POLICIES_LIMIT + 1)), 1);
        assert_eq!(with(&|draft| draft.industries = vec![long(INDUSTRY_LIMIT + 1)]), 1);
        assert_eq!(
            with(&|draft| draft.industries = (0..=INDUSTRIES_LIMIT).map(|n| n.to_string()).collect()),
            1
        );
        assert_eq!(with(&|draft| draft.pictures = (0..10).map(Uuid::from_u128).collect()), 0);
        assert_eq!(with(&|draft| draft.pictures = (0..11).map(Uuid::from_u128).collect()), 1);
        assert_eq!(with(&|draft| draft.area = "0".to_owned()), 1);
        assert_eq!(with(&|draft| draft.area = "1000000001".to_owned()), 1);
        assert_eq!(with(&|draft| draft.district = "990199".to_owned()), 1);
    }
}
