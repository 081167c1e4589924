//! The block 企业银行账户 (B07): sealed at rest and bound to its row, masked on every page; the journal says that it changed, never
//! from what to what.

use super::{find, mine, tell};
use crate::journal::Entry;
use crate::kernel::{Action, Actor, Desk, Fields, Outcome, Refusal, Sealed, Uuid, Whose, Work, text};
use crate::message::Note;
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What is sealed. Debug shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Account {
    holder: String,
    number: String,
    bank: String,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Account(…)")
    }
}

/// What pages show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Masked {
    /// 户名.
    pub holder: String,
    /// 账号: `**** 1234`.
    pub number: String,
    /// 开户行.
    pub bank: String,
}

/// What was typed in 企业银行账户.
#[derive(Clone, Default)]
pub struct Typed {
    /// 户名.
    pub holder: String,
    /// 账号; empty keeps the number there is.
    pub number: String,
    /// 开户行.
    pub bank: String,
    /// The version the form showed.
    pub version: i32,
}

fn open(desk: &Desk, enterprise: Uuid, sealed: &str) -> Outcome<Account> {
    let plain = desk.keys.open("bank", enterprise.as_bytes(), &Sealed(sealed.to_owned()));
    let plain = plain
        .ok_or_else(|| Refusal::Broken("a bank account does not open with this hall's key".to_owned()))?;
    Ok(serde_json::from_slice(&plain)?)
}

/// The bank account of the enterprise one acts for, masked.
///
/// # Errors
/// [`Refusal::NotAllowed`] without an enterprise.
pub async fn masked(desk: &Desk, actor: &Actor) -> Outcome<Option<Masked>> {
    let member = actor.member().ok_or(Refusal::LoginFirst)?;
    let seat = member.enterprise.as_ref().ok_or(Refusal::NotAllowed("needs-enterprise"))?;
    desk.may(actor, Action::KeepOwnEnterprise, &Whose::Enterprise(seat.id))?;
    let row = find::one(desk.db(), seat.id).await?;
    let Some(sealed) = row.bank_sealed else { return Ok(None) };
    let Account { holder, number, bank } = open(desk, seat.id, &sealed)?;
    Ok(Some(Masked { holder, number: last_four(&number), bank }))
}

/// `6222…1234` → `**** 1234`.
fn last_four(number: &str) -> String {
    let digits: Vec<char> = number.chars().collect();
    let tail: String = digits[digits.len().saturating_sub(4)..].iter().collect();
    format!("**** {tail}")
}

/// Keeps the bank account; everybody who represents the enterprise is told.
///
/// # Errors
/// [`Refusal::Invalid`] with every broken rule, [`Refusal::Stale`] when somebody else was quicker.
pub async fn keep(work: &Work, typed: Typed) -> Outcome<()> {
    let seat = mine(work)?;
    let before = find::one(work.db(), seat.id).await?;
    let known = match &before.bank_sealed {
        Some(sealed) => Some(open(work.desk(), seat.id, sealed)?),
        None => None,
    };
    let mut fields = Fields::new();
    let holder = fields.text("holder", &typed.holder, 100);
    let bank = fields.text("bank", &typed.bank, 100);
    let digits: String =
        typed.number.chars().map(text::half_width).filter(|c| !c.is_whitespace() && *c != '-').collect();
    let number = match &known {
        Some(known) if digits.is_empty() => known.number.clone(),
        _ => digits,
    };
    let fits = (8..=32).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    fields.require(!number.is_empty(), "number", "field-required");
    fields.require(number.is_empty() || fits, "number", "bank-number");
    fields.done()?;
    if before.version != typed.version {
        return Err(Refusal::Stale { now: before.version });
    }
    let account = Account { holder, number, bank };
    if known.as_ref() == Some(&account) {
        return Ok(());
    }
    let mut nonce = [0; 12];
    work.desk().chance.fill(&mut nonce);
    let plain = serde_json::to_vec(&account)?;
    let sealed = work.desk().keys.seal("bank", seat.id.as_bytes(), nonce, &plain).0;
    let was = before.bank_sealed.clone().unwrap_or_default();
    let mut row = before.into_active_model();
    row.bank_sealed = Set(Some(sealed.clone()));
    row.bank_changed_at = Set(Some(work.now()));
    row.version = Set(typed.version + 1);
    row.update(work.db()).await?;
    let entry = Entry::new("enterprise.bank-changed", "enterprise", seat.id).of(seat.id);
    work.journal(entry.change("bank_sealed", was, sealed)).await?;
    let name = work.actor().member().map(|member| member.name.clone()).unwrap_or_default();
    tell(work, seat.id, &Note::new("bank-changed", json!({ "name": name })).link("/my")).await
}
