//! 账号安全: password, phone, what one is known by elsewhere, sessions, the ways one is told things, what one agreed to.

use super::{as_errors, captcha_answer, captcha_for};
use crate::Wording;
use crate::page::{Answer, Form, Page};
use crate::refused::Refused;
use crate::site::Site;
use axum::http::{HeaderValue, StatusCode, header};
use frame::Submission;
use hall::Refusal;
use hall::account::code::{self, Ask, Purpose, Sent};
use hall::account::profile::{self, Ways};
use hall::account::{binding, find, legal, name_of, password, phone, session};
use hall::kernel::{Action, text};
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde_json::json;

const PATH: &str = "/my/security";
const TEMPLATE: &str = "account/security.html";

pub(super) fn routes(site: Site) -> Site {
    let own = Action::KeepOwnAccount;
    site.get(PATH, own, show)
        .post("/my/security/password", own, set_password)
        .post("/my/security/password/code", own, password_code)
        .post("/my/security/phone", own, change_phone)
        .post("/my/security/phone/old-code", own, old_code)
        .post("/my/security/phone/new-code", own, new_code)
        .post("/my/security/bindings/remove", own, unbind)
        .post("/my/security/sessions/end", Action::UseSession, end_session)
        .post("/my/security/sessions/end-others", Action::UseSession, end_others)
        .post("/my/security/ways", own, choose_ways)
}

async fn show(page: Page) -> Answer {
    let context = filled(&page, None).await?;
    page.show(TEMPLATE, context).await
}

/// What the page is filled with; `typed` are the values of a form that is shown again.
async fn filled(page: &Page, typed: Option<&Submission>) -> Result<Value, Refused> {
    let (desk, member) = (page.desk(), page.member()?);
    let account = find::own(desk.db(), member.account).await?;
    let sessions = session::of_account(desk, account.id).await?;
    let sessions: Vec<Value> = sessions
        .into_iter()
        .map(|row| {
            context! {
                id => row.id.to_string(), method => row.method, address => row.address, browser => name_of(&row.agent),
                began => row.created_at.to_rfc3339(), seen => row.seen_at.to_rfc3339(), here => row.id == member.session,
            }
        })
        .collect();
    let bindings = binding::of_account(desk.db(), account.id).await?;
    let has_wechat = bindings.iter().any(|row| row.notices_to.is_some());
    let bindings: Vec<Value> = bindings
        .into_iter()
        .map(|row| {
            context! { id => row.id.to_string(), kind => row.kind, label => row.label, since => row.created_at.to_rfc3339() }
        })
        .collect();
    let consents: Vec<Value> = legal::agreed(desk.db(), account.id)
        .await?
        .into_iter()
        .map(|row| context! { version => row.version, channel => row.channel, at => row.at.to_rfc3339() })
        .collect();
    let kept = |name: &str| typed.map_or("", |typed| typed.text(name)).to_owned();
    Ok(context! {
        where => "my",
        phone => account.phone.as_deref().map(text::masked),
        has_password => account.password.is_some(),
        password_since => account.password_changed_at.map(|at| at.to_rfc3339()),
        sessions => sessions,
        bindings => bindings,
        has_wechat => has_wechat,
        has_email => account.email.is_some(),
        ways => context! { by_sms => account.by_sms, by_wechat => account.by_wechat, by_mail => account.by_mail, locale => account.locale },
        consents => consents,
        shortest => password::SHORTEST,
        longest => password::LONGEST,
        typed => context! { new_phone => kept("phone") },
        said => Value::from(()),
        captcha => Value::from(()),
    })
}

/// The page once more, with what must change.
async fn again(page: &Page, typed: &Submission, field: &str, refusal: Refusal) -> Answer {
    let errors = as_errors(page, refusal, field)?;
    let whole = filled(page, Some(typed)).await?;
    let context = context! { captcha => Serde(captcha_for(page, &errors)), ..whole };
    page.again(TEMPLATE, context, &errors).await
}

async fn set_password(page: Page, typed: Form) -> Answer {
    let change = password::Change {
        current: typed.raw("current"),
        code: typed.text("code"),
        new: typed.raw("new"),
        again: typed.raw("again"),
    };
    match password::change(page.desk(), page.actor(), page.browser(), change).await {
        Ok(()) => Ok(page.go_saying(PATH, "password-kept")),
        Err(refusal) => again(&page, &typed, "current", refusal).await,
    }
}

/// Says what became of a code beside its button, which `slot` names: a fragment, or the whole page without the script.
async fn said(page: &Page, typed: &Submission, sent: Result<Sent, Refusal>, slot: &str) -> Answer {
    let (status, said, wait, errors) = match sent {
        Ok(sent) => {
            let wait = (sent.resend_at - page.desk().now()).num_seconds().max(1);
            (StatusCode::OK, page.text("code-sent", &json!({ "to": sent.to })), Some(wait), Vec::new())
        }
        Err(refusal) => {
            (StatusCode::UNPROCESSABLE_ENTITY, String::new(), None, as_errors(page, refusal, slot)?)
        }
    };
    let captcha = captcha_for(page, &errors);
    if !page.visit().fragment {
        let whole = filled(page, Some(typed)).await?;
        let context = context! {
            said => context! { slot => slot, words => said },
            captcha => Serde(captcha), errors => Serde(&errors), ..whole
        };
        return page.show_status(status, TEMPLATE, context).await;
    }
    let context = context! { said => said, captcha => Serde(captcha), errors => Serde(&errors) };
    let mut answer = page.show_status(status, "account/_code.html", context).await?;
    if let Some(wait) = wait {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
    }
    Ok(answer)
}

fn wording(page: &Page) -> Wording {
    Wording(page.app().templates.locales().clone())
}

async fn to_own(page: &Page, typed: &Submission, purpose: Purpose) -> Result<Sent, Refusal> {
    let captcha = captcha_answer(typed);
    code::send_to_own(page.desk(), page.actor(), page.browser(), purpose, captcha, &wording(page)).await
}

async fn password_code(page: Page, typed: Form) -> Answer {
    let sent = to_own(&page, &typed, Purpose::Password).await;
    said(&page, &typed, sent, "code").await
}

async fn old_code(page: Page, typed: Form) -> Answer {
    let sent = to_own(&page, &typed, Purpose::OldPhone).await;
    said(&page, &typed, sent, "old_code").await
}

async fn new_code(page: Page, typed: Form) -> Answer {
    let ask = Ask {
        phone: typed.text("phone"),
        purpose: Purpose::NewPhone,
        captcha: captcha_answer(&typed),
        locale: page.locale().tag(),
    };
    let sent = code::send(page.desk(), page.actor(), page.browser(), ask, &wording(&page)).await;
    said(&page, &typed, sent, "phone").await
}

async fn change_phone(page: Page, typed: Form) -> Answer {
    let change = phone::Change {
        old_code: typed.text("old_code"),
        phone: typed.text("phone"),
        new_code: typed.text("new_code"),
    };
    match phone::change(page.desk(), page.actor(), page.browser(), change).await {
        Ok(()) => Ok(page.go_saying(PATH, "phone-changed")),
        Err(refusal) => again(&page, &typed, "phone", refusal).await,
    }
}

async fn unbind(page: Page, typed: Form) -> Answer {
    let id = typed.parsed("id").ok_or(Refusal::NotFound)?;
    let work = page.desk().begin(page.actor()).await?;
    binding::remove(&work, id).await?;
    work.keep().await?;
    Ok(page.go_saying(PATH, "unbound"))
}

async fn end_session(page: Page, typed: Form) -> Answer {
    let id = typed.parsed("id").ok_or(Refusal::NotFound)?;
    let work = page.desk().begin(page.actor()).await?;
    session::end_one(&work, id).await?;
    work.keep().await?;
    Ok(page.go_saying(PATH, "session-ended"))
}

async fn end_others(page: Page, _: Form) -> Answer {
    let work = page.desk().begin(page.actor()).await?;
    session::end_others(&work).await?;
    work.keep().await?;
    Ok(page.go_saying(PATH, "sessions-ended"))
}

async fn choose_ways(page: Page, typed: Form) -> Answer {
    let work = page.desk().begin(page.actor()).await?;
    let ways = Ways {
        by_sms: typed.ticked("by_sms"),
        by_wechat: typed.ticked("by_wechat"),
        by_mail: typed.ticked("by_mail"),
        locale: typed.text("locale").to_owned(),
    };
    match profile::choose_ways(&work, ways).await {
        Ok(()) => {
            work.keep().await?;
            Ok(page.go_saying(PATH, "ways-chosen"))
        }
        Err(refusal) => {
            drop(work);
            again(&page, &typed, "by_sms", refusal).await
        }
    }
}

#[cfg(test)]
mod tests;
