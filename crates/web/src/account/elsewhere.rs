//! Coming in from elsewhere: WeChat (A04), unified identity (A06), and binding the phone of whoever is new.

use super::{as_errors, captcha_for, enter, login, next_or_home};
use crate::page::{Answer, Form, Page};
use crate::refused::Refused;
use axum::extract::Query;
use axum::http::header;
use frame::Submission;
use hall::account::{Aim, Arrival, wechat as by_wechat};
use hall::entrance::{self, AccountKind, Bind};
use hall::kernel::{Outcome, Uuid};
use hall::{FieldError, Refusal};
use minijinja::context;
use minijinja::value::Serde;
use serde::Deserialize;

fn aim(form: &Submission) -> Aim {
    match form.text("aim") {
        "bind" => Aim::Bind,
        "claim" => Aim::Claim,
        _ => Aim::LogIn,
    }
}

/// Sets out for WeChat's page with the QR code.
pub(super) async fn wechat(page: Page, form: Form) -> Answer {
    let (aim, consent) = (aim(&form), form.ticked("consent"));
    let next = next(aim, &form);
    let address = by_wechat::set_out(page.desk(), page.actor(), page.browser(), aim, consent, next).await;
    leave(&page, &form, aim, address).await
}

/// Sets out for the unified identity provider, as a natural or a legal person.
pub(super) async fn identity(page: Page, form: Form) -> Answer {
    let (aim, consent) = (aim(&form), form.ticked("consent"));
    let kind = if form.text("kind") == "legal" { AccountKind::Legal } else { AccountKind::Personal };
    let next = next(aim, &form);
    let address =
        entrance::set_out(page.desk(), page.actor(), page.browser(), aim, kind, consent, next).await;
    leave(&page, &form, aim, address).await
}

fn next(aim: Aim, form: &Submission) -> &str {
    match (aim, crate::page::own_path(form.text("next"))) {
        (Aim::LogIn, _) => next_or_home(form.text("next")),
        (_, Some(path)) => path,
        (Aim::Bind, None) => "/my/security",
        (Aim::Claim, None) => "/my",
    }
}

async fn leave(page: &Page, form: &Submission, aim: Aim, address: Outcome<String>) -> Answer {
    match address {
        Ok(address) => Ok(page.go(&address)),
        Err(refusal) if aim == Aim::LogIn => {
            let way =
                if form.fields().iter().any(|(name, _)| name == "account") { "password" } else { "sms" };
            login::again(page, form, way, &as_errors(page, refusal, "elsewhere")?).await
        }
        Err(refusal) => Err(Refused(refusal)),
    }
}

/// What a provider sends back with the browser.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Back {
    code: String,
    state: String,
}

pub(super) async fn from_wechat(page: Page, Query(back): Query<Back>) -> Answer {
    // WeChat sends the browser back without a code when the phone said no.
    if back.code.is_empty() {
        return Err(Refused(Refusal::OutOfTurn("journey-refused")));
    }
    arrived(
        &page,
        by_wechat::come_back(page.desk(), page.actor(), page.browser(), &back.code, &back.state).await?,
    )
    .await
}

pub(super) async fn from_identity(page: Page, Query(back): Query<Back>) -> Answer {
    if back.code.is_empty() {
        return Err(Refused(Refusal::OutOfTurn("journey-refused")));
    }
    arrived(
        &page,
        entrance::come_back(page.desk(), page.actor(), page.browser(), &back.code, &back.state).await?,
    )
    .await
}

async fn arrived(page: &Page, arrival: Arrival) -> Answer {
    match arrival {
        Arrival::In { begun, next } => Ok(enter(page, &begun, &next)),
        Arrival::BindPhone { journey } => Ok(page.go(&format!("/login/bind?journey={journey}"))),
        Arrival::Done { next, claimed: None } => Ok(page.go_saying(&next, "bound")),
        Arrival::Done { next, claimed: Some(enterprise) } => {
            // Whoever has just proven an enterprise acts for it from now on.
            let work = page.desk().begin(page.actor()).await?;
            let token = hall::enterprise::switch(&work, enterprise).await?;
            work.keep().await?;
            let mut answer = page.go_saying(&next, "enterprise-proven");
            let cookie = page.app().cookies.set("session", &token, None);
            answer.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(answer)
        }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Journey {
    journey: Uuid,
}

/// The page where somebody from elsewhere proves a phone.
pub(super) async fn bind(page: Page, Query(asked): Query<Journey>) -> Answer {
    let waiting = entrance::waiting(page.desk(), page.browser(), asked.journey).await?;
    let form = Submission::of([
        ("phone", waiting.phone.unwrap_or_default()),
        ("journey", asked.journey.to_string()),
    ]);
    bind_again(&page, &form, "", &[]).await
}

/// The same page with what was typed.
pub(super) async fn bind_again(page: &Page, form: &Submission, said: &str, errors: &[FieldError]) -> Answer {
    let journey = form.parsed("journey").ok_or(Refusal::OutOfTurn("journey-lost"))?;
    let waiting = entrance::waiting(page.desk(), page.browser(), journey).await?;
    let context = context! {
        journey => journey.to_string(),
        kind => waiting.kind,
        label => waiting.label,
        phone => form.text("phone"),
        said => said,
        captcha => Serde(captcha_for(page, errors)),
    };
    if errors.is_empty() {
        return page.show("account/bind.html", context).await;
    }
    page.again("account/bind.html", context, errors).await
}

pub(super) async fn bound(page: Page, form: Form) -> Answer {
    let typed = Bind {
        journey: form.parsed("journey").ok_or(Refusal::OutOfTurn("journey-lost"))?,
        phone: form.text("phone"),
        code: form.text("code"),
        locale: page.locale().tag(),
    };
    match entrance::bind_phone(page.desk(), page.actor(), page.browser(), typed).await {
        Ok((begun, next)) => Ok(enter(&page, &begun, &next)),
        Err(Refusal::OutOfTurn(key)) => Err(Refused(Refusal::OutOfTurn(key))),
        Err(refusal) => bind_again(&page, &form, "", &as_errors(&page, refusal, "code")?).await,
    }
}
