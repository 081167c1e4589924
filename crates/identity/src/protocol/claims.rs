//! What relying parties are told of somebody (A07, X01). The id token travels through addresses at logout, so it holds
//! no name, number or enterprise; those are in the userinfo document, by scope.

use crate::problem::Outcome;
use crate::provider::Identity;
use crate::store::people::{account, enterprise};
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};

/// The userinfo document for these scopes.
pub async fn userinfo(identity: &Identity, account: &account::Model, scope: &str) -> Outcome<Value> {
    let asked = |name: &str| scope.split(' ').any(|word| word == name);
    let mut claims =
        json!({ "sub": account.id.to_string(), "account_kind": account.kind, "level": level(account) });
    if asked("profile") {
        claims["name"] = json!(account.name);
        claims["preferred_username"] = json!(account.login);
    }
    if asked("phone") {
        claims["phone_number"] = json!(account.phone);
        claims["phone_number_verified"] = json!(true);
    }
    if asked("enterprise")
        && account.kind == "legal"
        && let Some(facts) = enterprise::Entity::find_by_id(account.id).one(identity.store.read()).await?
    {
        let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        claims["enterprise"] = json!({
            "name": facts.name,
            "uscc": facts.uscc,
            "legal_representative": said(&facts.representative),
            "address": said(&facts.address),
            "level": level(account),
            "region": facts.region,
        });
    }
    Ok(claims)
}

/// 实名认证等级 as people know it: `LV3`.
pub fn level(account: &account::Model) -> String {
    format!("LV{}", account.level)
}
