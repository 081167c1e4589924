//! What programs ask WeChat. Every answer is 200; what counts is `errcode`.

use super::LIVES;
use crate::faults::{Fault, PATIENCE};
use crate::page::Visit;
use crate::post::Channel;
use crate::stage::Stage;
use axum::extract::State;
use axum::{Extension, Json};
use serde_json::{Value, json};

fn error(code: i64, message: &str) -> Json<Value> {
    Json(json!({ "errcode": code, "errmsg": message }))
}

async fn maybe_silent(stage: &Stage) {
    if stage.faults.has(Fault::WechatTimeout) {
        tokio::time::sleep(PATIENCE).await;
    }
}

/// `GET /sns/oauth2/access_token`: a code becomes a token, once and within five minutes.
pub async fn access_token(State(stage): State<Stage>, Extension(visit): Extension<Visit>) -> Json<Value> {
    maybe_silent(&stage).await;
    if visit.field("appid") != stage.settings.appid {
        return error(40013, "invalid appid");
    }
    if visit.field("secret") != stage.settings.secret {
        return error(40125, "invalid appsecret");
    }
    if visit.field("grant_type") != "authorization_code" {
        return error(40002, "invalid grant_type");
    }
    let (now, ran_out) = (stage.now(), stage.faults.has(Fault::WechatExpired));
    let openid = stage.wechat.memory(|memory| match memory.codes.get_mut(visit.field("code")) {
        None => Err(error(40029, "invalid code")),
        Some(code) if code.used => Err(error(40163, "code been used")),
        Some(code) => {
            code.used = true;
            if ran_out || now - code.at >= LIVES {
                Err(error(42003, "code expired"))
            } else {
                Ok(code.openid.clone())
            }
        }
    });
    let openid = match openid {
        Ok(openid) => openid,
        Err(refused) => return refused,
    };
    let Some(person) = stage.wechat.person(&openid) else { return error(40029, "invalid code") };
    let token = stage.token();
    stage.wechat.memory(|memory| memory.tokens.insert(token.clone(), openid.clone()));
    Json(json!({
        "access_token": token, "expires_in": 7200, "refresh_token": stage.token(), "openid": openid,
        "scope": "snsapi_login", "unionid": person.unionid,
    }))
}

/// `GET /sns/userinfo`.
pub async fn userinfo(State(stage): State<Stage>, Extension(visit): Extension<Visit>) -> Json<Value> {
    maybe_silent(&stage).await;
    let known = stage.wechat.memory(|memory| memory.tokens.get(visit.field("access_token")).cloned());
    let Some(openid) = known else { return error(40001, "invalid credential") };
    if visit.field("openid") != openid {
        return error(40003, "invalid openid");
    }
    match stage.wechat.person(&openid) {
        Some(person) => Json(json!({
            "openid": person.openid, "nickname": person.nickname, "sex": 0, "province": "", "city": "", "country": "",
            "headimgurl": "", "privilege": [], "unionid": person.unionid,
        })),
        None => error(40003, "invalid openid"),
    }
}

/// `POST /cgi-bin/stable_token`: the official account's token.
pub async fn stable_token(State(stage): State<Stage>, Json(asked): Json<Value>) -> Json<Value> {
    maybe_silent(&stage).await;
    if asked["secret"] != stage.settings.secret.as_str() {
        return error(40125, "invalid appsecret");
    }
    let token = stage.token();
    stage.wechat.memory(|memory| memory.tokens.insert(token.clone(), String::new()));
    Json(json!({ "access_token": token, "expires_in": 7200 }))
}

/// `POST /cgi-bin/message/template/send`: a notice. In the demonstration everybody who can scan also follows the account, under
/// the same openid.
pub async fn send(
    State(stage): State<Stage>,
    Extension(visit): Extension<Visit>,
    Json(notice): Json<Value>,
) -> Json<Value> {
    maybe_silent(&stage).await;
    let known = stage.wechat.memory(|memory| memory.tokens.get(visit.field("access_token")).cloned());
    if known.as_deref() != Some("") {
        return error(40001, "invalid credential");
    }
    let Some(person) = notice["touser"].as_str().and_then(|openid| stage.wechat.person(openid)) else {
        return error(40003, "invalid openid");
    };
    if stage.faults.has(Fault::WechatUnfollowed) {
        return error(43004, "require subscribe");
    }
    let values = notice["data"].as_object().into_iter().flatten();
    let text: Vec<&str> = values.filter_map(|(_, field)| field["value"].as_str()).collect();
    let number = stage.post.keep(
        Channel::Wechat,
        json!({
            "to": person.nickname, "openid": person.openid, "template": notice["template_id"],
            "subject": text.first(), "text": text.get(1..).unwrap_or_default().join("\n"), "link": notice["url"],
            "at": stage.now().to_rfc3339(),
        }),
    );
    Json(json!({ "errcode": 0, "errmsg": "ok", "msgid": number }))
}
