//! Logging in by SMS code (A02) and by account and password (A08). Whoever logs in agrees to 《平台法律声明》 first (A03).

use super::captcha::{self, Answer};
use super::code::{self, Purpose};
use super::find::{ACTIVE, recipients};
use super::model::account;
use super::password;
use super::session::{self, Begun, Opening};
use super::{Browser, find, legal, register, suspicion};
use crate::journal::Entry;
use crate::kernel::{Action, Actor, Desk, FieldError, Fields, Outcome, Refusal, Uuid, Whose, Work, text};
use crate::message::Note;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set,
};
use serde_json::json;

/// What was typed at 短信验证码登录.
#[derive(Debug, Clone, Copy)]
pub struct ByCode<'a> {
    /// The number.
    pub phone: &'a str,
    /// The code sent to it.
    pub code: &'a str,
    /// Whether the box was ticked.
    pub consent: bool,
    /// The language a new account starts with.
    pub locale: &'a str,
}

/// Logs in, or registers a number the hall does not know.
///
/// # Errors
/// [`Refusal::Invalid`] with every broken rule; before the box is ticked the code is not even looked at.
pub async fn by_code(desk: &Desk, actor: &Actor, browser: Browser<'_>, typed: ByCode<'_>) -> Outcome<Begun> {
    desk.may(actor, Action::LogIn, &Whose::Nobody)?;
    let phone = text::mobile(typed.phone);
    let mut fields = Fields::new();
    fields.require(typed.consent, "consent", "consent-required");
    fields.require(phone.is_some(), "phone", "field-mobile");
    fields.require(code::is_code(typed.code).is_some(), "code", "code-form");
    fields.done()?;
    let phone = phone.unwrap_or_default();
    let work = code::proven(desk, actor, browser, &phone, Purpose::Login, "code", typed.code).await?;
    let (account, _) = register::of_phone(&work, &phone, None, typed.locale).await?;
    legal::agree(&work, &account, "sms").await?;
    let begun =
        session::begin(&work, &account, Opening { method: "sms", enterprise: None, browser, id_token: None })
            .await?;
    work.keep().await?;
    Ok(begun)
}

/// What was typed at 账号登录.
#[derive(Debug, Clone, Copy)]
pub struct ByPassword<'a> {
    /// Login name or phone number.
    pub account: &'a str,
    /// The password, exactly as typed.
    pub password: &'a str,
    /// The captcha, where one was shown.
    pub captcha: Option<Answer<'a>>,
    /// Whether the box was ticked.
    pub consent: bool,
}

/// Logs in by account and password. The answer, and the time it takes, are the same whether the account exists or not.
///
/// # Errors
/// [`Refusal::Invalid`] with `login-wrong`, `captcha-needed` or `captcha-wrong`; [`Refusal::TooMany`] while locked.
pub async fn by_password(
    desk: &Desk,
    actor: &Actor,
    browser: Browser<'_>,
    typed: ByPassword<'_>,
) -> Outcome<Begun> {
    desk.may(actor, Action::LogIn, &Whose::Nobody)?;
    let mut fields = Fields::new();
    fields.require(typed.consent, "consent", "consent-required");
    fields.require(
        !typed.account.trim().is_empty() && typed.account.len() <= 100,
        "account",
        "field-required",
    );
    fields.require(!typed.password.is_empty(), "password", "field-required");
    let password = password::normal(typed.password);
    fields.require(password.is_some(), "password", "login-wrong");
    fields.done()?;
    let name = login_subject(typed.account);
    let subject = desk.keys.fingerprint("subject", name.as_bytes());

    let work = desk.begin(actor).await?;
    let found = named(work.db(), &name).await?;
    let verdict =
        suspicion::judge(&work, &subject, found.as_ref().map(|account| account.id), browser).await?;
    if let Some(until) = verdict.locked_until {
        return Err(Refusal::TooMany { until, key: "login-locked" });
    }
    if verdict.captcha {
        let right = match typed.captcha {
            Some(answer) => captcha::spend(&work, answer).await?,
            None => false,
        };
        if !right {
            work.keep().await?;
            let key = if typed.captcha.is_some() { "captcha-wrong" } else { "captcha-needed" };
            return Err(Refusal::Invalid(vec![FieldError::new("captcha", key)]));
        }
    }
    let attempt = suspicion::note(&work, &subject, browser).await?;
    work.keep().await?;

    let kept = found.as_ref().and_then(|account| account.password.clone());
    let password = password.unwrap_or_default();
    let right = password::verify(kept.clone(), password.clone()).await?;
    let Some(account) = found.filter(|_| right) else {
        wrong(desk, actor, browser, &name, &subject).await?;
        return Err(Refusal::Invalid(vec![FieldError::new("password", "login-wrong")]));
    };
    let renewed = match &kept {
        Some(kept) if password::is_dated(kept) => Some(password::hash(desk, password).await?),
        _ => None,
    };
    let work = desk.begin(actor).await?;
    suspicion::clear(&work, attempt).await?;
    let account = still(&work, account.id, kept.as_deref()).await?;
    if let Some(renewed) = renewed {
        let mut row = account.clone().into_active_model();
        row.password = Set(Some(renewed));
        row.update(work.db()).await?;
    }
    legal::agree(&work, &account, "password").await?;
    let opening = Opening { method: "password", enterprise: None, browser, id_token: None };
    let begun = session::begin(&work, &account, opening).await?;
    work.keep().await?;
    Ok(begun)
}

/// The account as it is now, if the password just proven is still the one it has.
async fn still(work: &Work, id: Uuid, kept: Option<&str>) -> Outcome<account::Model> {
    let account = find::own(work.db(), id).await?;
    if account.password.as_deref() == kept {
        Ok(account)
    } else {
        Err(Refusal::Invalid(vec![FieldError::new("password", "login-wrong")]))
    }
}

/// How a login name or number is looked up.
fn login_subject(typed: &str) -> String {
    text::mobile(typed)
        .unwrap_or_else(|| typed.trim().chars().map(text::half_width).collect::<String>().to_lowercase())
}

/// The active account of a login name or number.
async fn named(db: &impl ConnectionTrait, name: &str) -> Outcome<Option<account::Model>> {
    let column = if name.starts_with("+86") { account::Column::Phone } else { account::Column::LoginName };
    let found = account::Entity::find().filter(column.eq(name)).filter(account::Column::State.eq(ACTIVE));
    Ok(found.one(db).await?)
}

/// Journals a wrong password; tells the account when this one brought the lock.
async fn wrong(desk: &Desk, actor: &Actor, browser: Browser<'_>, name: &str, subject: &str) -> Outcome<()> {
    let work = desk.begin(actor).await?;
    let found = named(work.db(), name).await?;
    let id = found.as_ref().map_or_else(|| "unknown".to_owned(), |account| account.id.to_string());
    work.journal(Entry::new("login.failed", "account", id.as_str())).await?;
    let verdict = suspicion::judge(&work, subject, found.as_ref().map(|account| account.id), browser).await?;
    if let Some(until) = verdict.locked_until {
        work.journal(Entry::new("login.locked", "account", id).change("until", "", until.to_rfc3339()))
            .await?;
        let note = Note::new("account-locked", json!({ "until": until })).link("/my/security");
        // Only who there is can be told; that is the one thing more which an account costs than a name nobody has.
        let told = found.map_or(Uuid::nil(), |account| account.id);
        work.tell(&recipients(work.db(), &[told]).await?, &note).await?;
    }
    work.keep().await
}

#[cfg(test)]
mod tests;
