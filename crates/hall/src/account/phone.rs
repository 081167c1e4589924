//! Changing the bound number, with proof of both (B05).

use super::code::{self, Purpose};
use super::{Browser, find, session};
use crate::journal::Entry;
use crate::kernel::{Action, Actor, Desk, FieldError, Fields, Outcome, Refusal, Whose, text};
use crate::message::{Note, Recipient};
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use serde_json::json;

/// What was typed.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    /// The code sent to the present number.
    pub old_code: &'a str,
    /// The new number.
    pub phone: &'a str,
    /// The code sent to it.
    pub new_code: &'a str,
}

/// Binds another number. All other sessions end; the old number is told (safety A54).
///
/// # Errors
/// [`Refusal::Invalid`] with every broken rule; that a number is taken is said only to whoever holds it.
pub async fn change(desk: &Desk, actor: &Actor, browser: Browser<'_>, typed: Change<'_>) -> Outcome<()> {
    let member = actor.member().ok_or(Refusal::LoginFirst)?;
    desk.may(actor, Action::KeepOwnAccount, &Whose::Account(member.account))?;
    let old = find::own(desk.db(), member.account).await?.phone.ok_or(Refusal::OutOfTurn("phone-none"))?;
    let phone = text::mobile(typed.phone);
    let mut fields = Fields::new();
    fields.require(code::is_code(typed.old_code).is_some(), "old_code", "code-form");
    fields.require(phone.is_some(), "phone", "field-mobile");
    fields.require(phone.as_deref() != Some(old.as_str()), "phone", "phone-same");
    fields.require(code::is_code(typed.new_code).is_some(), "new_code", "code-form");
    fields.done()?;
    let phone = phone.unwrap_or_default();
    // The new number's code is looked at first and kept only with the rest; a wrong one is counted either way.
    let work =
        code::proven(desk, actor, browser, &phone, Purpose::NewPhone, "new_code", typed.new_code).await?;
    drop(work);
    let work =
        code::proven(desk, actor, browser, &old, Purpose::OldPhone, "old_code", typed.old_code).await?;
    code::spent_too(&work, browser, &phone, Purpose::NewPhone, typed.new_code).await?;
    if find::by_phone(work.db(), &phone).await?.is_some() {
        return Err(Refusal::Invalid(vec![FieldError::new("phone", "phone-taken")]));
    }
    let account = find::own(work.db(), member.account).await?;
    if account.phone.as_deref() != Some(old.as_str()) {
        return Err(Refusal::Stale { now: account.version });
    }
    let (id, version, locale) = (account.id, account.version, account.locale.clone());
    let mut row = account.into_active_model();
    row.phone = Set(Some(phone.clone()));
    row.version = Set(version + 1);
    row.update(work.db()).await?;
    let entry = Entry::new("account.phone-changed", "account", id);
    work.journal(entry.change("phone", text::masked(&old), text::masked(&phone))).await?;
    session::end_all(&work, id, Some(member.session)).await?;
    let note = Note::new("phone-changed", json!({ "phone": text::masked(&phone) })).link("/my/security");
    work.tell(&[Recipient { account: id, locale, ways: vec![("sms", old)] }], &note).await?;
    work.keep().await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::code::tests::{HERE, Plain, ask, last};
    use crate::message::dispatch;
    use crate::testing::{Bench, bench};
    use chrono::TimeDelta;
    use sea_orm::EntityTrait;

    async fn codes(hall: &Bench, actor: &Actor, phone: &str) -> (String, String) {
        hall.clock.pass(TimeDelta::minutes(2));
        code::send_to_own(&hall.desk, actor, HERE, Purpose::OldPhone, None, &Plain).await.unwrap();
        code::send(&hall.desk, actor, HERE, ask(phone, Purpose::NewPhone), &Plain).await.unwrap();
        let account = find::own(hall.desk.db(), actor.member().unwrap().account).await.unwrap();
        (last(hall, &account.phone.unwrap()), last(hall, phone))
    }

    fn key(refused: Outcome<()>) -> (String, &'static str) {
        let Refusal::Invalid(errors) = refused.expect_err("refused") else { panic!("other refusal") };
        (errors[0].field.clone(), errors[0].key)
    }

    #[tokio::test]
    async fn b05_a_number_is_changed_with_proof_of_both() {
        let hall = bench().await;
        let account = hall.person("甲").await;
        let (mine, other) = (hall.session(account).await, hall.session(account).await);
        let actor = hall.resolved(&mine).await.unwrap().actor;
        let new = "13811112222";
        let (old_code, new_code) = codes(&hall, &actor, new).await;
        let typed = Change { old_code: &old_code, phone: new, new_code: &new_code };
        let swapped = Change { old_code: &new_code, new_code: &old_code, ..typed };
        if old_code != new_code {
            assert_eq!(
                key(change(&hall.desk, &actor, HERE, swapped).await),
                ("new_code".into(), "code-wrong")
            );
        }
        change(&hall.desk, &actor, HERE, typed).await.unwrap();
        let now = find::own(hall.desk.db(), account).await.unwrap();
        assert_eq!(now.phone.as_deref(), Some("+8613811112222"));
        assert!(hall.resolved(&mine).await.is_some());
        assert!(hall.resolved(&other).await.is_none());
        let told = dispatch::Entity::find().all(hall.desk.db()).await.unwrap();
        assert_eq!((told.len(), told[0].channel.as_str()), (1, "sms"));
        assert_ne!(told[0].address, "+8613811112222", "the old number is told");
        assert_eq!(key(change(&hall.desk, &actor, HERE, typed).await).1, "phone-same");
    }

    #[tokio::test]
    async fn b05_a_number_somebody_has_is_not_taken_from_them() {
        let hall = bench().await;
        let actor = hall.acting(hall.person("甲").await).await;
        let theirs = hall.person("乙").await;
        let phone = find::own(hall.desk.db(), theirs).await.unwrap().phone.unwrap();
        let (old_code, new_code) = codes(&hall, &actor, &phone).await;
        let typed = Change { old_code: &old_code, phone: &phone, new_code: &new_code };
        assert_eq!(key(change(&hall.desk, &actor, HERE, typed).await), ("phone".into(), "phone-taken"));
    }
}
