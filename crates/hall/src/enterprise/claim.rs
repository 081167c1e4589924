//! Proving an enterprise (B02–B04): what the unified identity provider says about it is kept as said, with source and date.

use super::model::{enterprise, representative};
use super::{Uscc, find, tell};
use crate::account::model::account;
use crate::journal::Entry;
use crate::kernel::{Outcome, Refusal, Uuid, Work, Zone, text};
use crate::message::Note;
use gateways::oidc::EnterpriseFacts;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::{Value, json};

/// Characters of a synced text; far above any real name (Q3: a synced name may be longer than the form's limit).
const LONGEST: usize = 200;

/// Brings an enterprise up to what the provider says, makes `account` its representative, and returns it. For operations that have
/// seen the provider's token: nothing here asks for proof.
///
/// # Errors
/// [`Refusal::OutOfTurn`] when the provider gives no credit code one could keep (`claim-uscc`), or, in a strict zone, one whose checks
/// fail (Q4).
pub(crate) async fn sync(
    work: &Work,
    account: &account::Model,
    source: &str,
    facts: &EnterpriseFacts,
) -> Outcome<Uuid> {
    let uscc = Uscc::read(&facts.uscc).map_err(|_| Refusal::OutOfTurn("claim-uscc"))?;
    if work.desk().zone.limits.strict_uscc && !uscc.is_sound() {
        return Err(Refusal::OutOfTurn("claim-uscc"));
    }
    let found =
        enterprise::Entity::find().filter(enterprise::Column::Uscc.eq(uscc.as_str())).one(work.db()).await?;
    let id = match found {
        Some(row) => update(work, row, source, facts).await?,
        None => create(work, account, &uscc, source, facts).await?,
    };
    represent(work, account, id, source).await?;
    Ok(id)
}

/// The fields the provider said, by the names the form has.
fn said(facts: &EnterpriseFacts) -> Vec<(&'static str, String)> {
    let text =
        |value: &str| text::tidy(value).chars().filter(|c| !c.is_control()).take(LONGEST).collect::<String>();
    let fields = [
        ("name", Some(facts.name.as_str())),
        ("legal_representative", facts.legal_representative.as_deref()),
        ("address", facts.address.as_deref()),
    ];
    let said = fields.into_iter().filter_map(|(field, value)| Some((field, text(value?))));
    said.filter(|(_, value)| !value.is_empty()).collect()
}

fn synced_fields(said: &[(&'static str, String)]) -> Vec<&'static str> {
    std::iter::once("uscc").chain(said.iter().map(|(field, _)| *field)).collect()
}

async fn create(
    work: &Work,
    account: &account::Model,
    uscc: &Uscc,
    source: &str,
    facts: &EnterpriseFacts,
) -> Outcome<Uuid> {
    let said = said(facts);
    let value = |field: &str| said.iter().find(|(known, _)| *known == field).map(|(_, value)| value.clone());
    let phone = account.phone.as_deref().unwrap_or_default().trim_start_matches("+86").to_owned();
    let row = enterprise::Model {
        id: work.id(),
        uscc: uscc.to_string(),
        name: value("name").unwrap_or_else(|| uscc.to_string()),
        legal_representative: value("legal_representative").unwrap_or_default(),
        address: value("address").unwrap_or_default(),
        region: region(&work.desk().zone, uscc, facts.region.as_deref()),
        contact_name: String::new(),
        contact_phone: phone,
        credit_level: String::new(),
        bank_sealed: None,
        bank_changed_at: None,
        source: source.to_owned(),
        synced_fields: serde_json::to_string(&synced_fields(&said))?,
        synced_at: Some(work.now()),
        created_at: work.now(),
        version: 1,
    };
    let entry = Entry::new("enterprise.claimed", "enterprise", row.id)
        .of(row.id)
        .by(account.id, &account.name)
        .changes(&Value::Null, &told(&row))
        .change("source", "", source);
    let id = row.id;
    work.add(row).await?;
    work.journal(entry).await?;
    Ok(id)
}

async fn update(
    work: &Work,
    before: enterprise::Model,
    source: &str,
    facts: &EnterpriseFacts,
) -> Outcome<Uuid> {
    let (id, version, was) = (before.id, before.version, told(&before));
    let said = said(facts);
    let mut row = before.into_active_model();
    for (field, value) in &said {
        match *field {
            "name" => row.name = Set(value.clone()),
            "legal_representative" => row.legal_representative = Set(value.clone()),
            _ => row.address = Set(value.clone()),
        }
    }
    row.source = Set(source.to_owned());
    row.synced_fields = Set(serde_json::to_string(&synced_fields(&said))?);
    row.synced_at = Set(Some(work.now()));
    row.version = Set(version + 1);
    let after = row.update(work.db()).await?;
    let is = told(&after);
    if was != is {
        work.journal(Entry::new("enterprise.synced", "enterprise", id).of(id).changes(&was, &is)).await?;
    }
    Ok(id)
}

fn told(row: &enterprise::Model) -> Value {
    json!({
        "name": row.name, "uscc": row.uscc, "legal_representative": row.legal_representative,
        "address": row.address, "region": row.region,
    })
}

/// Makes somebody a representative; those there already are told.
async fn represent(work: &Work, account: &account::Model, id: Uuid, source: &str) -> Outcome<()> {
    let people = find::people(work.db(), id).await?;
    if people.contains(&account.id) {
        return Ok(());
    }
    if !people.is_empty() {
        let note =
            Note::new("representative-joined", json!({ "name": account.name })).link("/my/enterprises");
        tell(work, id, &note).await?;
    }
    let row = representative::Model {
        id: work.id(),
        account_id: account.id,
        enterprise_id: id,
        source: source.to_owned(),
        since: work.now(),
        ended_at: None,
    };
    work.add(row).await?;
    let entry = Entry::new("representative.joined", "enterprise", id).of(id).by(account.id, &account.name);
    work.journal(entry.change("representative", "", account.id.to_string())).await
}

/// The region that looks after an enterprise: the one the provider says, by code or name; else the division in the credit code; else the
/// zone's first, which the enterprise may change until it is a provider.
fn region(zone: &Zone, uscc: &Uscc, said: Option<&str>) -> String {
    let said = said.map(str::trim).unwrap_or_default();
    let known = zone.regions.iter().find(|region| {
        region.code == said || region.name_zh == said || (!said.is_empty() && said.starts_with(&region.code))
    });
    let known = known.or_else(|| zone.regions.iter().find(|region| region.code == uscc.division()));
    known.or(zone.regions.first()).map(|region| region.code.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::zone;

    #[test]
    fn b04_the_region_comes_from_the_provider_then_from_the_code_then_from_the_zone() {
        let zone = zone();
        let code = |division| super::super::uscc::invented(division, 1);
        assert_eq!(region(&zone, &code("990102"), Some("990103")), "990103");
        assert_eq!(region(&zone, &code("990102"), Some("云桥片区")), "990103");
        assert_eq!(region(&zone, &code("990102"), Some("990103004000")), "990103");
        assert_eq!(region(&zone, &code("990102"), Some("elsewhere")), "990102");
        assert_eq!(region(&zone, &code("990102"), None), "990102");
        assert_eq!(region(&zone, &code("110108"), Some("")), "990101");
    }
}
