//! What goes wrong on purpose. Switches live in memory: a restart makes everything work again.

use crate::page::{Visit, go, page};
use crate::stage::Stage;
use crate::twice::twice;
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::{StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use minijinja::context;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Something that goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The SMS gateway answers 503.
    SmsDown,
    /// The mail gateway answers 503.
    MailDown,
    /// WeChat does not answer within the hall's patience.
    WechatTimeout,
    /// WeChat's codes have run out when the hall shows them.
    WechatExpired,
    /// WeChat's answer reaches the hall twice.
    WechatTwice,
    /// Nobody follows the official account.
    WechatUnfollowed,
    /// The identity provider does not answer within the hall's patience.
    IdentityTimeout,
    /// The identity provider's codes have run out when the hall shows them.
    IdentityExpired,
    /// The identity provider's answer reaches the hall twice.
    IdentityTwice,
    /// A personal account answers where the hall asked for a legal person's.
    IdentityKind,
}

impl Fault {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 10] = [
        Self::SmsDown,
        Self::MailDown,
        Self::WechatTimeout,
        Self::WechatExpired,
        Self::WechatTwice,
        Self::WechatUnfollowed,
        Self::IdentityTimeout,
        Self::IdentityExpired,
        Self::IdentityTwice,
        Self::IdentityKind,
    ];

    /// Its name in forms and texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::SmsDown => "sms-down",
            Self::MailDown => "mail-down",
            Self::WechatTimeout => "wechat-timeout",
            Self::WechatExpired => "wechat-expired",
            Self::WechatTwice => "wechat-twice",
            Self::WechatUnfollowed => "wechat-unfollowed",
            Self::IdentityTimeout => "identity-timeout",
            Self::IdentityExpired => "identity-expired",
            Self::IdentityTwice => "identity-twice",
            Self::IdentityKind => "identity-kind",
        }
    }
}

/// The faults that are switched on. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Faults(Arc<Mutex<BTreeSet<Fault>>>);

impl Faults {
    /// Whether this goes wrong now.
    #[must_use]
    pub fn has(&self, fault: Fault) -> bool {
        self.on().contains(&fault)
    }

    /// What goes wrong now.
    #[must_use]
    pub fn on(&self) -> BTreeSet<Fault> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// From now on exactly these go wrong.
    pub fn set(&self, faults: impl IntoIterator<Item = Fault>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = faults.into_iter().collect();
    }
}

/// Longer than the hall waits for any outside system (10 s).
pub(crate) const PATIENCE: Duration = Duration::from_secs(15);

/// `GET /faults`.
pub async fn show(State(stage): State<Stage>, Extension(visit): Extension<Visit>) -> Response {
    let switches: Vec<_> = Fault::ALL
        .into_iter()
        .map(|fault| context! { word => fault.word(), on => stage.faults.has(fault) })
        .collect();
    page(&stage, &visit, "faults.html", context! { switches, saved => visit.field("saved") == "1" })
}

/// `POST /faults`: what is ticked goes wrong, the rest works.
pub async fn choose(State(stage): State<Stage>, body: String) -> Response {
    let wanted: Vec<String> = url::form_urlencoded::parse(body.as_bytes())
        .filter(|(name, _)| name == "on")
        .map(|(_, value)| value.into_owned())
        .collect();
    stage.faults.set(Fault::ALL.into_iter().filter(|fault| wanted.iter().any(|word| word == fault.word())));
    go("/faults?saved=1")
}

/// Around the identity provider: faults that are switched on.
pub(crate) async fn trouble(State(stage): State<Stage>, mut request: Request, next: Next) -> Response {
    let faults = stage.faults.on();
    let path = request.uri().path().to_owned();
    let for_programs =
        path.ends_with("/token") || path.ends_with("/userinfo") || path.contains("/.well-known/");
    if for_programs && faults.contains(&Fault::IdentityTimeout) {
        tokio::time::sleep(PATIENCE).await;
        return StatusCode::GATEWAY_TIMEOUT.into_response();
    }
    if path.ends_with("/token") && faults.contains(&Fault::IdentityExpired) {
        let error =
            serde_json::json!({ "error": "invalid_grant", "error_description": "the code has run out" });
        return (StatusCode::BAD_REQUEST, axum::Json(error)).into_response();
    }
    if path.ends_with("/authorize")
        && faults.contains(&Fault::IdentityKind)
        && let Some(uri) = for_a_person(request.uri())
    {
        *request.uri_mut() = uri;
    }
    let visit = Visit::plain(request.headers());
    let answer = next.run(request).await;
    let to = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).map(str::to_owned);
    match to {
        Some(to) if faults.contains(&Fault::IdentityTwice) && is_callback(&stage, &to) => {
            let mut again = twice(&stage, &visit, &to);
            for cookie in answer.headers().get_all(header::SET_COOKIE) {
                again.headers_mut().append(header::SET_COOKIE, cookie.clone());
            }
            again
        }
        _ => answer,
    }
}

fn is_callback(stage: &Stage, to: &str) -> bool {
    to.strip_prefix(&stage.settings.hall).is_some_and(|rest| rest.contains("/callback?"))
}

/// The same request, asking for a natural person; `None` where no legal person was asked for.
fn for_a_person(uri: &Uri) -> Option<Uri> {
    let fields = url::form_urlencoded::parse(uri.query()?.as_bytes());
    let (mut changed, mut asked) = (url::form_urlencoded::Serializer::new(String::new()), false);
    for (name, value) in fields {
        let hint = matches!(&*name, "acr_values" | "account_kind") && value == "legal";
        asked |= hint;
        changed.append_pair(&name, if hint { "personal" } else { &value });
    }
    let query = asked.then(|| changed.finish())?;
    format!("{}?{query}", uri.path()).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x01_a_request_for_a_legal_person_becomes_one_for_a_natural_person() {
        let uri: Uri = "/authorize?client_id=legal&acr_values=legal&state=s%26".parse().unwrap();
        let changed = for_a_person(&uri).unwrap().to_string();
        assert_eq!(changed, "/authorize?client_id=legal&acr_values=personal&state=s%26");
        assert_eq!(for_a_person(&"/authorize?state=s".parse().unwrap()), None);
    }

    #[test]
    fn faults_are_exactly_those_chosen_last() {
        let faults = Faults::default();
        faults.set([Fault::SmsDown, Fault::WechatTwice]);
        assert!(faults.has(Fault::SmsDown));
        faults.set([Fault::MailDown]);
        assert_eq!(faults.on(), BTreeSet::from([Fault::MailDown]));
        let words: BTreeSet<_> = Fault::ALL.iter().map(|fault| fault.word()).collect();
        assert_eq!(words.len(), Fault::ALL.len());
    }
}
