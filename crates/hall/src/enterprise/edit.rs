//! The block 企业信息 (B06): what the identity provider did not say.

use super::model::enterprise;
use super::{find, mine};
use crate::journal::Entry;
use crate::kernel::{FieldError, Fields, Outcome, Refusal, Work, text};
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use serde_json::{Value, json};

/// What was typed in 企业信息. Fields the provider said are not read.
#[derive(Debug, Clone, Default)]
pub struct Details {
    /// 法定代表人, where the provider did not say it.
    pub legal_representative: String,
    /// 注册地址, where the provider did not say it.
    pub address: String,
    /// 联系人姓名.
    pub contact_name: String,
    /// 联系电话.
    pub contact_phone: String,
    /// The region that looks after it.
    pub region: String,
    /// The version the form showed.
    pub version: i32,
}

impl enterprise::Model {
    /// Whether the identity provider said this field, so that it is read-only here (B04).
    #[must_use]
    pub fn is_synced(&self, field: &str) -> bool {
        let synced: Vec<String> = serde_json::from_str(&self.synced_fields).unwrap_or_default();
        synced.iter().any(|known| known == field)
    }
}

/// Keeps 企业信息.
///
/// # Errors
/// [`Refusal::Invalid`] with every broken rule, [`Refusal::Stale`] when somebody else was quicker.
pub async fn edit(work: &Work, typed: Details) -> Outcome<()> {
    let seat = mine(work)?;
    let before = find::one(work.db(), seat.id).await?;
    let mut fields = Fields::new();
    let legal_representative = if before.is_synced("legal_representative") {
        before.legal_representative.clone()
    } else {
        fields.text_or_none("legal_representative", &typed.legal_representative, 20)
    };
    let address = if before.is_synced("address") {
        before.address.clone()
    } else {
        fields.text_or_none("address", &typed.address, 100)
    };
    let contact_name = fields.text("contact_name", &typed.contact_name, 20);
    let contact_phone = fields.text("contact_phone", &typed.contact_phone, 20);
    fields.require(
        contact_phone.is_empty() || text::is_phone(&contact_phone),
        "contact_phone",
        "field-phone",
    );
    fields.require(work.desk().zone.has_region(&typed.region), "region", "field-choice");
    if seat.provider.is_some() && typed.region != before.region {
        // A provider's officials and submissions belong to its region; moving is for them to arrange.
        fields.add(FieldError::new("region", "region-of-provider"));
    }
    fields.done()?;
    if before.version != typed.version {
        return Err(Refusal::Stale { now: before.version });
    }
    let (id, was) = (before.id, told(&before));
    let mut row = before.into_active_model();
    row.legal_representative = Set(legal_representative);
    row.address = Set(address);
    row.contact_name = Set(contact_name);
    row.contact_phone = Set(contact_phone);
    row.region = Set(typed.region);
    row.version = Set(typed.version + 1);
    let after = row.update(work.db()).await?;
    work.journal(Entry::new("enterprise.edited", "enterprise", id).of(id).changes(&was, &told(&after))).await
}

fn told(row: &enterprise::Model) -> Value {
    json!({
        "legal_representative": row.legal_representative, "address": row.address,
        "contact_name": row.contact_name, "contact_phone": row.contact_phone, "region": row.region,
    })
}
