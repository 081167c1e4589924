//! The phones and the other websites of everybody in the zone, while it is being filled.

use gateways::oidc::RecordedOidc;
use gateways::sms::RecordedSms;
use gateways::wechat::RecordedWechat;
use hall::message::deliver::Wording;
use serde_json::Value;

/// Everything that would answer from outside.
#[derive(Default)]
pub struct Hands {
    /// Text messages.
    pub sms: RecordedSms,
    /// WeChat.
    pub wechat: RecordedWechat,
    /// Unified identity.
    pub oidc: RecordedOidc,
}

impl Hands {
    /// The code in the newest text to a number.
    pub fn code(&self, phone: &str) -> String {
        let newest = self.sms.last_to(phone);
        let code = newest.and_then(|sms| sms.text.params.into_iter().find(|(name, _)| name == "code"));
        code.map(|(_, code)| code).unwrap_or_default()
    }
}

/// Words nobody reads.
pub struct Silent;

impl Wording for Silent {
    fn title(&self, kind: &str, _: &Value, _: &str) -> String {
        kind.to_owned()
    }

    fn sentence(&self, kind: &str, _: &Value, _: &str) -> String {
        kind.to_owned()
    }
}
