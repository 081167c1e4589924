//! The real WeChat: website login at the open platform and template messages of an official account.
//!
//! Source: <https://developers.weixin.qq.com/doc/oplatform/Website_App/WeChat_Login/Wechat_Login.html>,
//! <https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/getStableAccessToken.html> and
//! <https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Template_Message_Interface.html>.

use std::collections::BTreeMap;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::sync::Mutex;
use url::Url;

use super::{Wechat, WechatIdentity, WechatNotice, check_state};
use crate::http::{self, Answer};
use crate::{GatewayError, Moment, Receipt};

/// The official account that sends notices.
#[derive(Clone)]
pub struct OfficialAccount {
    /// Its AppID.
    pub appid: String,
    /// Its AppSecret.
    pub secret: String,
    /// Our template names and the registered template ids.
    pub templates: BTreeMap<String, String>,
}

/// What logging in with WeChat needs.
#[derive(Clone)]
pub struct WechatSettings {
    /// Where people scan, normally `https://open.weixin.qq.com/`.
    pub open_base: String,
    /// Where programs ask, normally `https://api.weixin.qq.com/`.
    pub api_base: String,
    /// AppID of the website application.
    pub appid: String,
    /// AppSecret of the website application.
    pub secret: String,
    /// Our callback, a full address whose host is registered there.
    pub redirect: String,
    /// The official account, if notices are wanted.
    pub official: Option<OfficialAccount>,
}

/// The real WeChat.
pub struct WechatOpen {
    settings: WechatSettings,
    open: Url,
    api: Url,
    client: http::Client,
    token: Mutex<Option<Token>>,
}

/// A call token of the official account.
#[derive(Clone)]
struct Token {
    text: String,
    /// When to ask for another one.
    stale: DateTime<Utc>,
}

impl WechatOpen {
    /// From settings; nothing is sent yet.
    ///
    /// # Errors
    /// `Refused` with code `address` for a base that is neither https nor this machine.
    pub fn new(settings: WechatSettings) -> Result<Self, GatewayError> {
        let (open, api) = (http::address(&settings.open_base)?, http::address(&settings.api_base)?);
        let client = http::client(Duration::from_secs(10));
        Ok(Self { settings, open, api, client, token: Mutex::new(None) })
    }

    fn api(&self, path: &str, query: &[(&str, &str)]) -> Result<Url, GatewayError> {
        let mut url = self.api.join(path).map_err(|_| GatewayError::refused("address", path))?;
        url.query_pairs_mut().extend_pairs(query);
        Ok(url)
    }

    /// The official account's token, from memory while it lasts. `spent` is a token that WeChat no longer takes.
    async fn token(
        &self,
        official: &OfficialAccount,
        spent: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<String, GatewayError> {
        // Held while asking, so that a hundred waiting notices ask once.
        let mut kept = self.token.lock().await;
        if let Some(token) =
            kept.as_ref().filter(|token| token.stale > now && Some(token.text.as_str()) != spent)
        {
            return Ok(token.text.clone());
        }
        let document = json!({
            "grant_type": "client_credential", "appid": official.appid, "secret": official.secret,
            // Only a token that was refused before its time needs to be replaced by force; WeChat allows that 20 times a day.
            "force_refresh": spent.is_some(),
        });
        let url = self.api("cgi-bin/stable_token", &[])?;
        let answer: TokenAnswer = read(&self.client.post_json(&url, &document).await?)?;
        // Five minutes early, as WeChat recommends for clocks and queues in between.
        let lasts = TimeDelta::seconds((answer.expires_in - 300).clamp(0, 7200));
        *kept = Some(Token { text: answer.access_token.clone(), stale: now + lasts });
        Ok(answer.access_token)
    }
}

#[derive(Deserialize)]
struct TokenAnswer {
    access_token: String,
    expires_in: i64,
}

#[derive(Deserialize)]
struct Exchange {
    access_token: String,
    openid: String,
    unionid: Option<String>,
}

#[derive(Deserialize)]
struct UserInfo {
    openid: String,
    unionid: Option<String>,
    nickname: Option<String>,
}

#[derive(Deserialize)]
struct Sent {
    #[serde(default)]
    msgid: Option<Value>,
}

/// WeChat answers 200 to everything; what counts is `errcode`.
fn read<T: DeserializeOwned>(answer: &Answer) -> Result<T, GatewayError> {
    let value: Value = answer.json()?;
    match value.get("errcode").and_then(Value::as_i64).unwrap_or(0) {
        0 => {}
        // The code or the token of this login: never valid, run out, or used before.
        40029 | 40163 | 42003 | 41008 => return Err(GatewayError::Expired),
        code => {
            let message = value.get("errmsg").and_then(Value::as_str).unwrap_or_default();
            return Err(GatewayError::refused(code.to_string(), message));
        }
    }
    // Without serde's sentence: it could quote a token.
    serde_json::from_value(value).map_err(|_| GatewayError::nonsense("fields are missing in the answer"))
}

/// The call token was refused: invalid credential, or expired before its time.
fn token_was_refused(error: &GatewayError) -> bool {
    matches!(error, GatewayError::Refused { code, .. } if matches!(code.as_str(), "40001" | "40014" | "42001"))
}

/// An openid or unionid as WeChat makes them; anything else must not become a key of an account.
fn sane_id(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// The same for the same words to the same person about the same thing; WeChat takes at most 32 characters.
fn message_id(notice: &WechatNotice) -> String {
    let words = json!([notice.openid, notice.template, notice.fields, notice.link]).to_string();
    hex::encode(&Sha256::digest(words)[..16])
}

#[async_trait]
impl Wechat for WechatOpen {
    fn name(&self) -> &'static str {
        "wechat"
    }

    fn qr_address(&self, state: &str) -> Result<Url, GatewayError> {
        check_state(state)?;
        let mut url =
            self.open.join("connect/qrconnect").map_err(|_| GatewayError::refused("address", "base"))?;
        // WeChat's own page insists on this order.
        url.query_pairs_mut()
            .append_pair("appid", &self.settings.appid)
            .append_pair("redirect_uri", &self.settings.redirect)
            .append_pair("response_type", "code")
            .append_pair("scope", "snsapi_login")
            .append_pair("state", state);
        url.set_fragment(Some("wechat_redirect"));
        Ok(url)
    }

    async fn identify(&self, code: &str) -> Result<WechatIdentity, GatewayError> {
        let url = self.api(
            "sns/oauth2/access_token",
            &[
                ("appid", &self.settings.appid),
                ("secret", &self.settings.secret),
                ("code", code),
                ("grant_type", "authorization_code"),
            ],
        )?;
        let exchange: Exchange = read(&self.client.get(&url).await?)?;
        let query = [("access_token", exchange.access_token.as_str()), ("openid", exchange.openid.as_str())];
        let info: UserInfo = read(&self.client.get(&self.api("sns/userinfo", &query)?).await?)?;
        let unionid = info.unionid.or(exchange.unionid.clone()).filter(|id| !id.is_empty());
        let contradicts = exchange.unionid.is_some_and(|id| !id.is_empty() && Some(&id) != unionid.as_ref());
        if info.openid != exchange.openid || contradicts {
            return Err(GatewayError::nonsense("userinfo speaks of somebody else"));
        }
        if !sane_id(&info.openid) || !unionid.as_deref().is_none_or(sane_id) {
            return Err(GatewayError::nonsense("an id that WeChat would not make"));
        }
        let nickname = info.nickname.filter(|name| !name.is_empty());
        Ok(WechatIdentity { appid: self.settings.appid.clone(), openid: info.openid, unionid, nickname })
    }

    async fn notify(&self, notice: &WechatNotice, moment: &Moment) -> Result<Receipt, GatewayError> {
        let official = self.settings.official.as_ref();
        let official =
            official.ok_or_else(|| GatewayError::refused("absent", "no official account is set up"))?;
        let template = official.templates.get(&notice.template).ok_or_else(|| {
            GatewayError::refused("template", format!("no id is set for {}", notice.template))
        })?;
        let data: serde_json::Map<_, _> =
            notice.fields.iter().map(|(name, value)| (name.clone(), json!({ "value": value }))).collect();
        let document = json!({
            "touser": notice.openid,
            "template_id": template,
            "url": notice.link.as_deref().unwrap_or_default(),
            "data": data,
            // WeChat drops a second message with the same id for a while, so that a queue that lost the answer and sends
            // the same notice again does not bother anybody twice.
            "client_msg_id": message_id(notice),
        });
        let mut token = self.token(official, None, moment.now).await?;
        let mut asked_again = false;
        loop {
            let url = self.api("cgi-bin/message/template/send", &[("access_token", &token)])?;
            match read::<Sent>(&self.client.post_json(&url, &document).await?) {
                Err(error) if token_was_refused(&error) && !asked_again => {
                    token = self.token(official, Some(&token), moment.now).await?;
                    asked_again = true;
                }
                Ok(sent) => {
                    let reference = sent.msgid.map(|id| id.to_string()).unwrap_or_default();
                    return Ok(Receipt { reference });
                }
                Err(error) => return Err(error),
            }
        }
    }

    async fn health(&self) -> Result<(), GatewayError> {
        self.client.probe(&self.api).await
    }
}

#[cfg(test)]
#[path = "open_test.rs"]
mod tests;
