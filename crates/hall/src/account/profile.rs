//! The block 账号信息 (B05) and how one is told things (A05).

use super::find;
use super::model::account;
use crate::journal::Entry;
use crate::kernel::{Action, FieldError, Fields, Outcome, Refusal, Whose, Work, text};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;

/// What was typed in 账号信息.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// 登录账号; empty for none.
    pub login_name: String,
    /// 姓名.
    pub name: String,
    /// 邮箱; empty for none.
    pub email: String,
    /// The version the form showed.
    pub version: i32,
}

/// Keeps 账号信息.
///
/// # Errors
/// [`Refusal::Invalid`] with every broken rule, [`Refusal::Stale`] when another window was quicker.
pub async fn edit(work: &Work, typed: Profile) -> Outcome<()> {
    let before = mine(work).await?;
    let mut fields = Fields::new();
    let name = fields.text("name", &typed.name, 20);
    let email = email(&mut fields, &typed.email);
    let login_name = login_name(&mut fields, &typed.login_name);
    if let Some(wanted) = &login_name {
        let taken = account::Entity::find()
            .filter(account::Column::LoginName.eq(wanted.as_str()))
            .filter(account::Column::Id.ne(before.id))
            .one(work.db())
            .await?;
        fields.require(taken.is_none(), "login_name", "login-name-taken");
    }
    if before.by_mail && email.is_none() {
        fields.add(FieldError::new("email", "email-in-use"));
    }
    fields.done()?;
    if before.version != typed.version {
        return Err(Refusal::Stale { now: before.version });
    }
    let told =
        |row: &account::Model| json!({ "login_name": row.login_name, "name": row.name, "email": row.email });
    let (id, was) = (before.id, told(&before));
    let mut row = before.into_active_model();
    row.login_name = Set(login_name);
    row.name = Set(name);
    row.email = Set(email);
    row.version = Set(typed.version + 1);
    let after = row.update(work.db()).await?;
    work.journal(Entry::new("account.edited", "account", id).changes(&was, &told(&after))).await
}

/// On which ways one is told things, and in which language.
#[derive(Debug, Clone, Default)]
pub struct Ways {
    /// Also by SMS.
    pub by_sms: bool,
    /// Also by WeChat.
    pub by_wechat: bool,
    /// Also by mail.
    pub by_mail: bool,
    /// `zh-CN` or `en`.
    pub locale: String,
}

/// Keeps on which ways one is told things; the inbox is always one of them.
///
/// # Errors
/// [`Refusal::Invalid`] for a way that has no address yet.
pub async fn choose_ways(work: &Work, typed: Ways) -> Outcome<()> {
    let before = mine(work).await?;
    let wechat = super::binding::of_account(work.db(), before.id).await?;
    let wechat = wechat.iter().any(|binding| binding.notices_to.is_some());
    let mut fields = Fields::new();
    fields.require(!typed.by_sms || before.phone.is_some(), "by_sms", "way-without-phone");
    fields.require(!typed.by_wechat || wechat, "by_wechat", "way-without-wechat");
    fields.require(!typed.by_mail || before.email.is_some(), "by_mail", "way-without-email");
    fields.require(matches!(typed.locale.as_str(), "zh-CN" | "en"), "locale", "field-choice");
    fields.done()?;
    let told = |row: &account::Model| json!({ "by_sms": row.by_sms, "by_wechat": row.by_wechat, "by_mail": row.by_mail, "locale": row.locale });
    let (id, was) = (before.id, told(&before));
    let mut row = before.into_active_model();
    row.by_sms = Set(typed.by_sms);
    row.by_wechat = Set(typed.by_wechat);
    row.by_mail = Set(typed.by_mail);
    row.locale = Set(typed.locale);
    let after = row.update(work.db()).await?;
    work.journal(Entry::new("account.ways-chosen", "account", id).changes(&was, &told(&after))).await
}

pub(super) async fn mine(work: &Work) -> Outcome<account::Model> {
    let member = work.actor().member().ok_or(Refusal::LoginFirst)?;
    work.may(Action::KeepOwnAccount, &Whose::Account(member.account))?;
    find::own(work.db(), member.account).await
}

fn email(fields: &mut Fields, typed: &str) -> Option<String> {
    let typed = fields.text_or_none("email", typed, 100);
    if typed.is_empty() {
        return None;
    }
    fields.require(is_email(&typed), "email", "field-email");
    Some(typed)
}

/// Something before one `@`, a name with a dot after it, nothing that could start a second line or address.
fn is_email(typed: &str) -> bool {
    let plain = |c: char| c.is_ascii_graphic() && !"<>()[]\\,;:\"@".contains(c);
    typed.split_once('@').is_some_and(|(who, host)| {
        !who.is_empty()
            && who.chars().all(plain)
            && host.split('.').count() >= 2
            && host.split('.').all(|part| {
                !part.is_empty()
                    && !part.starts_with('-')
                    && !part.ends_with('-')
                    && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            })
    })
}

/// 4–17 letters or digits (L-1), kept in small letters; never something that reads as a phone number.
fn login_name(fields: &mut Fields, typed: &str) -> Option<String> {
    let name = text::tidy(typed).chars().map(text::half_width).collect::<String>().to_lowercase();
    if name.is_empty() {
        return None;
    }
    let fits = (4..=17).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric());
    fields.require(fits, "login_name", "login-name-form");
    fields.require(!fits || text::mobile(&name).is_none(), "login_name", "login-name-is-phone");
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::bench;

    fn typed(login_name: &str, email: &str, version: i32) -> Profile {
        Profile {
            login_name: login_name.to_owned(),
            name: "周某".to_owned(),
            email: email.to_owned(),
            version,
        }
    }

    fn keys(refused: Outcome<()>) -> Vec<&'static str> {
        let Refusal::Invalid(errors) = refused.expect_err("refused") else { panic!("other refusal") };
        errors.iter().map(|error| error.key).collect()
    }

    #[tokio::test]
    async fn b05_account_data_is_checked_and_kept() {
        let hall = bench().await;
        let (mine, other) =
            (hall.acting(hall.person("甲").await).await, hall.acting(hall.person("乙").await).await);
        let work = hall.desk.begin(&mine).await.unwrap();
        for (name, key) in [
            ("abc", "login-name-form"),
            ("abcdefghijklmnopqr", "login-name-form"),
            ("海港88", "login-name-form"),
            ("a-b-c", "login-name-form"),
            ("13800001234", "login-name-is-phone"),
        ] {
            assert_eq!(keys(edit(&work, typed(name, "", 1)).await), [key], "{name}");
        }
        for email in ["a", "a@b", "a@b..c", "a b@c.cn", "a@b.cn\nBcc: x@y.cn", "<a@b.cn>", "a@-b.cn"] {
            assert!(!keys(edit(&work, typed("", email, 1)).await).is_empty(), "{email:?}");
        }
        assert_eq!(
            keys(edit(&work, Profile { name: String::new(), ..typed("", "", 1) }).await),
            ["field-required"]
        );
        edit(&work, typed("Anchor88", "zhou@example.com", 1)).await.unwrap();
        assert!(matches!(edit(&work, typed("anchor88", "", 1)).await, Err(Refusal::Stale { now: 2 })));
        work.keep().await.unwrap();
        let work = hall.desk.begin(&other).await.unwrap();
        assert_eq!(keys(edit(&work, typed("ANCHOR88", "", 1)).await), ["login-name-taken"]);
        drop(work);
        let account = find::own(hall.desk.db(), mine.member().unwrap().account).await.unwrap();
        assert_eq!(account.login_name.as_deref(), Some("anchor88"));
    }

    #[tokio::test]
    async fn a05_a_way_needs_an_address() {
        let hall = bench().await;
        let actor = hall.acting(hall.person("甲").await).await;
        let work = hall.desk.begin(&actor).await.unwrap();
        let ways = Ways { by_sms: true, by_wechat: true, by_mail: true, locale: "en".to_owned() };
        assert_eq!(keys(choose_ways(&work, ways.clone()).await), ["way-without-wechat", "way-without-email"]);
        choose_ways(&work, Ways { by_wechat: false, by_mail: false, ..ways }).await.unwrap();
        work.keep().await.unwrap();
        let told = find::recipients(hall.desk.db(), &[actor.member().unwrap().account]).await.unwrap();
        assert_eq!((told[0].locale.as_str(), told[0].ways.len(), told[0].ways[0].0), ("en", 1, "sms"));
    }
}
