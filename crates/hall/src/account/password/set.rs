//! Setting and changing one's password.

use super::rules::{Owner, broken};
use super::{hash, keep, normal, verify};
use crate::account::code::{self, Purpose};
use crate::account::{Browser, find, suspicion};
use crate::kernel::{Action, Actor, Desk, FieldError, Fields, Outcome, Refusal, Whose};

/// What was typed.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    /// The present password, where there is one.
    pub current: &'a str,
    /// The code sent to the bound number, where there is no password yet.
    pub code: &'a str,
    /// The new one.
    pub new: &'a str,
    /// The new one once more.
    pub again: &'a str,
}

/// Sets or changes one's password; the proof is the present one, or a code to the bound number where there is none (safety
/// A54). All other sessions end.
///
/// # Errors
/// [`Refusal::Invalid`] with every broken rule, [`Refusal::TooMany`] after too many wrong proofs.
pub async fn change(desk: &Desk, actor: &Actor, browser: Browser<'_>, typed: Change<'_>) -> Outcome<()> {
    let member = actor.member().ok_or(Refusal::LoginFirst)?;
    desk.may(actor, Action::KeepOwnAccount, &Whose::Account(member.account))?;
    let account = find::own(desk.db(), member.account).await?;
    let mut fields = Fields::new();
    let owner = Owner {
        name: &account.name,
        phone: account.phone.as_deref(),
        login_name: account.login_name.as_deref(),
    };
    let new = new_password(&mut fields, typed.new, typed.again, owner, desk);
    let current = normal(typed.current).unwrap_or_default();
    if account.password.is_some() {
        fields.require(!current.is_empty(), "current", "field-required");
        fields.require(current.is_empty() || current != new, "new", "password-same");
    } else {
        fields.require(code::is_code(typed.code).is_some(), "code", "code-form");
    }
    fields.done()?;
    let Some(kept) = account.password.clone() else {
        let phone = account.phone.clone().ok_or(Refusal::OutOfTurn("phone-none"))?;
        let hashed = hash(desk, new).await?;
        let work = code::proven(desk, actor, browser, &phone, Purpose::Password, "code", typed.code).await?;
        let account = find::own(work.db(), account.id).await?;
        if account.password.is_some() {
            // Another window was quicker; what it set is proven by it, not by this code.
            return Err(Refusal::Stale { now: account.version });
        }
        keep(&work, account, hashed, Some(member.session)).await?;
        return work.keep().await;
    };
    let subject = desk.keys.fingerprint("subject", account.id.as_bytes());
    let work = desk.begin(actor).await?;
    if let Some(until) = suspicion::judge(&work, &subject, Some(account.id), browser).await?.locked_until {
        return Err(Refusal::TooMany { until, key: "login-locked" });
    }
    let attempt = suspicion::note(&work, &subject, browser).await?;
    work.keep().await?;
    if !verify(Some(kept.clone()), current).await? {
        return Err(Refusal::Invalid(vec![FieldError::new("current", "password-wrong")]));
    }
    let hashed = hash(desk, new).await?;
    let work = desk.begin(actor).await?;
    suspicion::clear(&work, attempt).await?;
    let account = find::own(work.db(), account.id).await?;
    if account.password.as_deref() != Some(kept.as_str()) {
        return Err(Refusal::Stale { now: account.version });
    }
    keep(&work, account, hashed, Some(member.session)).await?;
    work.keep().await
}

/// Judges a new password typed twice; returns its normal form.
pub(super) fn new_password(
    fields: &mut Fields,
    new: &str,
    again: &str,
    owner: Owner<'_>,
    desk: &Desk,
) -> String {
    let Some(normal) = normal(new) else {
        fields.add(FieldError::new("new", "password-classes"));
        return String::new();
    };
    if let Some(error) = broken("new", &normal, owner, &desk.zone) {
        fields.add(error);
    } else {
        fields.require(new == again, "again", "password-differs");
    }
    normal
}
