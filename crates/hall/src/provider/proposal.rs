//! The form of 完善服务商信息: what is typed in, what is proposed, and every rule between the two (C03–C05, L-4…L-11).

use super::model::Model;
use super::park::{self, ParkDetails, ParkDraft};
use super::{Approved, Kind};
use crate::enterprise::Uscc;
use crate::enterprise::model::enterprise;
use crate::file;
use crate::kernel::{FieldError, Fields, Outcome, Uuid, Zone, text};
use crate::review::Flag;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// 法定代表人, 联系人: characters (L-9).
pub const PERSON_LIMIT: usize = 20;
/// 详细地址: characters (L-10).
pub const ADDRESS_LIMIT: usize = 30;
/// 联系电话: characters (L-11).
pub const PHONE_LIMIT: usize = 20;
/// 公司介绍: characters (L-6).
pub const INTRODUCTION_LIMIT: usize = 300;
/// 统一社会信用代码: characters the box takes (L-8); the code itself has 18.
pub const USCC_BOX: usize = 20;

/// The form's field names, in its order; a reviewer's remark concerns one of them.
pub const FIELDS: &[&str] = &[
    "kind",
    "name",
    "uscc",
    "licence",
    "legal_representative",
    "contact_name",
    "address",
    "contact_phone",
    "logo",
    "introduction",
    park::FIELDS[0],
    park::FIELDS[1],
    park::FIELDS[2],
    park::FIELDS[3],
    park::FIELDS[4],
    park::FIELDS[5],
    park::FIELDS[6],
    park::FIELDS[7],
];

/// What is typed in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// 服务商类型: a [`Kind`]'s word.
    pub kind: String,
    /// 企业名称.
    pub name: String,
    /// 统一社会信用代码.
    pub uscc: String,
    /// 营业执照: a stored file.
    pub licence: Option<Uuid>,
    /// 法定代表人.
    pub legal_representative: String,
    /// 联系人.
    pub contact_name: String,
    /// 详细地址.
    pub address: String,
    /// 联系电话.
    pub contact_phone: String,
    /// Logo: a stored file.
    pub logo: Option<Uuid>,
    /// 公司介绍; of a park, 园区介绍.
    pub introduction: String,
    /// What only a park or base is asked; nothing of it counts for other kinds.
    #[serde(flatten)]
    pub park: ParkDraft,
}

/// What is proposed: a draft that keeps every rule. Its fields bear the form's names and come in its order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// 服务商类型.
    pub kind: Kind,
    /// 企业名称.
    pub name: String,
    /// 统一社会信用代码.
    pub uscc: String,
    /// 营业执照.
    pub licence: Uuid,
    /// 法定代表人.
    pub legal_representative: String,
    /// 联系人.
    pub contact_name: String,
    /// 详细地址.
    pub address: String,
    /// 联系电话.
    pub contact_phone: String,
    /// Logo.
    pub logo: Uuid,
    /// 公司介绍; of a park, 园区介绍.
    pub introduction: String,
    /// What a park or base says besides; there if and only if it is one.
    #[serde(flatten)]
    pub park: Option<ParkDetails>,
}

impl From<Proposal> for Draft {
    fn from(proposal: Proposal) -> Self {
        Self {
            kind: proposal.kind.word().to_owned(),
            name: proposal.name,
            uscc: proposal.uscc,
            licence: Some(proposal.licence),
            legal_representative: proposal.legal_representative,
            contact_name: proposal.contact_name,
            address: proposal.address,
            contact_phone: proposal.contact_phone,
            logo: Some(proposal.logo),
            introduction: proposal.introduction,
            park: proposal.park.map(ParkDraft::from).unwrap_or_default(),
        }
    }
}

impl TryFrom<&Approved> for Proposal {
    type Error = crate::Refusal;

    /// What an approved provider says, as if it were proposed again.
    fn try_from(approved: &Approved) -> Outcome<Self> {
        let provider: &Model = &approved.provider;
        Ok(Self {
            kind: Kind::of(&provider.kind).unwrap_or(Kind::Logistics),
            name: provider.name.clone(),
            uscc: provider.uscc.clone(),
            licence: provider.licence,
            legal_representative: provider.legal_representative.clone(),
            contact_name: provider.contact_name.clone(),
            address: provider.address.clone(),
            contact_phone: provider.contact_phone.clone(),
            logo: provider.logo,
            introduction: provider.introduction.clone(),
            park: approved.park.as_ref().map(ParkDetails::try_from).transpose()?,
        })
    }
}

/// The fields the identity provider vouches for: read-only here, and taken as they are, however long (Q3).
pub const VOUCHED: [&str; 4] = ["name", "uscc", "legal_representative", "address"];

/// Which of [`VOUCHED`] it vouches for in this enterprise.
#[must_use]
pub fn locked(enterprise: &enterprise::Model) -> Vec<&'static str> {
    let synced: Vec<String> = serde_json::from_str(&enterprise.synced_fields).unwrap_or_default();
    let known =
        |field: &&str| synced.iter().any(|there| there == field) && !vouched(enterprise, field).is_empty();
    VOUCHED.into_iter().filter(known).collect()
}

fn vouched<'a>(enterprise: &'a enterprise::Model, field: &str) -> &'a str {
    match field {
        "name" => &enterprise.name,
        "uscc" => &enterprise.uscc,
        "legal_representative" => &enterprise.legal_representative,
        "address" => &enterprise.address,
        _ => "",
    }
}

impl Draft {
    /// A draft with what the hall knows of the enterprise filled in (C03).
    #[must_use]
    pub fn of(enterprise: &enterprise::Model) -> Self {
        Self {
            name: enterprise.name.clone(),
            uscc: enterprise.uscc.clone(),
            legal_representative: enterprise.legal_representative.clone(),
            address: enterprise.address.clone(),
            contact_name: enterprise.contact_name.clone(),
            contact_phone: enterprise.contact_phone.clone(),
            ..Self::default()
        }
    }

    /// The draft with the vouched fields as the identity provider said them, whatever was typed.
    #[must_use]
    pub fn with_vouched(mut self, enterprise: &enterprise::Model) -> Self {
        for field in locked(enterprise) {
            let value = vouched(enterprise, field).to_owned();
            match field {
                "name" => self.name = value,
                "uscc" => self.uscc = value,
                "legal_representative" => self.legal_representative = value,
                _ => self.address = value,
            }
        }
        self
    }

    /// Checks every rule and names every field that breaks one; what is not refused but deserves a second look
    /// becomes a flag for the reviewer and a warning for the applicant (Q4).
    ///
    /// # Errors
    /// [`crate::Refusal::Invalid`] with every broken field.
    pub fn check(self, zone: &Zone, enterprise: &enterprise::Model) -> Outcome<(Proposal, Vec<Flag>)> {
        let draft = self.with_vouched(enterprise);
        let locked = locked(enterprise);
        let limit = |field: &str, limit: usize| if locked.contains(&field) { usize::MAX } else { limit };
        let mut fields = Fields::new();
        let mut flags = Vec::new();
        let kind = Kind::of(&draft.kind);
        fields.require(kind.is_some(), "kind", "provider-kind-required");
        let name_limit = limit("name", zone.limits.enterprise_name);
        let name = needed(&mut fields, "name", "provider-name-required", &draft.name, name_limit);
        if name != enterprise.name {
            flags.push(Flag::new("name", "flag-name-differs"));
        }
        let uscc = code(&mut fields, &mut flags, &draft.uscc, zone.limits.strict_uscc);
        if uscc != enterprise.uscc {
            flags.push(Flag::new("uscc", "flag-uscc-differs"));
        }
        fields.require(draft.licence.is_some(), "licence", "provider-licence-required");
        let person_limit = limit("legal_representative", PERSON_LIMIT);
        let legal_representative = needed(
            &mut fields,
            "legal_representative",
            "provider-legal-representative-required",
            &draft.legal_representative,
            person_limit,
        );
        let contact_name = needed(
            &mut fields,
            "contact_name",
            "provider-contact-name-required",
            &draft.contact_name,
            PERSON_LIMIT,
        );
        let address_limit = limit("address", ADDRESS_LIMIT);
        let address =
            needed(&mut fields, "address", "provider-address-required", &draft.address, address_limit);
        let contact_phone = needed(
            &mut fields,
            "contact_phone",
            "provider-contact-phone-required",
            &draft.contact_phone,
            PHONE_LIMIT,
        );
        let callable = contact_phone.is_empty()
            || contact_phone.chars().count() > PHONE_LIMIT
            || text::is_phone(&contact_phone);
        fields.require(callable, "contact_phone", "field-phone");
        fields.require(draft.logo.is_some(), "logo", "provider-logo-required");
        let introduction = needed(
            &mut fields,
            "introduction",
            "provider-introduction-required",
            &draft.introduction,
            introduction_limit(kind),
        );
        let park = match kind {
            Some(Kind::Park) => draft.park.check(zone, &mut fields),
            Some(Kind::Logistics) | None => None,
        };
        fields.done()?;
        let (Some(kind), Some(licence), Some(logo)) = (kind, draft.licence, draft.logo) else {
            return Err(crate::Refusal::Broken("a required field slipped through".to_owned()));
        };
        let proposal = Proposal {
            kind,
            name,
            uscc,
            licence,
            legal_representative,
            contact_name,
            address,
            contact_phone,
            logo,
            introduction,
            park,
        };
        Ok((proposal, flags))
    }
}

impl Proposal {
    /// The pictures it shows, with the place each was uploaded for.
    #[must_use]
    pub fn files(&self) -> Vec<(file::Slot, Uuid)> {
        let pictures = self.park.iter().flat_map(|park| &park.pictures);
        [(file::Slot::Licence, self.licence), (file::Slot::Logo, self.logo)]
            .into_iter()
            .chain(pictures.map(|picture| (file::Slot::Park, *picture)))
            .collect()
    }

    /// What its public pages show.
    #[must_use]
    pub fn public_files(&self) -> Vec<Uuid> {
        let public = |(slot, _): &(file::Slot, Uuid)| *slot != file::Slot::Licence;
        self.files().into_iter().filter(public).map(|(_, id)| id).collect()
    }

    /// What lists call it: a park has a name beside its operator's.
    #[must_use]
    pub fn title(&self) -> &str {
        self.park.as_ref().map_or(&self.name, |park| &park.park_name)
    }
}

/// 公司介绍 has 300 characters (L-6); a park's introduction is a page of its own.
#[must_use]
pub const fn introduction_limit(kind: Option<Kind>) -> usize {
    match kind {
        Some(Kind::Park) => park::INTRODUCTION_LIMIT,
        Some(Kind::Logistics) | None => INTRODUCTION_LIMIT,
    }
}

/// Text that must be there, with the sentence the manual gives for its absence (S2:304-328).
fn needed(fields: &mut Fields, field: &str, missing: &'static str, value: &str, limit: usize) -> String {
    let value = text::tidy(value);
    if value.is_empty() {
        fields.add(FieldError::new(field, missing));
    }
    fields.text_or_none(field, &value, limit)
}

/// Length and characters of the credit code are hard; a failing check character refuses only in a strict zone (Q4).
fn code(fields: &mut Fields, flags: &mut Vec<Flag>, value: &str, strict: bool) -> String {
    let value = text::tidy(value);
    if value.is_empty() {
        fields.add(FieldError::new("uscc", "provider-uscc-required"));
        return value;
    }
    match Uscc::read(&value) {
        Err(wrong) => {
            let length = value.chars().count();
            fields.add(FieldError::with("uscc", wrong.key(), json!({ "length": length })));
            value
        }
        Ok(code) => {
            if !code.is_sound() && strict {
                fields.add(FieldError::new("uscc", "uscc-check"));
            } else if !code.is_sound() {
                flags.push(Flag::new("uscc", "flag-uscc-check"));
            }
            code.to_string()
        }
    }
}

#[cfg(test)]
mod tests;
