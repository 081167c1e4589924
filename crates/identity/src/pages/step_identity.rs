//! Step 1, 填写信息认证 (B11).

use super::countries;
use super::form::Wrongs;
use super::register::Draft;
use crate::context::context;
use crate::front::{Ask, see};
use crate::problem::Outcome;
use crate::provider::Identity;
use crate::rules::{document, period, uscc};
use crate::view;
use crate::work::account;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use serde_json::json;

/// 法人类型.
pub const LEGAL_KINDS: [&str; 3] = ["enterprise", "society", "institution"];

/// The form.
pub async fn identity(identity: Identity, ask: Ask) -> Outcome<Response> {
    let found = Draft::find(&identity, &ask).await?.filter(|draft| draft.done.is_empty());
    let Some(draft) = found else { return Ok(see("/register")) };
    form(&identity, &ask, StatusCode::OK, &draft, &Wrongs::default(), false)
}

fn form(
    identity: &Identity,
    ask: &Ask,
    status: StatusCode,
    draft: &Draft,
    wrongs: &Wrongs,
    doubtful: bool,
) -> Outcome<Response> {
    let values = context! {
        draft,
        d => draft.declared,
        doubtful => doubtful || draft.code_sure,
        errors => wrongs.shown(identity, ask),
        legal_kinds => LEGAL_KINDS,
        documents => document::KINDS,
        countries => countries::all(ask.locale),
        years => period::YEARS,
    };
    view::page_as(identity, ask, status, "register-identity.html", values)
}

/// Step 1, sent: a shortcut for the end of validity, or 下一步.
pub async fn identity_sent(identity: Identity, ask: Ask) -> Outcome<Response> {
    let found = Draft::find(&identity, &ask).await?.filter(|draft| draft.done.is_empty());
    let Some(mut draft) = found else { return Ok(see("/register")) };
    read(&ask, &mut draft);
    let today = view::local(ask.now).date_naive();
    let pressed = ask.form.text("do");
    let from: Option<NaiveDate> = draft.declared.valid_from.parse().ok();
    if let Some(years) = pressed.strip_prefix("years-").and_then(|years| years.parse().ok()) {
        let mut wrongs = Wrongs::default();
        match from.filter(|_| period::YEARS.contains(&years)).and_then(|from| period::after(from, years)) {
            Some(until) => {
                draft.declared.valid_until = until.to_string();
                draft.forever = false;
            }
            None => wrongs.add("valid_from", "wrong-day-first"),
        }
        let status = if wrongs.none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        return form(&identity, &ask, status, &draft, &wrongs, false);
    }
    if pressed == "forever" {
        draft.declared.valid_until.clear();
        draft.forever = true;
        return form(&identity, &ask, StatusCode::OK, &draft, &Wrongs::default(), false);
    }
    let mut wrongs = Wrongs::default();
    let doubtful = judge(&identity, &ask, &draft, today, &mut wrongs).await?;
    if !wrongs.none() {
        return form(&identity, &ask, StatusCode::UNPROCESSABLE_ENTITY, &draft, &wrongs, doubtful);
    }
    draft.identified = true;
    draft.terms = super::help::TERMS_VERSION.to_owned();
    draft.keep(&identity, &ask).await?;
    Ok(see("/register/account"))
}

/// Takes over what was typed.
fn read(ask: &Ask, draft: &mut Draft) {
    let text = |name: &str| ask.form.text(name).to_owned();
    let declared = &mut draft.declared;
    if declared.kind == "legal" {
        declared.legal_kind = text("legal_kind");
        declared.enterprise = text("enterprise");
        declared.uscc = uscc::normal(&text("uscc"));
        declared.seat = text("seat");
    }
    declared.person = text("person");
    declared.nationality = text("nationality");
    declared.document = text("document");
    declared.number = document::normal(&text("number"));
    declared.valid_from = text("valid_from");
    declared.valid_until = text("valid_until");
    draft.forever = ask.form.ticked("forever");
    draft.code_sure = ask.form.ticked("code_sure");
    draft.identified = false;
    draft.terms =
        if ask.form.ticked("terms") { super::help::TERMS_VERSION.to_owned() } else { String::new() };
}

/// Judges every field; whether the code's check character is doubtful.
async fn judge(
    identity: &Identity,
    ask: &Ask,
    draft: &Draft,
    today: NaiveDate,
    wrongs: &mut Wrongs,
) -> Outcome<bool> {
    let d = &draft.declared;
    let mut doubtful = false;
    if draft.legal() {
        wrongs.when(!LEGAL_KINDS.contains(&d.legal_kind.as_str()), "legal_kind", "wrong-choice");
        wrongs.text("enterprise", &d.enterprise, 100);
        match uscc::check(&d.uscc) {
            _ if d.uscc.is_empty() => wrongs.add("uscc", "wrong-empty"),
            uscc::Verdict::Length => {
                wrongs.add_with("uscc", "wrong-uscc-length", json!({ "n": d.uscc.chars().count() }))
            }
            uscc::Verdict::Character(at) => {
                wrongs.add_with("uscc", "wrong-uscc-character", json!({ "at": at }))
            }
            uscc::Verdict::Doubtful => {
                doubtful = true;
                wrongs.when(!draft.code_sure, "code_sure", "wrong-uscc-doubtful");
            }
            uscc::Verdict::Fine => {}
        }
        if wrongs.none() && account::code_is_taken(identity, &d.uscc).await? {
            wrongs.add("uscc", "wrong-uscc-taken");
        }
        if !d.seat.is_empty() {
            wrongs.text("seat", &d.seat, 200);
        }
    }
    wrongs.text("person", &d.person, 50);
    let known = countries::all(ask.locale).iter().any(|country| country.code == d.nationality);
    wrongs.when(!known, "nationality", "wrong-choice");
    if document::KINDS.contains(&d.document.as_str()) {
        if d.number.is_empty() {
            wrongs.add("number", "wrong-empty");
        } else if let Err(key) = document::check(&d.document, &d.number, today) {
            wrongs.add("number", key);
        }
    } else {
        wrongs.add("document", "wrong-choice");
    }
    let until = match (d.valid_until.as_str(), draft.forever) {
        ("", true) => Some(None),
        ("", false) => None,
        (day, false) => day.parse().ok().map(Some),
        // A day and 长期有效 at once: which one is meant?
        (_, true) => {
            wrongs.add("valid_until", "wrong-until-both");
            Some(None)
        }
    };
    for (field, key) in period::check(d.valid_from.parse().ok(), until, today) {
        wrongs.add(field, key);
    }
    wrongs.when(draft.terms.is_empty(), "terms", "wrong-terms");
    Ok(doubtful)
}
