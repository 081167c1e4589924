//! 找回密码: login name and phone of the account, a code to that phone, a new password. Every answer is the same
//! whether there is such an account or not (safety A59).

use super::form::Wrongs;
use super::said::Said;
use crate::context::context;
use crate::front::{Ask, see};
use crate::problem::Outcome;
use crate::provider::Identity;
use crate::rules::{password, phone};
use crate::store::people::account as accounts;
use crate::view;
use crate::work::phone::Check;
use crate::work::{account, captcha, event, phone as codes, session};
use axum::http::StatusCode;
use axum::response::Response;

const PURPOSE: &str = "recover";

/// The form.
pub async fn show(identity: Identity, ask: Ask) -> Outcome<Response> {
    form(&identity, &ask, StatusCode::OK, &Wrongs::default(), None).await
}

async fn form(
    identity: &Identity,
    ask: &Ask,
    status: StatusCode,
    wrongs: &Wrongs,
    said: Option<&Said>,
) -> Outcome<Response> {
    let values = context! {
        login => ask.form.text("login"),
        phone => ask.form.text("phone"),
        captcha => captcha::ask_anew(identity, ask).await?,
        left => codes::left(identity, ask, PURPOSE).await?,
        errors => wrongs.shown(identity, ask),
        sent => said.map(|said| said.shown(identity, ask)),
    };
    view::page_as(identity, ask, status, "recover.html", values)
}

/// The account of this login name, when its phone is this one.
async fn found(identity: &Identity, login: &str, phone: &str) -> Outcome<Option<accounts::Model>> {
    Ok(account::of_login(identity, login).await?.filter(|account| account.phone == phone))
}

/// A code is wished for.
pub async fn code(identity: Identity, ask: Ask) -> Outcome<Response> {
    let login = ask.form.text("login").to_owned();
    let said = match phone::normal(ask.form.text("phone")) {
        _ if login.is_empty() => Said::bad("wrong-recover-login"),
        None => Said::bad("wrong-phone"),
        Some(_) if !captcha::answered(&identity, &ask).await? => Said::bad("code-captcha"),
        Some(to) => {
            let real = found(&identity, &login, &to).await?.is_some();
            Said::of(&to, codes::send(&identity, &ask, PURPOSE, &to, real).await?)
        }
    };
    if ask.wants_piece() {
        return said.piece(&identity, &ask);
    }
    form(&identity, &ask, said.status, &Wrongs::default(), Some(&said)).await
}

/// The new password. All sessions end with the old one.
pub async fn submit(identity: Identity, ask: Ask) -> Outcome<Response> {
    if ask.form.text("do") == "another" {
        return form(&identity, &ask, StatusCode::OK, &Wrongs::default(), None).await;
    }
    let (login, new) = (ask.form.text("login"), ask.form.raw("password"));
    let to = phone::normal(ask.form.text("phone"));
    let mut wrongs = Wrongs::default();
    wrongs.when(login.is_empty(), "login", "wrong-empty");
    wrongs.when(to.is_none(), "phone", "wrong-phone");
    wrongs.when(ask.form.text("code").is_empty(), "code", "wrong-empty");
    // Without the names of the person: whoever has no code must not learn them by trying passwords.
    if let Err(key) = password::check(new, login, &[""]) {
        wrongs.add("password", key);
    }
    wrongs.when(ask.form.raw("confirm") != new, "confirm", "wrong-confirm");
    if let (true, Some(to)) = (wrongs.none(), to) {
        let owner = found(&identity, login, &to).await?;
        let check = codes::check(&identity, &ask, PURPOSE, &to, ask.form.text("code")).await?;
        match owner.filter(|_| check == Check::Right) {
            Some(owner)
                if password::check(new, &owner.login, &super::password::people(&identity, &owner).await?)
                    .is_ok() =>
            {
                account::set_password(&identity, owner.id, new, ask.now).await?;
                session::end_others(&identity, owner.id, None).await?;
                event::add(&identity, &ask, Some(owner.id), "password-recovered", None).await?;
                return Ok(see("/login?said=recovered"));
            }
            Some(_) => wrongs.add("password", "wrong-password-name"),
            None => wrongs.add("code", "wrong-code"),
        }
    }
    form(&identity, &ask, StatusCode::UNPROCESSABLE_ENTITY, &wrongs, None).await
}
