//! A forgotten password: the phone proves who it is.

use super::rules::Owner;
use super::set::new_password;
use super::{hash, keep};
use crate::account::code::{self, Purpose};
use crate::account::find::ACTIVE;
use crate::account::{Browser, find};
use crate::kernel::{Action, Actor, Desk, Fields, Outcome, Refusal, Whose, text};

/// What was typed.
#[derive(Debug, Clone, Copy)]
pub struct Forgot<'a> {
    /// The bound number.
    pub phone: &'a str,
    /// The code sent to it.
    pub code: &'a str,
    /// The new password.
    pub new: &'a str,
    /// The new password once more.
    pub again: &'a str,
}

/// Sets a new password with a code to the bound number; every session of the account ends, the account is told. That a number
/// has no account is said only to whoever holds the phone.
///
/// # Errors
/// [`Refusal::Invalid`] with every broken rule, [`Refusal::OutOfTurn`] when the proven number has no account.
pub async fn forgot(desk: &Desk, actor: &Actor, browser: Browser<'_>, typed: Forgot<'_>) -> Outcome<()> {
    desk.may(actor, Action::LogIn, &Whose::Nobody)?;
    let phone = text::mobile(typed.phone);
    let mut fields = Fields::new();
    fields.require(phone.is_some(), "phone", "field-mobile");
    fields.require(code::is_code(typed.code).is_some(), "code", "code-form");
    let new = new_password(
        &mut fields,
        typed.new,
        typed.again,
        Owner { phone: phone.as_deref(), ..Owner::default() },
        desk,
    );
    fields.done()?;
    let phone = phone.unwrap_or_default();
    let hashed = hash(desk, new).await?;
    let work = code::proven(desk, actor, browser, &phone, Purpose::Password, "code", typed.code).await?;
    let account = find::by_phone(work.db(), &phone).await?.filter(|account| account.state == ACTIVE);
    let account = account.ok_or(Refusal::OutOfTurn("phone-without-account"))?;
    // Whose name it is, is known only now; the code still counts when this refuses.
    let mut fields = Fields::new();
    let owner = Owner {
        name: &account.name,
        phone: account.phone.as_deref(),
        login_name: account.login_name.as_deref(),
    };
    new_password(&mut fields, typed.new, typed.again, owner, desk);
    fields.done()?;
    keep(&work, account, hashed, None).await?;
    work.keep().await
}
