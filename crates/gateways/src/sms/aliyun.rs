//! Aliyun 短信服务: `SendSms` of dysmsapi 2017-05-25 with signature V3 (ACS3-HMAC-SHA256).
//!
//! Source: <https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature> and
//! <https://help.aliyun.com/zh/sms/developer-reference/api-dysmsapi-2017-05-25-sendsms>.

use std::collections::BTreeMap;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::Deserialize;
use url::Url;

use super::sign::{hmac_sha256, host, sha256_hex};
use super::{Sms, SmsText, check};
use crate::{GatewayError, Moment, Receipt, http as ours};

/// What an Aliyun account needs to send.
#[derive(Clone)]
pub struct AliyunSettings {
    /// Address of the service, normally `https://dysmsapi.aliyuncs.com/`.
    pub endpoint: String,
    /// AccessKey id.
    pub access_key_id: String,
    /// AccessKey secret.
    pub access_key_secret: String,
    /// Registered signature 签名, without the brackets.
    pub sign_name: String,
    /// Our template names and the registered codes, such as `login-code` → `SMS_154950909`.
    pub templates: BTreeMap<String, String>,
}

/// Sends through Aliyun.
pub struct Aliyun {
    settings: AliyunSettings,
    endpoint: Url,
    client: ours::Client,
}

impl Aliyun {
    /// From settings; nothing is sent yet.
    ///
    /// # Errors
    /// `Refused` with code `address` for an endpoint that is not https.
    pub fn new(settings: AliyunSettings) -> Result<Self, GatewayError> {
        let endpoint = ours::address(&settings.endpoint)?;
        Ok(Self { settings, endpoint, client: ours::client(Duration::from_secs(10)) })
    }
}

/// One call in the form that is signed: parameters in the query, no body.
struct Call<'a> {
    host: String,
    action: &'a str,
    version: &'a str,
    query: BTreeMap<&'a str, String>,
}

impl Call<'_> {
    fn canonical_query(&self) -> String {
        let pairs = self.query.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        pairs.collect::<Vec<_>>().join("&")
    }

    /// The headers that are signed, by name.
    fn headers(&self, moment: &Moment) -> BTreeMap<&'static str, String> {
        BTreeMap::from([
            ("host", self.host.clone()),
            ("x-acs-action", self.action.to_owned()),
            ("x-acs-content-sha256", sha256_hex(b"")),
            ("x-acs-date", moment.now.format("%Y-%m-%dT%H:%M:%SZ").to_string()),
            ("x-acs-signature-nonce", moment.nonce_hex()),
            ("x-acs-version", self.version.to_owned()),
        ])
    }

    fn authorization(&self, id: &str, secret: &str, headers: &BTreeMap<&'static str, String>) -> String {
        let lines: String =
            headers.iter().map(|(name, value)| format!("{name}:{}\n", value.trim())).collect();
        let names = headers.keys().copied().collect::<Vec<_>>().join(";");
        let canonical = format!("POST\n/\n{}\n{lines}\n{names}\n{}", self.canonical_query(), sha256_hex(b""));
        let to_sign = format!("ACS3-HMAC-SHA256\n{}", sha256_hex(canonical.as_bytes()));
        let signature = hex::encode(hmac_sha256(secret.as_bytes(), &to_sign));
        format!("ACS3-HMAC-SHA256 Credential={id},SignedHeaders={names},Signature={signature}")
    }
}

/// Percent-encoding of RFC 3986: everything but letters, digits and `-_.~`.
fn encode(text: &str) -> String {
    let encoded = text.bytes().map(|byte| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    encoded.collect()
}

/// Aliyun wants mainland numbers bare, others with country code but without `+`.
fn number(e164: &str) -> &str {
    e164.strip_prefix("+86").unwrap_or_else(|| e164.trim_start_matches('+'))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Reply {
    code: String,
    #[serde(default)]
    message: String,
    #[serde(default)]
    biz_id: String,
}

#[async_trait]
impl Sms for Aliyun {
    fn name(&self) -> &'static str {
        "aliyun"
    }

    async fn send(&self, to: &str, text: &SmsText, moment: &Moment) -> Result<Receipt, GatewayError> {
        check(to, text)?;
        let settings = &self.settings;
        let template = super::template(&settings.templates, text)?;
        let params: serde_json::Map<_, _> =
            text.params.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
        let call = Call {
            host: host(&self.endpoint),
            action: "SendSms",
            version: "2017-05-25",
            query: BTreeMap::from([
                ("PhoneNumbers", number(to).to_owned()),
                ("SignName", settings.sign_name.clone()),
                ("TemplateCode", template.to_owned()),
                ("TemplateParam", serde_json::Value::from(params).to_string()),
            ]),
        };
        let signed = call.headers(moment);
        let authorization = call.authorization(&settings.access_key_id, &settings.access_key_secret, &signed);
        let mut headers = HeaderMap::new();
        for (name, text) in signed.iter().map(|(n, t)| (*n, t)).chain([("authorization", &authorization)]) {
            let value = HeaderValue::from_str(text).map_err(|_| GatewayError::refused("settings", name))?;
            headers.insert(HeaderName::from_static(name), value);
        }
        let mut url = self.endpoint.clone();
        url.set_path("/");
        url.set_query(Some(&call.canonical_query()));
        let answer = self.client.send(Method::POST, &url, headers, Bytes::new()).await?;
        let reply: Reply = answer.json()?;
        if reply.code == "OK" {
            Ok(Receipt { reference: reply.biz_id })
        } else {
            Err(GatewayError::refused(reply.code, reply.message))
        }
    }

    async fn health(&self) -> Result<(), GatewayError> {
        self.client.probe(&self.endpoint).await
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;
    use crate::testing::{Far, reply};

    /// The instant and number of the documentation's worked example.
    fn documented() -> Moment {
        let nonce = hex::decode("3156853299f313e23d1673dc12e1703d").unwrap().try_into().unwrap();
        Moment::new(Utc.with_ymd_and_hms(2023, 10, 26, 10, 22, 32).unwrap(), nonce)
    }

    fn at(far: &Far) -> Aliyun {
        Aliyun::new(AliyunSettings {
            endpoint: far.url("/").to_string(),
            access_key_id: "YourAccessKeyId".into(),
            access_key_secret: "YourAccessKeySecret".into(),
            sign_name: "试验大厅".into(),
            templates: BTreeMap::from([("login-code".into(), "SMS_1".into())]),
        })
        .unwrap()
    }

    fn code() -> SmsText {
        SmsText {
            template: "login-code".into(),
            params: vec![("code".into(), "042917".into())],
            text: "验证码 042917".into(),
        }
    }

    #[test]
    fn x05_aliyun_signature_is_the_documented_one() {
        // The fixed-parameter example of the documentation named at the top of this file.
        let call = Call {
            host: "ecs.cn-shanghai.aliyuncs.com".into(),
            action: "RunInstances",
            version: "2014-05-26",
            query: BTreeMap::from([
                ("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd".into()),
                ("RegionId", "cn-shanghai".into()),
            ]),
        };
        let headers = call.headers(&documented());
        assert_eq!(
            call.authorization("YourAccessKeyId", "YourAccessKeySecret", &headers),
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;\
             x-acs-date;x-acs-signature-nonce;x-acs-version,\
             Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
        );
    }

    #[test]
    fn percent_encoding_is_rfc_3986() {
        assert_eq!(encode("a b*c~d/é+=-_."), "a%20b%2Ac~d%2F%C3%A9%2B%3D-_.");
    }

    #[tokio::test]
    async fn a02_x05_aliyun_takes_a_message_with_a_signature_over_what_was_sent() {
        let far =
            Far::answering(200, &[], r#"{"Code":"OK","Message":"OK","RequestId":"r","BizId":"9006^0"}"#)
                .await;
        let receipt = at(&far).send("+8613800138000", &code(), &documented()).await.unwrap();
        assert_eq!(receipt.reference, "9006^0");

        let seen = far.seen().remove(0);
        assert_eq!((seen.method.as_str(), seen.uri.path()), ("POST", "/"));
        assert_eq!(seen.query("PhoneNumbers").unwrap(), "13800138000");
        assert_eq!(seen.query("SignName").unwrap(), "试验大厅");
        assert_eq!(seen.query("TemplateCode").unwrap(), "SMS_1");
        assert_eq!(seen.query("TemplateParam").unwrap(), r#"{"code":"042917"}"#);
        assert_eq!(seen.header("x-acs-action"), "SendSms");
        assert_eq!(seen.header("x-acs-version"), "2017-05-25");
        assert_eq!(seen.header("x-acs-date"), "2023-10-26T10:22:32Z");

        // The far side's view: sign the query and headers that really arrived.
        let authorization = seen.header("authorization");
        let names = authorization.split("SignedHeaders=").nth(1).unwrap().split(',').next().unwrap();
        let lines: String = names.split(';').map(|name| format!("{name}:{}\n", seen.header(name))).collect();
        let body = sha256_hex(&seen.body);
        let canonical = format!("POST\n/\n{}\n{lines}\n{names}\n{body}", seen.uri.query().unwrap());
        let to_sign = format!("ACS3-HMAC-SHA256\n{}", sha256_hex(canonical.as_bytes()));
        let expected = hex::encode(hmac_sha256(b"YourAccessKeySecret", &to_sign));
        assert!(authorization.ends_with(&format!("Signature={expected}")), "{authorization}");
    }

    #[tokio::test]
    async fn x05_aliyun_says_no_nonsense_or_nothing() {
        let far = Far::scripted(|seen| match seen.query("PhoneNumbers").unwrap_or_default().as_str() {
            "13800000001" => reply(200, r#"{"Code":"isv.BUSINESS_LIMIT_CONTROL","Message":"触发天级流控"}"#),
            "13800000002" => reply(403, r#"{"Code":"InvalidAccessKeyId.NotFound","Message":"no such key"}"#),
            "13800000003" => reply(200, "<html>"),
            _ => reply(503, ""),
        })
        .await;
        let aliyun = at(&far);
        let error = |to: &'static str| {
            let aliyun = &aliyun;
            async move { aliyun.send(to, &code(), &documented()).await.unwrap_err() }
        };
        let limit = error("+8613800000001").await;
        assert!(matches!(&limit, GatewayError::Refused { code, .. } if code == "isv.BUSINESS_LIMIT_CONTROL"));
        assert!(limit.is_worth_another_try());
        assert!(!error("+8613800000002").await.is_worth_another_try());
        assert!(matches!(error("+8613800000003").await, GatewayError::Nonsense(_)));
        assert!(matches!(error("+8613800000004").await, GatewayError::Unreachable(_)));
        assert!(matches!(aliyun.health().await, Err(GatewayError::Unreachable(_))));

        let unknown = SmsText { template: "unheard-of".into(), ..code() };
        let refused = aliyun.send("+8613800000001", &unknown, &documented()).await.unwrap_err();
        assert!(matches!(refused, GatewayError::Refused { code, .. } if code == "template"));
    }
}
