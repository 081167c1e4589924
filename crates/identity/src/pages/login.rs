//! 登录 by account and password (B09), for persons and legal persons.

use super::form::own_path;
use crate::context::context;
use crate::front::{Ask, see};
use crate::problem::{Outcome, Problem};
use crate::protocol::authorize;
use crate::provider::Identity;
use crate::rules::login as names;
use crate::view;
use crate::work::account::{self, Login};
use crate::work::throttle::{self, Standing};
use crate::work::{captcha as proof, session};
use axum::http::StatusCode;
use axum::response::Response;

/// Where somebody comes from and wants to go: kept in every link and form of the login pages.
pub struct Aim {
    /// The login a website began.
    pub website: String,
    /// A page of this site.
    pub next: String,
    /// `personal` or `legal`.
    pub kind: &'static str,
    /// The website's name.
    pub client: Option<String>,
}

impl Aim {
    /// Reads it from an address or a form.
    pub async fn read(identity: &Identity, ask: &Ask) -> Outcome<Self> {
        let given =
            |name: &str| if ask.method.is_safe() { ask.query(name) } else { ask.form.text(name) }.to_owned();
        let (website, next) = (given("for"), given("next"));
        let request = authorize::find(identity, ask, &website).await?;
        let wanted = request.as_ref().and_then(|request| request.wanted.as_deref()).unwrap_or("personal");
        let kind = match (given("kind").as_str(), wanted) {
            ("personal", _) => "personal",
            ("legal", _) | (_, "legal") => "legal",
            _ => "personal",
        };
        let client = request.as_ref().and_then(|request| identity.settings.client(&request.client));
        let client = client.map(|client| view::choose(ask.locale, &client.name).to_owned());
        let website = if request.is_some() { website } else { String::new() };
        Ok(Self { website, next, kind, client })
    }

    /// Where to go now that somebody is logged in.
    pub fn goal(&self) -> String {
        if self.website.is_empty() {
            own_path(&self.next).to_owned()
        } else {
            format!("/continue?for={}", self.website)
        }
    }

    /// The kind of account in the words of the accounts.
    pub fn account_kind(&self) -> &'static str {
        if self.kind == "legal" { "legal" } else { "natural" }
    }

    /// For templates.
    pub fn shown(&self) -> minijinja::Value {
        let kept = |kind: &str| {
            let mut query = url::form_urlencoded::Serializer::new(String::new());
            query.append_pair("kind", kind);
            for (name, value) in [("for", &self.website), ("next", &self.next)] {
                if !value.is_empty() {
                    query.append_pair(name, value);
                }
            }
            query.finish()
        };
        context! {
            website => self.website,
            next => self.next,
            kind => self.kind,
            client => self.client,
            personal => kept("personal"),
            legal => kept("legal"),
            same => kept(self.kind),
        }
    }
}

/// The form.
pub async fn show(identity: Identity, ask: Ask) -> Outcome<Response> {
    let aim = Aim::read(&identity, &ask).await?;
    form(&identity, &ask, &aim, StatusCode::OK, "", None).await
}

async fn form(
    identity: &Identity,
    ask: &Ask,
    aim: &Aim,
    status: StatusCode,
    login: &str,
    wrong: Option<&str>,
) -> Outcome<Response> {
    let standing = throttle::standing(identity, ask, &names::key(login)).await?;
    let proof = if standing == Standing::Fine { None } else { Some(proof::ask_anew(identity, ask).await?) };
    let wrong = wrong.map(|key| view::text(identity, ask, key, &serde_json::Value::Null));
    let values = context! { aim => aim.shown(), login, wrong, captcha => proof };
    view::page_as(identity, ask, status, "login.html", values)
}

/// Name and password, sent.
pub async fn submit(identity: Identity, ask: Ask) -> Outcome<Response> {
    let aim = Aim::read(&identity, &ask).await?;
    let name = ask.form.text("login").to_owned();
    if ask.form.text("do") == "another" {
        return form(&identity, &ask, &aim, StatusCode::OK, &name, None).await;
    }
    let again = StatusCode::UNPROCESSABLE_ENTITY;
    if name.is_empty() || ask.form.raw("password").is_empty() {
        return form(&identity, &ask, &aim, again, &name, Some("login-empty")).await;
    }
    let standing = throttle::standing(&identity, &ask, &names::key(&name)).await?;
    if standing == Standing::Suspicious && !proof::answered(&identity, &ask).await? {
        return form(&identity, &ask, &aim, again, &name, Some("login-captcha")).await;
    }
    match account::login(&identity, &ask, &name, ask.form.raw("password"), aim.account_kind()).await? {
        Login::In(account) => {
            let mut response = see(&aim.goal());
            session::begin(&identity, &ask, &account, "pwd", &mut response).await?;
            Ok(response)
        }
        Login::Wrong => form(&identity, &ask, &aim, again, &name, Some("login-wrong")).await,
        Login::Paused => {
            form(&identity, &ask, &aim, StatusCode::TOO_MANY_REQUESTS, &name, Some("login-paused")).await
        }
    }
}

/// The picture of this browser's question.
pub async fn captcha(identity: Identity, ask: Ask) -> Outcome<Response> {
    let picture = proof::picture(&identity, &ask).await?.ok_or(Problem::NotFound)?;
    Ok(view::bytes("image/png", picture))
}

/// Another question, as the piece of a page that holds it.
pub async fn another(identity: Identity, ask: Ask) -> Outcome<Response> {
    let captcha = proof::ask_anew(&identity, &ask).await?;
    view::page(&identity, &ask, "captcha.html", context! { captcha, id => "captcha" })
}
