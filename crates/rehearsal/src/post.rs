//! What would have left the hall: text messages, letters, WeChat notices. Shown on pages instead, newest first.

use crate::faults::Fault;
use crate::page::{Visit, page, second};
use crate::stage::Stage;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use minijinja::context;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// Most messages remembered.
const MOST: usize = 500;

/// How a message would have travelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A text message.
    Sms,
    /// A letter.
    Mail,
    /// A notice of the WeChat official account.
    Wechat,
}

/// One message that was taken.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Kept {
    /// Counted from 1.
    pub number: u64,
    /// How it would have travelled.
    pub channel: Channel,
    /// What the gateway sent.
    #[serde(flatten)]
    pub message: Value,
}

/// Everything that was sent, newest first. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Post(Arc<Mutex<VecDeque<Kept>>>);

impl Post {
    /// Remembers a message; its number.
    pub fn keep(&self, channel: Channel, message: Value) -> u64 {
        let mut messages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = messages.front().map_or(0, |newest| newest.number) + 1;
        messages.push_front(Kept { number, channel, message });
        messages.truncate(MOST);
        number
    }

    /// All messages, newest first.
    #[must_use]
    pub fn all(&self) -> Vec<Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

/// A text in pieces; `true` for those that are a code one would type: six digits alone.
fn pieces(text: &str) -> Vec<(String, bool)> {
    let mut found: Vec<(String, bool)> = Vec::new();
    for c in text.chars() {
        let digit = c.is_ascii_digit();
        match found.last_mut() {
            Some((piece, digits)) if *digits == digit => piece.push(c),
            _ => found.push((c.to_string(), digit)),
        }
    }
    found
        .into_iter()
        .map(|(piece, digits)| {
            let code = digits && piece.len() == 6;
            (piece, code)
        })
        .collect()
}

fn list(stage: &Stage, visit: &Visit, channel: Channel, name: &'static str) -> Response {
    let text = |kept: &Kept, field: &str| kept.message[field].as_str().unwrap_or_default().to_owned();
    let messages = stage.post.all().into_iter().filter(|kept| kept.channel == channel).map(|kept| {
        let number = text(&kept, "to");
        context! {
            number => kept.number,
            to => number.strip_prefix("+86").unwrap_or(&number),
            at => second(&text(&kept, "at")),
            subject => text(&kept, "subject"),
            link => text(&kept, "link"),
            pieces => pieces(&text(&kept, "text")),
        }
    });
    let messages: Vec<_> = messages.collect();
    let template = if visit.fragment { "_messages.html" } else { "messages.html" };
    page(stage, visit, template, context! { messages, name })
}

/// `GET /sms`.
pub async fn texts(State(stage): State<Stage>, Extension(visit): Extension<Visit>) -> Response {
    list(&stage, &visit, Channel::Sms, "sms")
}

/// `GET /mail`.
pub async fn letters(State(stage): State<Stage>, Extension(visit): Extension<Visit>) -> Response {
    list(&stage, &visit, Channel::Mail, "mail")
}

/// `GET /notices`.
pub async fn notices(State(stage): State<Stage>, Extension(visit): Extension<Visit>) -> Response {
    list(&stage, &visit, Channel::Wechat, "notices")
}

/// `GET /post.json`: everything, newest first, for programs.
pub async fn json(State(stage): State<Stage>) -> Json<Vec<Kept>> {
    Json(stage.post.all())
}

/// `POST /sms`: where the hall's SMS gateway sends.
pub async fn take_sms(State(stage): State<Stage>, Json(message): Json<Value>) -> Response {
    take(&stage, Channel::Sms, Fault::SmsDown, message)
}

/// `POST /mail`: where the hall's mail gateway sends.
pub async fn take_mail(State(stage): State<Stage>, Json(message): Json<Value>) -> Response {
    take(&stage, Channel::Mail, Fault::MailDown, message)
}

fn take(stage: &Stage, channel: Channel, fault: Fault, message: Value) -> Response {
    if stage.faults.has(fault) {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let number = stage.post.keep(channel, message);
    Json(json!({ "reference": number.to_string() })).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x05_codes_stand_out_and_other_numbers_do_not() {
        let found = pieces("【海澜】验证码 042917，5 分钟内有效，服务编号 HL20260304");
        let codes: Vec<&str> =
            found.iter().filter(|(_, code)| *code).map(|(piece, _)| piece.as_str()).collect();
        assert_eq!(codes, ["042917"]);
        let whole: String = found.iter().map(|(piece, _)| piece.as_str()).collect();
        assert_eq!(whole, "【海澜】验证码 042917，5 分钟内有效，服务编号 HL20260304");
    }

    #[test]
    fn x05_the_newest_comes_first_and_old_ones_go() {
        let post = Post::default();
        for n in 0..(MOST as u64 + 3) {
            post.keep(Channel::Sms, json!({ "n": n }));
        }
        let all = post.all();
        assert_eq!((all.len(), all[0].number), (MOST, MOST as u64 + 3));
    }
}
