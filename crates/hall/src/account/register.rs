//! A new account.

use super::find::ACTIVE;
use super::model::account;
use crate::journal::Entry;
use crate::kernel::{Outcome, Refusal, Work, text};
use crate::message::Note;
use serde_json::json;

/// The account a proven number opens: the one that has it, or a new one (A02: an unknown number registers itself).
/// Says whether it is new.
///
/// # Errors
/// [`Refusal::NotAllowed`] when the account was closed.
pub(crate) async fn of_phone(
    work: &Work,
    phone: &str,
    name: Option<&str>,
    locale: &str,
) -> Outcome<(account::Model, bool)> {
    if let Some(found) = super::find::by_phone(work.db(), phone).await? {
        return if found.state == ACTIVE {
            Ok((found, false))
        } else {
            Err(Refusal::NotAllowed("account-closed"))
        };
    }
    let shown = name.map(str::trim).filter(|name| !name.is_empty() && !text::has_control(name));
    let row = account::Model {
        id: work.id(),
        phone: Some(phone.to_owned()),
        login_name: None,
        name: shown.map_or_else(|| text::masked(phone), |name| name.chars().take(20).collect()),
        email: None,
        password: None,
        password_changed_at: None,
        locale: if locale == "en" { "en" } else { "zh-CN" }.to_owned(),
        by_sms: false,
        by_wechat: false,
        by_mail: false,
        state: ACTIVE.to_owned(),
        created_at: work.now(),
        version: 1,
    };
    work.add(row.clone()).await?;
    let entry = Entry::new("account.registered", "account", row.id).by(row.id, &row.name);
    work.journal(entry.change("phone", "", text::masked(phone))).await?;
    let note = Note::new("welcome", json!({ "name": row.name })).link("/my");
    work.tell(&super::recipients(work.db(), &[row.id]).await?, &note).await?;
    Ok((row, true))
}
