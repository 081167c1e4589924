//! The login page: by SMS code (A02), by account and password (A08), and the way to a new password.

use super::{as_errors, captcha_answer, captcha_for, enter, next_or_home};
use crate::page::{Answer, Form, Page};
use axum::extract::Query;
use frame::Submission;
use hall::FieldError;
use hall::account::login::{ByCode, ByPassword};
use hall::account::password::{Forgot, forgot as set_new};
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Deserialize;
use serde_json::json;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Way {
    next: String,
    way: String,
}

/// The page; whoever has logged in already is led on.
pub(super) async fn show(page: Page, Query(asked): Query<Way>) -> Answer {
    if page.actor().member().is_some() {
        return Ok(page.go(next_or_home(&asked.next)));
    }
    let typed = Submission::of([("next", asked.next.as_str())]);
    let context = context(&page, &typed, &way(&page, &asked.way), &[]);
    page.show("account/login.html", context).await
}

/// The tab: `sms` or `password`, as far as the zone offers them.
fn way(page: &Page, asked: &str) -> String {
    let offered = &page.desk().zone.login;
    let password = offered.password && (asked == "password" || !offered.sms);
    if password { "password" } else { "sms" }.to_owned()
}

fn context(page: &Page, form: &Submission, way: &str, errors: &[FieldError]) -> Value {
    context! {
        way => way,
        typed => Serde(json!({
            "phone": form.text("phone"),
            "account": form.text("account"),
            "consent": form.ticked("consent"),
            "next": form.text("next"),
            "code_sent": form.text("code_sent"),
        })),
        captcha => Serde(captcha_for(page, errors)),
    }
}

/// The login page again, with what was typed and what must change.
pub(super) async fn again(page: &Page, form: &Submission, way: &str, errors: &[FieldError]) -> Answer {
    page.again("account/login.html", context(page, form, way, errors), errors).await
}

/// The login page with a word on the code that was sent, for browsers without the script.
pub(super) async fn with_code_sent(page: &Page, form: &Submission, said: &str) -> Answer {
    let context = context! { said => said, ..context(page, form, "sms", &[]) };
    page.show("account/login.html", context).await
}

pub(super) async fn by_code(page: Page, form: Form) -> Answer {
    let typed = ByCode {
        phone: form.text("phone"),
        code: form.text("code"),
        consent: form.ticked("consent"),
        locale: page.locale().tag(),
    };
    match hall::account::login::by_code(page.desk(), page.actor(), page.browser(), typed).await {
        Ok(begun) => Ok(enter(&page, &begun, form.text("next"))),
        Err(refusal) => again(&page, &form, "sms", &as_errors(&page, refusal, "code")?).await,
    }
}

pub(super) async fn by_password(page: Page, form: Form) -> Answer {
    let typed = ByPassword {
        account: form.text("account"),
        password: form.raw("password"),
        captcha: captcha_answer(&form),
        consent: form.ticked("consent"),
    };
    match hall::account::login::by_password(page.desk(), page.actor(), page.browser(), typed).await {
        Ok(begun) => Ok(enter(&page, &begun, form.text("next"))),
        Err(refusal) => again(&page, &form, "password", &as_errors(&page, refusal, "password")?).await,
    }
}

/// A new password by a code to the bound phone (A08).
pub(super) async fn forgot(page: Page) -> Answer {
    let none = Submission::default();
    page.show("account/forgot.html", forgot_context(&page, &none, &[])).await
}

fn forgot_context(page: &Page, form: &Submission, errors: &[FieldError]) -> Value {
    context! { phone => form.text("phone"), captcha => Serde(captcha_for(page, errors)) }
}

/// The page for a new password with a word on the code, for browsers without the script; with errors where it was not sent.
pub(super) async fn forgot_again(
    page: &Page,
    form: &Submission,
    said: &str,
    errors: &[FieldError],
) -> Answer {
    let context = context! { said => said, ..forgot_context(page, form, errors) };
    if errors.is_empty() {
        return page.show("account/forgot.html", context).await;
    }
    page.again("account/forgot.html", context, errors).await
}

pub(super) async fn set_anew(page: Page, form: Form) -> Answer {
    let typed = Forgot {
        phone: form.text("phone"),
        code: form.text("code"),
        new: form.raw("new"),
        again: form.raw("again"),
    };
    match set_new(page.desk(), page.actor(), page.browser(), typed).await {
        Ok(()) => Ok(page.go_saying("/login?way=password", "password-set")),
        Err(refusal) => forgot_again(&page, &form, "", &as_errors(&page, refusal, "code")?).await,
    }
}
