//! The page with the QR code, and what somebody's phone answers.

use super::{Code, LIVES, Person, Scan};
use crate::faults::Fault;
use crate::page::{Visit, fields, go, leave, page, page_as};
use crate::stage::Stage;
use crate::twice::twice;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use minijinja::context;
use std::collections::BTreeMap;

/// `GET /connect/qrconnect`: the page WeChat shows on the computer.
pub async fn show(State(stage): State<Stage>, Extension(visit): Extension<Visit>) -> Response {
    if let Err(key) = check(&stage, &visit.query) {
        return page_as(&stage, &visit, StatusCode::BAD_REQUEST, "oops.html", context! { key });
    }
    stage.wechat.tidy(stage.now());
    let ticket = stage.token();
    let scan = Scan {
        redirect: visit.field("redirect_uri").to_owned(),
        state: visit.field("state").to_owned(),
        at: stage.now(),
        answer: None,
    };
    stage.wechat.memory(|memory| memory.scans.insert(ticket.clone(), scan));
    let phone = format!("{}/connect/phone?ticket={ticket}", stage.settings.address);
    let code = pictures::qr::svg(&phone).unwrap_or_default();
    page(&stage, &visit, "scan.html", context! { ticket, code, phone, people => names(&stage) })
}

/// What WeChat insists on.
fn check(stage: &Stage, query: &BTreeMap<String, String>) -> Result<(), &'static str> {
    let field = |name: &str| query.get(name).map_or("", String::as_str);
    if field("appid") != stage.settings.appid {
        return Err("oops-appid");
    }
    if !field("redirect_uri").strip_prefix(&stage.settings.hall).is_some_and(|rest| rest.starts_with('/')) {
        return Err("oops-redirect");
    }
    if field("response_type") != "code" || field("scope") != "snsapi_login" {
        return Err("oops-scope");
    }
    Ok(())
}

fn names(stage: &Stage) -> Vec<minijinja::Value> {
    let bound = |nickname: &str| {
        let mut logins = stage.settings.logins.iter();
        logins.find(|login| login.wechat.as_deref() == Some(nickname)).map(|login| login.name.clone())
    };
    let line = |person: Person| {
        let bound = bound(&person.nickname);
        context! { openid => person.openid, nickname => person.nickname, bound }
    };
    stage.wechat.people().into_iter().map(line).collect()
}

/// `GET /connect/phone`: what the phone shows after scanning.
pub async fn phone(State(stage): State<Stage>, Extension(visit): Extension<Visit>) -> Response {
    let ticket = visit.field("ticket");
    let Some(scan) = waiting(&stage, ticket) else { return expired(&stage, &visit) };
    let answered = scan.answer.is_some();
    page(&stage, &visit, "phone.html", context! { ticket, answered, people => names(&stage) })
}

fn waiting(stage: &Stage, ticket: &str) -> Option<Scan> {
    let now = stage.now();
    stage.wechat.memory(|memory| memory.scans.get(ticket).filter(|scan| now - scan.at < LIVES).cloned())
}

fn expired(stage: &Stage, visit: &Visit) -> Response {
    page_as(stage, visit, StatusCode::GONE, "oops.html", context! { key => "oops-scan-expired" })
}

/// `GET /connect/state`: the page asks whether the phone has answered.
pub async fn state(State(stage): State<Stage>, Extension(visit): Extension<Visit>) -> Response {
    match waiting(&stage, visit.field("ticket")) {
        Some(Scan { answer: Some(to), .. }) => leave(&to),
        Some(_) => StatusCode::NO_CONTENT.into_response(),
        None => leave(&format!("/connect/phone?ticket={}", visit.field("ticket"))),
    }
}

/// `POST /connect/answer`: somebody agrees or refuses on their phone. Pressed on the computer's page, the browser goes
/// back at once; pressed on the phone's page, the computer's page notices.
pub async fn answer(
    State(stage): State<Stage>,
    Extension(visit): Extension<Visit>,
    body: String,
) -> Response {
    let form = fields(&body);
    let field = |name: &str| form.get(name).map_or("", String::as_str);
    let ticket = field("ticket");
    let Some(scan) = waiting(&stage, ticket).filter(|scan| scan.answer.is_none()) else {
        return expired(&stage, &visit);
    };
    let (who, agrees) = match field("do").split_once(':') {
        Some(("agree", openid)) => (openid, true),
        Some(("refuse", openid)) => (openid, false),
        _ => return StatusCode::BAD_REQUEST.into_response(),
    };
    let to = if agrees {
        let person = if who == "stranger" { Some(stage.wechat.stranger()) } else { stage.wechat.person(who) };
        let Some(person) = person else { return StatusCode::BAD_REQUEST.into_response() };
        back(&scan, Some(&issue(&stage, person)))
    } else {
        // WeChat leaves the code out when somebody refuses.
        back(&scan, None)
    };
    let Some(to) = to else { return StatusCode::BAD_REQUEST.into_response() };
    let kept = Scan { answer: Some(to.clone()), ..scan };
    stage.wechat.memory(|memory| memory.scans.insert(ticket.to_owned(), kept));
    if field("from") == "phone" {
        return page(
            &stage,
            &visit,
            "phone.html",
            context! { ticket, answered => true, people => names(&stage) },
        );
    }
    if stage.faults.has(Fault::WechatTwice) { twice(&stage, &visit, &to) } else { go(&to) }
}

fn issue(stage: &Stage, person: Person) -> String {
    let code = stage.token();
    let row = Code { openid: person.openid, at: stage.now(), used: false };
    stage.wechat.memory(|memory| memory.codes.insert(code.clone(), row));
    code
}

fn back(scan: &Scan, code: Option<&str>) -> Option<String> {
    let mut to = url::Url::parse(&scan.redirect).ok()?;
    {
        let mut pairs = to.query_pairs_mut();
        if let Some(code) = code {
            pairs.append_pair("code", code);
        }
        pairs.append_pair("state", &scan.state);
    }
    Some(to.into())
}
