//! Getting in and out: every way of logging in, binding the phone, the captcha, the legal texts.

mod elsewhere;
mod leave;
mod legal;
mod login;
mod security;
mod sms;

use crate::page::{Answer, Page};
use crate::refused::Refused;
use crate::site::Site;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use hall::account::captcha::{self, Answer as CaptchaAnswer};
use hall::account::session::Begun;
use hall::kernel::Action;
use hall::{FieldError, Refusal};
use serde_json::{Value, json};

/// Adds the routes.
pub(crate) fn routes(site: Site) -> Site {
    let site = security::routes(site);
    site.get("/login", Action::LogIn, login::show)
        .post("/login", Action::LogIn, login::by_code)
        .post("/login/password", Action::LogIn, login::by_password)
        .post("/login/code", Action::LogIn, sms::send)
        .get("/login/forgot", Action::LogIn, login::forgot)
        .post("/login/forgot", Action::LogIn, login::set_anew)
        .post("/login/wechat", Action::LogIn, elsewhere::wechat)
        .get("/login/wechat/callback", Action::LogIn, elsewhere::from_wechat)
        .post("/login/identity", Action::LogIn, elsewhere::identity)
        .get("/login/identity/callback", Action::LogIn, elsewhere::from_identity)
        .get("/login/bind", Action::LogIn, elsewhere::bind)
        .post("/login/bind", Action::LogIn, elsewhere::bound)
        .get("/captcha/{token}", Action::LogIn, picture)
        .post("/logout", Action::UseSession, leave::log_out)
        .post("/session", Action::UseSession, leave::stay)
        .cached("/legal/{slug}", Action::SeePortal, legal::current)
        .cached("/legal/{slug}/{version}", Action::SeePortal, legal::version)
        .post("/legal/platform/agree", Action::KeepOwnAccount, legal::agree)
}

/// The picture of a captcha (A17).
async fn picture(page: Page, Path(token): Path<String>) -> Answer {
    let bytes = captcha::picture(page.desk(), &token).ok_or(Refusal::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "image/png")], bytes).into_response())
}

/// The captcha's answer, where the form showed one.
fn captcha_answer(form: &frame::Submission) -> Option<CaptchaAnswer<'_>> {
    let (token, typed) = (form.text("captcha_token"), form.text("captcha"));
    (!token.is_empty()).then_some(CaptchaAnswer { token, typed })
}

/// A fresh captcha for a page, when the errors ask for one.
fn captcha_for(page: &Page, errors: &[FieldError]) -> Value {
    if !errors.iter().any(|error| error.field == "captcha") {
        return Value::Null;
    }
    let shown = captcha::fresh(page.desk());
    json!({ "token": shown.token, "a": shown.question.a, "b": shown.question.b })
}

/// Broken rules as they are; a limit or a dead gateway as a rule of `field`, so that the form stays with what was typed.
pub(crate) fn as_errors(page: &Page, refusal: Refusal, field: &str) -> Result<Vec<FieldError>, Refused> {
    match refusal {
        Refusal::Invalid(errors) => Ok(errors),
        Refusal::TooMany { until, key } => {
            let seconds = (until - page.desk().now()).num_seconds().max(1);
            let args = json!({ "seconds": seconds, "minutes": (seconds + 59) / 60, "hours": (seconds + 3599) / 3600 });
            Ok(vec![FieldError::with(field, key, args)])
        }
        Refusal::Unavailable(key) | Refusal::OutOfTurn(key) => Ok(vec![FieldError::new(field, key)]),
        other => Err(Refused(other)),
    }
}

/// Goes to `next` with the cookie of the session that has just begun.
fn enter(page: &Page, begun: &Begun, next: &str) -> Response {
    let mut answer = page.go(next_or_home(next));
    let cookie = page.app().cookies.set("session", &begun.token, None);
    answer.headers_mut().append(header::SET_COOKIE, cookie);
    answer
}

/// Where to go after logging in: a page of ours, or home.
fn next_or_home(next: &str) -> &str {
    crate::page::own_path(next).filter(|path| !path.starts_with("/login")).unwrap_or("/")
}

#[cfg(test)]
mod tests;
