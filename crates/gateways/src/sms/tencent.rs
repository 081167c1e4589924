//! Tencent Cloud 短信: `SendSms` 2021-01-11 with signature v3 (TC3-HMAC-SHA256).
//!
//! Source: <https://cloud.tencent.com/document/product/382/55981> and
//! <https://cloud.tencent.com/document/api/382/52072>.

use std::collections::BTreeMap;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::Deserialize;
use serde_json::json;
use url::Url;

use super::sign::{hmac_sha256, host, sha256_hex};
use super::{Sms, SmsText, check};
use crate::{GatewayError, Moment, Receipt, http as ours};

/// What a Tencent Cloud account needs to send.
#[derive(Clone)]
pub struct TencentSettings {
    /// Address of the service, normally `https://sms.tencentcloudapi.com/`.
    pub endpoint: String,
    /// Region of the service, normally `ap-guangzhou`.
    pub region: String,
    /// SecretId.
    pub secret_id: String,
    /// SecretKey.
    pub secret_key: String,
    /// Number of the SMS application, SdkAppId.
    pub sdk_app_id: String,
    /// Registered signature 签名, without the brackets.
    pub sign_name: String,
    /// Our template names and the registered numbers, such as `login-code` → `449739`.
    pub templates: BTreeMap<String, String>,
}

/// Sends through Tencent Cloud.
pub struct Tencent {
    settings: TencentSettings,
    endpoint: Url,
    client: ours::Client,
}

const CONTENT_TYPE: &str = "application/json; charset=utf-8";

impl Tencent {
    /// From settings; nothing is sent yet.
    ///
    /// # Errors
    /// `Refused` with code `address` for an endpoint that is not https.
    pub fn new(settings: TencentSettings) -> Result<Self, GatewayError> {
        let endpoint = ours::address(&settings.endpoint)?;
        Ok(Self { settings, endpoint, client: ours::client(Duration::from_secs(10)) })
    }
}

/// Who signs what for which service; `headers` are lower-case `name:value` pairs in order of their names.
struct Signing<'a> {
    secret_id: &'a str,
    secret_key: &'a str,
    service: &'a str,
    headers: &'a [(&'a str, &'a str)],
    body: &'a str,
    now: DateTime<Utc>,
}

impl Signing<'_> {
    fn authorization(&self) -> String {
        let lines: String = self.headers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
        let names = self.headers.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";");
        let canonical = format!("POST\n/\n\n{lines}\n{names}\n{}", sha256_hex(self.body.as_bytes()));
        let day = self.now.format("%Y-%m-%d").to_string();
        let scope = format!("{day}/{}/tc3_request", self.service);
        let to_sign = format!(
            "TC3-HMAC-SHA256\n{}\n{scope}\n{}",
            self.now.timestamp(),
            sha256_hex(canonical.as_bytes())
        );
        let key = hmac_sha256(format!("TC3{}", self.secret_key).as_bytes(), &day);
        let key = hmac_sha256(&hmac_sha256(&key, self.service), "tc3_request");
        let signature = hex::encode(hmac_sha256(&key, &to_sign));
        format!(
            "TC3-HMAC-SHA256 Credential={}/{scope}, SignedHeaders={names}, Signature={signature}",
            self.secret_id
        )
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Reply {
    response: Response,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Response {
    error: Option<Problem>,
    #[serde(default)]
    send_status_set: Vec<Status>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Problem {
    code: String,
    message: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Status {
    serial_no: String,
    code: String,
    message: String,
}

#[async_trait]
impl Sms for Tencent {
    fn name(&self) -> &'static str {
        "tencent"
    }

    async fn send(&self, to: &str, text: &SmsText, moment: &Moment) -> Result<Receipt, GatewayError> {
        check(to, text)?;
        let settings = &self.settings;
        let template = super::template(&settings.templates, text)?;
        let values: Vec<_> = text.params.iter().map(|(_, value)| value.as_str()).collect();
        let body = json!({
            "PhoneNumberSet": [to],
            "SmsSdkAppId": settings.sdk_app_id,
            "SignName": settings.sign_name,
            "TemplateId": template,
            "TemplateParamSet": values,
        })
        .to_string();
        let host = host(&self.endpoint);
        let authorization = Signing {
            secret_id: &settings.secret_id,
            secret_key: &settings.secret_key,
            service: "sms",
            headers: &[("content-type", CONTENT_TYPE), ("host", &host), ("x-tc-action", "sendsms")],
            body: &body,
            now: moment.now,
        }
        .authorization();
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("content-type", CONTENT_TYPE),
            ("host", &host),
            ("x-tc-action", "SendSms"),
            ("x-tc-version", "2021-01-11"),
            ("x-tc-timestamp", &moment.now.timestamp().to_string()),
            ("x-tc-region", &settings.region),
            ("authorization", &authorization),
        ] {
            let value = HeaderValue::from_str(value).map_err(|_| GatewayError::refused("settings", name))?;
            headers.insert(HeaderName::from_static(name), value);
        }
        let mut url = self.endpoint.clone();
        url.set_path("/");
        let reply: Reply = self.client.send(Method::POST, &url, headers, body).await?.json()?;
        if let Some(problem) = reply.response.error {
            return Err(GatewayError::refused(problem.code, problem.message));
        }
        match reply.response.send_status_set.into_iter().next() {
            Some(status) if status.code == "Ok" => Ok(Receipt { reference: status.serial_no }),
            Some(status) => Err(GatewayError::refused(status.code, status.message)),
            None => Err(GatewayError::nonsense("no status for the number")),
        }
    }

    async fn health(&self) -> Result<(), GatewayError> {
        self.client.probe(&self.endpoint).await
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;
    use crate::testing::{Far, reply};

    /// The instant of the documentation's worked example.
    fn documented() -> Moment {
        Moment::new(Utc.timestamp_opt(1_551_113_065, 0).unwrap(), [7; 16])
    }

    fn at(far: &Far) -> Tencent {
        Tencent::new(TencentSettings {
            endpoint: far.url("/").to_string(),
            region: "ap-guangzhou".into(),
            secret_id: "id".into(),
            secret_key: "key".into(),
            sdk_app_id: "1400006666".into(),
            sign_name: "试验大厅".into(),
            templates: BTreeMap::from([("login-code".into(), "449739".into())]),
        })
        .unwrap()
    }

    fn code() -> SmsText {
        SmsText {
            template: "login-code".into(),
            params: vec![("code".into(), "042917".into()), ("minutes".into(), "5".into())],
            text: "验证码 042917，5 分钟内有效".into(),
        }
    }

    #[test]
    fn x05_tencent_signature_is_the_documented_one() {
        // The documentation prints its example with the key masked by stars, and signs with exactly that text.
        let body =
            r#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#;
        let signing = |secret_key: &str, names: usize| {
            let headers = [
                ("content-type", CONTENT_TYPE),
                ("host", "cvm.tencentcloudapi.com"),
                ("x-tc-action", "describeinstances"),
            ];
            let headers = &headers[..names];
            Signing { secret_id: "id", secret_key, service: "cvm", headers, body, now: documented().now }
                .authorization()
        };
        assert_eq!(
            signing("Gu5t9xGARNpq86cd98joQYCN3*******", 3),
            "TC3-HMAC-SHA256 Credential=id/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host;x-tc-action, \
             Signature=be4f67d323c78ab9acb7395e43c0dbcf822a9cfac32fea2449a7bc7726b770a3"
        );
        // The edition of 2019 signed two headers with another example key.
        let older = signing("Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", 2);
        assert!(
            older.ends_with("72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"),
            "{older}"
        );
    }

    #[tokio::test]
    async fn a02_x05_tencent_takes_a_message_with_a_signature_over_what_was_sent() {
        let far = Far::answering(
            200,
            &[],
            r#"{"Response":{"SendStatusSet":[{"SerialNo":"5000:1","PhoneNumber":"+8613800138000","Fee":1,
                "SessionContext":"","Code":"Ok","Message":"send success","IsoCode":"CN"}],"RequestId":"r"}}"#,
        )
        .await;
        let receipt = at(&far).send("+8613800138000", &code(), &documented()).await.unwrap();
        assert_eq!(receipt.reference, "5000:1");

        let seen = far.seen().remove(0);
        assert_eq!(
            seen.json(),
            json!({
                "PhoneNumberSet": ["+8613800138000"], "SmsSdkAppId": "1400006666", "SignName": "试验大厅",
                "TemplateId": "449739", "TemplateParamSet": ["042917", "5"],
            })
        );
        assert_eq!(seen.header("x-tc-action"), "SendSms");
        assert_eq!(seen.header("x-tc-version"), "2021-01-11");
        assert_eq!(seen.header("x-tc-timestamp"), "1551113065");
        // The far side's view: sign the headers and body that really arrived.
        let action = seen.header("x-tc-action").to_lowercase();
        let expected = Signing {
            secret_id: "id",
            secret_key: "key",
            service: "sms",
            headers: &[
                ("content-type", seen.header("content-type")),
                ("host", seen.header("host")),
                ("x-tc-action", &action),
            ],
            body: std::str::from_utf8(&seen.body).unwrap(),
            now: documented().now,
        };
        assert_eq!(seen.header("authorization"), expected.authorization());
    }

    #[tokio::test]
    async fn x05_tencent_says_no_nonsense_or_nothing() {
        let far = Far::scripted(|seen| {
            let body = String::from_utf8_lossy(&seen.body).into_owned();
            match () {
                () if body.contains("+8613800000001") => reply(
                    200,
                    r#"{"Response":{"Error":{"Code":"AuthFailure.SignatureFailure","Message":"bad"},"RequestId":"r"}}"#,
                ),
                () if body.contains("+8613800000002") => reply(
                    200,
                    r#"{"Response":{"SendStatusSet":[{"SerialNo":"","PhoneNumber":"","Fee":0,
                        "Code":"LimitExceeded.PhoneNumberDailyLimit","Message":"too many"}],"RequestId":"r"}}"#,
                ),
                () if body.contains("+8613800000003") => reply(200, r#"{"Response":{"RequestId":"r"}}"#),
                () => reply(502, "<html>"),
            }
        })
        .await;
        let tencent = at(&far);
        let error = |to: &'static str| {
            let tencent = &tencent;
            async move { tencent.send(to, &code(), &documented()).await.unwrap_err() }
        };
        let code_of = |error: GatewayError| match error {
            GatewayError::Refused { code, .. } => code,
            other => other.to_string(),
        };
        assert_eq!(code_of(error("+8613800000001").await), "AuthFailure.SignatureFailure");
        assert_eq!(code_of(error("+8613800000002").await), "LimitExceeded.PhoneNumberDailyLimit");
        assert!(matches!(error("+8613800000003").await, GatewayError::Nonsense(_)));
        assert!(matches!(error("+8613800000004").await, GatewayError::Unreachable(_)));
    }
}
