//! Sending a code.

use super::super::model::challenge;
use super::{MINUTES, Purpose, RESEND_SECONDS, budget, fingerprinted, lifetime};
use crate::account::captcha;
use crate::account::{Browser, find};
use crate::journal::Entry;
use crate::kernel::{Action, Actor, Desk, FieldError, Instant, Outcome, Refusal, Uuid, Whose, Work, text};
use crate::message::deliver::Wording;
use chrono::TimeDelta;
use gateways::sms::SmsText;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// The number as typed.
    pub phone: &'a str,
    /// What the code is to be for.
    pub purpose: Purpose,
    /// The captcha, where one was shown.
    pub captcha: Option<captcha::Answer<'a>>,
    /// The language of the text.
    pub locale: &'a str,
}

/// What is said about a code that was sent; the same whether or not the hall knows the number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The number, masked.
    pub to: String,
    /// When another may be asked for.
    pub resend_at: Instant,
    /// When it counts no more.
    pub expires_at: Instant,
}

/// Sends a code to a number somebody typed. The gateway is asked outside the transaction, and when it fails, nothing of the
/// budgets is used up.
///
/// # Errors
/// [`Refusal::Invalid`] for what is no mobile number and when a captcha is needed or wrong, [`Refusal::TooMany`] when a budget is
/// used up, [`Refusal::Unavailable`] when the gateway fails.
pub async fn send(
    desk: &Desk,
    actor: &Actor,
    browser: Browser<'_>,
    ask: Ask<'_>,
    wording: &dyn Wording,
) -> Outcome<Sent> {
    let phone = text::mobile(ask.phone)
        .ok_or_else(|| Refusal::Invalid(vec![FieldError::new("phone", "field-mobile")]))?;
    let work = desk.begin(actor).await?;
    work.may(Action::LogIn, &Whose::Nobody)?;
    let address = actor.address().unwrap_or_default();
    budget::check(&work, browser, &phone, address).await?;
    if budget::is_suspicious(&work, address).await? {
        let right = match ask.captcha {
            Some(answer) => captcha::spend(&work, answer).await?,
            None => false,
        };
        if !right {
            work.keep().await?;
            let key = if ask.captcha.is_some() { "captcha-wrong" } else { "captcha-needed" };
            return Err(Refusal::Invalid(vec![FieldError::new("captcha", key)]));
        }
    }
    let code = six_digits(desk);
    let id = keep(&work, browser, &phone, ask.purpose, &code).await?;
    let now = work.now();
    work.keep().await?;

    let args = json!({ "code": code, "minutes": MINUTES });
    let kind = ask.purpose.kind();
    let text = SmsText {
        template: kind.to_owned(),
        params: vec![("code".to_owned(), code.clone()), ("minutes".to_owned(), MINUTES.to_string())],
        text: wording.sentence(kind, &args, ask.locale),
    };
    if let Err(error) = desk.sms.send(&phone, &text, &desk.moment()).await {
        // The gateway's words never hold the code: they come from the far side, which does not echo it.
        tracing::warn!(%error, "a code could not be sent");
        take_back(desk, actor, id, &phone).await?;
        return Err(Refusal::Unavailable("sms-unavailable"));
    }
    Ok(Sent {
        to: text::masked(&phone),
        resend_at: now + TimeDelta::seconds(RESEND_SECONDS),
        expires_at: now + lifetime(),
    })
}

/// Sends a code to the number bound to one's own account.
///
/// # Errors
/// As [`send`], and [`Refusal::LoginFirst`] without a session.
pub async fn send_to_own(
    desk: &Desk,
    actor: &Actor,
    browser: Browser<'_>,
    purpose: Purpose,
    captcha: Option<captcha::Answer<'_>>,
    wording: &dyn Wording,
) -> Outcome<Sent> {
    let member = actor.member().ok_or(Refusal::LoginFirst)?;
    desk.may(actor, Action::KeepOwnAccount, &Whose::Account(member.account))?;
    let account = find::own(desk.db(), member.account).await?;
    let phone = account.phone.as_deref().ok_or(Refusal::OutOfTurn("phone-none"))?;
    let ask = Ask { phone, purpose, captcha, locale: &account.locale };
    send(desk, actor, browser, ask, wording).await
}

/// Keeps the fingerprint of a code; earlier ones for the same in this browser count no more.
async fn keep(work: &Work, browser: Browser<'_>, phone: &str, purpose: Purpose, code: &str) -> Outcome<Uuid> {
    use challenge::Column;
    let keys = &work.desk().keys;
    let browser = browser.journey(keys);
    challenge::Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(work.now()))
        .filter(Column::Phone.eq(phone))
        .filter(Column::Purpose.eq(purpose.word()))
        .filter(Column::Browser.eq(browser.as_str()))
        .filter(Column::UsedAt.is_null())
        .exec(work.db())
        .await?;
    let id = work.id();
    let row = challenge::Model {
        id,
        phone: phone.to_owned(),
        purpose: purpose.word().to_owned(),
        browser,
        address: work.actor().address().unwrap_or_default().to_owned(),
        code_hash: keys.fingerprint("code", &fingerprinted(id, code)),
        tries: 0,
        created_at: work.now(),
        expires_at: work.now() + lifetime(),
        used_at: None,
    };
    work.add(row).await?;
    let entry = Entry::new("code.sent", "phone", text::masked(phone)).change("purpose", "", purpose.word());
    work.journal(entry).await?;
    Ok(id)
}

async fn take_back(desk: &Desk, actor: &Actor, id: Uuid, phone: &str) -> Outcome<()> {
    let work = desk.begin(actor).await?;
    challenge::Entity::delete_by_id(id).exec(work.db()).await?;
    work.journal(Entry::new("code.not-sent", "phone", text::masked(phone))).await?;
    work.keep().await
}

/// Six digits, every one of the million as likely as the others.
fn six_digits(desk: &Desk) -> String {
    loop {
        let mut bytes = [0; 4];
        desk.chance.fill(&mut bytes);
        let number = u32::from_be_bytes(bytes);
        if number < 4_294_000_000 {
            return format!("{:06}", number % 1_000_000);
        }
    }
}
