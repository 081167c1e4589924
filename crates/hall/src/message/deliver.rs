//! Emptying the outbox. Runs after commits and on a timer; whatever a crash interrupted is still queued. A
//! dispatch may so be sent twice in the worst case, never lost.

use super::dispatch::{Column, Entity, MAX_ATTEMPTS, Model, wait_seconds};
use crate::kernel::{Actor, Desk, Outcome};
use gateways::GatewayError;
use gateways::mail::Letter;
use gateways::sms::SmsText;
use gateways::wechat::WechatNotice;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde_json::Value;

/// Puts a message into words. The web's locales do it; the hall only knows kinds and arguments.
pub trait Wording: Send + Sync {
    /// The title of a message of this kind: one line.
    fn title(&self, kind: &str, args: &Value, locale: &str) -> String;
    /// The sentence.
    fn sentence(&self, kind: &str, args: &Value, locale: &str) -> String;
}

/// Sends what is due, at most `limit`; returns how many left the hall.
///
/// # Errors
/// When the database fails; a gateway's refusal is kept with the dispatch and tried again later.
pub async fn deliver(desk: &Desk, wording: &dyn Wording, limit: u64) -> Outcome<usize> {
    let due = Entity::find()
        .filter(Column::State.eq("queued"))
        .filter(Column::NextAt.lte(desk.now()))
        .order_by_asc(Column::NextAt)
        .limit(limit)
        .all(desk.db())
        .await?;
    let mut sent = 0;
    for dispatch in due {
        let answer = send(desk, wording, &dispatch).await;
        sent += usize::from(answer.is_ok());
        note_outcome(desk, dispatch, answer).await?;
    }
    Ok(sent)
}

async fn send(desk: &Desk, wording: &dyn Wording, dispatch: &Model) -> Result<(), GatewayError> {
    let args: Value = serde_json::from_str(&dispatch.args).unwrap_or(Value::Null);
    let title = wording.title(&dispatch.kind, &args, &dispatch.locale);
    let sentence = wording.sentence(&dispatch.kind, &args, &dispatch.locale);
    let absent = || GatewayError::Refused {
        code: "absent".to_owned(),
        message: "the zone has no such gateway".to_owned(),
    };
    match dispatch.channel.as_str() {
        "sms" => {
            let text = SmsText { template: dispatch.kind.clone(), params: params(&args), text: sentence };
            desk.sms.send(&dispatch.address, &text, &desk.moment()).await?;
        }
        "wechat" => {
            let notice = WechatNotice {
                openid: dispatch.address.clone(),
                template: dispatch.kind.clone(),
                fields: vec![("thing1".to_owned(), title), ("thing2".to_owned(), sentence)],
                link: None,
            };
            desk.wechat.as_ref().ok_or_else(absent)?.notify(&notice, &desk.moment()).await?;
        }
        _ => {
            let letter = Letter { to: dispatch.address.clone(), subject: title, text: sentence };
            desk.mail.as_ref().ok_or_else(absent)?.send(&letter, &desk.moment()).await?;
        }
    }
    Ok(())
}

fn params(args: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    args.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), text(value))).collect()
}

async fn note_outcome(desk: &Desk, dispatch: Model, answer: Result<(), GatewayError>) -> Outcome<()> {
    let work = desk.begin(&Actor::Machine("outbox")).await?;
    let attempts = dispatch.attempts + 1;
    let mut row = dispatch.into_active_model();
    row.attempts = Set(attempts);
    match answer {
        Ok(()) => {
            row.state = Set("sent".to_owned());
            row.sent_at = Set(Some(work.now()));
            row.last_error = Set(None);
        }
        Err(error) => {
            tracing::warn!(%error, attempts, "a message did not leave the hall");
            if attempts >= MAX_ATTEMPTS || !error.is_worth_another_try() {
                row.state = Set("dead".to_owned());
            }
            row.next_at = Set(work.now() + chrono::TimeDelta::seconds(wait_seconds(attempts)));
            row.last_error = Set(Some(error.to_string()));
        }
    }
    row.update(work.db()).await?;
    work.keep().await
}
