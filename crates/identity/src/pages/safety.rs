//! 账号设置: password, phone, the browsers that are logged in, and what happened lately.

use super::form::Wrongs;
use super::said::Said;
use crate::context::context;
use crate::front::{Ask, see};
use crate::problem::{Outcome, Problem};
use crate::provider::Identity;
use crate::rules::phone as numbers;
use crate::view;
use crate::work::phone::Check;
use crate::work::{account, captcha, event, phone as codes, session};
use axum::http::StatusCode;
use axum::response::Response;
use minijinja::Value;
use uuid::Uuid;

const PURPOSE: &str = "phone";

/// The browser and system of a user agent, in a word each.
pub fn browser(agent: &str) -> String {
    let find = |names: &[(&'static str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let program = find(&[
        ("MicroMessenger", "WeChat"),
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = find(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (program, system) {
        (Some(program), Some(system)) => format!("{program} · {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "—".to_owned(),
    }
}

/// The page.
pub async fn show(identity: Identity, ask: Ask) -> Outcome<Response> {
    let signed = ask.signed()?;
    let sessions = session::all(&identity, signed.account.id, ask.now).await?;
    let sessions: Vec<Value> = sessions
        .into_iter()
        .map(|row| {
            context! {
                id => row.id.to_string(),
                browser => browser(&row.agent),
                address => row.address,
                since => view::minute(row.created_at),
                seen => view::minute(row.seen_at),
                way => row.way,
                own => row.id == signed.session.id,
            }
        })
        .collect();
    let events: Vec<Value> = event::latest(&identity, signed.account.id, 20)
        .await?
        .into_iter()
        .map(|row| {
            let client = row.client.as_deref().and_then(|id| identity.settings.client(id));
            context! {
                kind => row.kind,
                at => view::minute(row.at),
                address => row.address,
                browser => browser(&row.agent),
                client => client.map(|client| view::choose(ask.locale, &client.name)),
            }
        })
        .collect();
    let values = context! {
        tab => "safety",
        sessions,
        events,
        phone => numbers::masked(&signed.account.phone),
        login => signed.account.login,
        password_at => view::minute(signed.account.password_at),
    };
    view::page(&identity, &ask, "safety.html", values)
}

/// Ends one session, or all others.
pub async fn end(identity: Identity, ask: Ask) -> Outcome<Response> {
    let signed = ask.signed()?.clone();
    let which = ask.form.text("session");
    if which == "others" {
        session::end_others(&identity, signed.account.id, Some(signed.session.id)).await?;
    } else {
        let id = Uuid::try_parse(which).map_err(|_| Problem::NotFound)?;
        if session::end(&identity, id, signed.account.id).await? == 0 {
            return Err(Problem::NotFound);
        }
    }
    event::add(&identity, &ask, Some(signed.account.id), "session-ended", None).await?;
    Ok(see("/centre/safety?said=ended"))
}

/// 更换手机.
pub async fn phone(identity: Identity, ask: Ask) -> Outcome<Response> {
    ask.signed()?;
    phone_form(&identity, &ask, StatusCode::OK, &Wrongs::default(), None).await
}

async fn phone_form(
    identity: &Identity,
    ask: &Ask,
    status: StatusCode,
    wrongs: &Wrongs,
    said: Option<&Said>,
) -> Outcome<Response> {
    let signed = ask.signed()?;
    let values = context! {
        tab => "safety",
        old => numbers::masked(&signed.account.phone),
        phone => ask.form.text("phone"),
        captcha => captcha::ask_anew(identity, ask).await?,
        left => codes::left(identity, ask, PURPOSE).await?,
        errors => wrongs.shown(identity, ask),
        sent => said.map(|said| said.shown(identity, ask)),
    };
    view::page_as(identity, ask, status, "phone.html", values)
}

/// A code to the new phone.
pub async fn phone_code(identity: Identity, ask: Ask) -> Outcome<Response> {
    ask.signed()?;
    let said = match numbers::normal(ask.form.text("phone")) {
        None => Said::bad("wrong-phone"),
        Some(_) if !captcha::answered(&identity, &ask).await? => Said::bad("code-captcha"),
        Some(to) => Said::of(&to, codes::send(&identity, &ask, PURPOSE, &to, true).await?),
    };
    if ask.wants_piece() {
        return said.piece(&identity, &ask);
    }
    phone_form(&identity, &ask, said.status, &Wrongs::default(), Some(&said)).await
}

/// The new phone: proven by its code, and the owner by the password (the old phone may be lost).
pub async fn phone_sent(identity: Identity, ask: Ask) -> Outcome<Response> {
    let signed = ask.signed()?.clone();
    if ask.form.text("do") == "another" {
        return phone_form(&identity, &ask, StatusCode::OK, &Wrongs::default(), None).await;
    }
    let to = numbers::normal(ask.form.text("phone"));
    let mut wrongs = Wrongs::default();
    wrongs.when(to.is_none(), "phone", "wrong-phone");
    wrongs.when(ask.form.text("code").is_empty(), "code", "wrong-empty");
    if wrongs.none() && !account::proves(&identity, &ask, &signed.account, ask.form.raw("old")).await? {
        wrongs.add("old", "wrong-old-password");
    }
    if let (true, Some(to)) = (wrongs.none(), to) {
        if codes::check(&identity, &ask, PURPOSE, &to, ask.form.text("code")).await? == Check::Right {
            account::set_phone(&identity, signed.account.id, &to).await?;
            session::end_others(&identity, signed.account.id, Some(signed.session.id)).await?;
            event::add(&identity, &ask, Some(signed.account.id), "phone-changed", None).await?;
            return Ok(see("/centre/safety?said=phone"));
        }
        wrongs.add("code", "wrong-code");
    }
    phone_form(&identity, &ask, StatusCode::UNPROCESSABLE_ENTITY, &wrongs, None).await
}
