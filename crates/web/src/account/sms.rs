//! Sending a code to a phone. With the script the answer is a fragment under the button; without, the page it came from.

use super::{as_errors, captcha_answer, captcha_for, elsewhere, login};
use crate::Wording;
use crate::page::{Answer, Form, Page};
use axum::http::{HeaderValue, StatusCode, header};
use frame::Submission;
use hall::FieldError;
use hall::account::code::{Ask, Purpose, send as send_code};
use minijinja::context;
use minijinja::value::Serde;
use serde_json::json;

pub(super) async fn send(page: Page, form: Form) -> Answer {
    let purpose = match form.text("purpose") {
        "bind" => Purpose::Bind,
        "password" => Purpose::Password,
        _ => Purpose::Login,
    };
    // Consent comes before anything is done with the number (A03).
    if purpose == Purpose::Login && !form.ticked("consent") {
        return unsent(&page, &form, purpose, &[FieldError::new("consent", "consent-required")]).await;
    }
    let ask = Ask {
        phone: form.text("phone"),
        purpose,
        captcha: captcha_answer(&form),
        locale: page.locale().tag(),
    };
    let wording = Wording(page.app().templates.locales().clone());
    match send_code(page.desk(), page.actor(), page.browser(), ask, &wording).await {
        Ok(sent) => {
            let wait = (sent.resend_at - page.desk().now()).num_seconds().max(1);
            let said = page.text("code-sent", &json!({ "to": sent.to }));
            sent_page(&page, &form, purpose, &said, wait).await
        }
        Err(refusal) => {
            let errors = as_errors(&page, refusal, "code")?;
            unsent(&page, &form, purpose, &errors).await
        }
    }
}

async fn sent_page(page: &Page, form: &Submission, purpose: Purpose, said: &str, wait: i64) -> Answer {
    if page.visit().fragment {
        let mut answer = page.show("account/_code.html", context! { said, captcha => () }).await?;
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
        return Ok(answer);
    }
    match purpose {
        Purpose::Bind => elsewhere::bind_again(page, form, said, &[]).await,
        Purpose::Password => login::forgot_again(page, form, said, &[]).await,
        _ => login::with_code_sent(page, form, said).await,
    }
}

async fn unsent(page: &Page, form: &Submission, purpose: Purpose, errors: &[FieldError]) -> Answer {
    if page.visit().fragment {
        let context = context! {
            said => "",
            captcha => Serde(captcha_for(page, errors)),
            errors => Serde(errors),
        };
        return page.show_status(StatusCode::UNPROCESSABLE_ENTITY, "account/_code.html", context).await;
    }
    match purpose {
        Purpose::Bind => elsewhere::bind_again(page, form, "", errors).await,
        Purpose::Password => login::forgot_again(page, form, "", errors).await,
        _ => login::again(page, form, "sms", errors).await,
    }
}
