//! Step 2, 创建用户 (B12).

use super::form::Wrongs;
use super::help::TERMS_VERSION;
use super::register::Draft;
use super::said::Said;
use crate::context::context;
use crate::front::{Ask, see};
use crate::problem::Outcome;
use crate::provider::Identity;
use crate::rules::{login, password, phone};
use crate::view;
use crate::work::account::{self, Chosen, Made, Paper};
use crate::work::phone::Check;
use crate::work::{captcha, phone as codes, session};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

/// The purpose of codes sent here.
const PURPOSE: &str = "register";

/// The draft when step 1 is done; else where to go.
async fn ready(identity: &Identity, ask: &Ask) -> Outcome<Result<Draft, Response>> {
    Ok(match Draft::find(identity, ask).await? {
        Some(draft) if !draft.done.is_empty() => Err(see("/register/done")),
        Some(draft) if draft.identified => Ok(draft),
        Some(_) => Err(see("/register/identity")),
        None => Err(see("/register")),
    })
}

/// The form.
pub async fn account(identity: Identity, ask: Ask) -> Outcome<Response> {
    match ready(&identity, &ask).await? {
        Ok(draft) => form(&identity, &ask, StatusCode::OK, &draft, &Wrongs::default(), None).await,
        Err(elsewhere) => Ok(elsewhere),
    }
}

async fn form(
    identity: &Identity,
    ask: &Ask,
    status: StatusCode,
    draft: &Draft,
    wrongs: &Wrongs,
    said: Option<&Said>,
) -> Outcome<Response> {
    let values = context! {
        draft,
        d => draft.declared,
        captcha => captcha::ask_anew(identity, ask).await?,
        left => codes::left(identity, ask, PURPOSE).await?,
        discouraged => login::is_credit_code(&draft.login, &draft.declared.uscc),
        errors => wrongs.shown(identity, ask),
        sent => said.map(|said| said.shown(identity, ask)),
    };
    view::page_as(identity, ask, status, "register-account.html", values)
}

fn read(ask: &Ask, draft: &mut Draft) {
    draft.login = ask.form.text("login").to_owned();
    draft.contact =
        if draft.legal() { ask.form.text("contact").to_owned() } else { draft.declared.person.clone() };
    draft.address = ask.form.text("address").to_owned();
    draft.phone = ask.form.text("phone").to_owned();
}

/// 获取手机验证码: after the picture (or the sum) was answered.
pub async fn code(identity: Identity, ask: Ask) -> Outcome<Response> {
    let mut draft = match ready(&identity, &ask).await? {
        Ok(draft) => draft,
        Err(elsewhere) => return Ok(elsewhere),
    };
    read(&ask, &mut draft);
    draft.keep(&identity, &ask).await?;
    let said = match phone::normal(&draft.phone) {
        None => Said::bad("wrong-phone"),
        Some(_) if !captcha::answered(&identity, &ask).await? => Said::bad("code-captcha"),
        Some(to) => Said::of(&to, codes::send(&identity, &ask, PURPOSE, &to, true).await?),
    };
    if ask.wants_piece() {
        return said.piece(&identity, &ask);
    }
    form(&identity, &ask, said.status, &draft, &Wrongs::default(), Some(&said)).await
}

/// 注册, or 上一步.
pub async fn account_sent(identity: Identity, ask: Ask) -> Outcome<Response> {
    let mut draft = match ready(&identity, &ask).await? {
        Ok(draft) => draft,
        Err(elsewhere) => return Ok(elsewhere),
    };
    read(&ask, &mut draft);
    draft.keep(&identity, &ask).await?;
    if ask.form.text("do") == "back" {
        return Ok(see("/register/identity"));
    }
    if ask.form.text("do") == "another" {
        return form(&identity, &ask, StatusCode::OK, &draft, &Wrongs::default(), None).await;
    }
    let mut wrongs = Wrongs::default();
    let chosen = judge(&ask, &draft, &mut wrongs);
    // The code is looked at last: a try is not spent on a form that fails anyway.
    if wrongs.none()
        && codes::check(&identity, &ask, PURPOSE, &chosen.phone, ask.form.text("code")).await? == Check::Wrong
    {
        wrongs.add("code", "wrong-code");
    }
    if !wrongs.none() {
        return form(&identity, &ask, StatusCode::UNPROCESSABLE_ENTITY, &draft, &wrongs, None).await;
    }
    match account::make(&identity, &draft.declared, &chosen, &papers(&identity, &ask, &draft), ask.now)
        .await?
    {
        Made::LoginTaken => {
            wrongs.add("login", "wrong-login-taken");
            form(&identity, &ask, StatusCode::UNPROCESSABLE_ENTITY, &draft, &wrongs, None).await
        }
        Made::Yes(id) => {
            let account = account::get(&identity, id).await?;
            // Nothing of what was declared stays in the draft.
            let kind = draft.declared.kind.clone();
            let done = Draft {
                done: account.login.clone(),
                website: draft.website,
                declared: account::Declared { kind, ..Default::default() },
                ..Draft::default()
            };
            done.keep(&identity, &ask).await?;
            let mut response = see("/register/done");
            crate::work::event::add(&identity, &ask, Some(id), "registered", None).await?;
            session::begin(&identity, &ask, &account, "new", &mut response).await?;
            Ok(response)
        }
    }
}

fn judge(ask: &Ask, draft: &Draft, wrongs: &mut Wrongs) -> Chosen {
    let secret = ask.form.raw("password");
    wrongs.when(!login::fits(&draft.login), "login", "wrong-login");
    let people = account::people(&draft.declared, &draft.contact);
    if let Err(key) = password::check(secret, &draft.login, &people) {
        wrongs.add("password", key);
    }
    wrongs.when(ask.form.raw("confirm") != secret, "confirm", "wrong-confirm");
    if draft.legal() {
        wrongs.text("contact", &draft.contact, 50);
    }
    wrongs.text("address", &draft.address, 200);
    let phone = phone::normal(&draft.phone);
    wrongs.when(phone.is_none(), "phone", "wrong-phone");
    wrongs.when(ask.form.text("code").is_empty(), "code", "wrong-empty");
    Chosen {
        login: draft.login.clone(),
        password: secret.to_owned(),
        contact: draft.contact.clone(),
        address: draft.address.clone(),
        phone: phone.unwrap_or_default(),
        terms: TERMS_VERSION.to_owned(),
        // Declared by the person, proven by a phone, checked by no register.
        level: 1,
    }
}

/// The licence a new account has: what was declared, with nobody's name as authority.
fn papers(identity: &Identity, ask: &Ask, draft: &Draft) -> Vec<Paper> {
    let d = &draft.declared;
    let text = |key: &str| view::text(identity, ask, key, &json!(null));
    let paper = if draft.legal() {
        let name =
            if d.legal_kind == "enterprise" { "营业执照" } else { "统一社会信用代码证书" };
        Paper {
            name: name.to_owned(),
            number: d.uscc.clone(),
            authority: String::new(),
            holder: d.enterprise.clone(),
            // The form asks for the validity of the representative's document, not of the licence.
            valid_from: None,
            valid_until: None,
        }
    } else {
        Paper {
            name: text(&format!("document-{}", d.document)),
            number: d.number.clone(),
            authority: String::new(),
            holder: d.person.clone(),
            valid_from: Some(d.valid_from.clone()),
            valid_until: (!d.valid_until.is_empty()).then(|| d.valid_until.clone()),
        }
    };
    vec![paper]
}
