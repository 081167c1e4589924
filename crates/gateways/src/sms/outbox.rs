//! Text messages that go to a rehearsal's outbox page instead of a phone.

use async_trait::async_trait;
use serde_json::json;

use super::{Sms, SmsText, check};
use crate::outbox::Outbox;
use crate::{GatewayError, Moment, Receipt};

/// Posts `{"to", "text", "template", "at"}` to the outbox of a rehearsal.
pub struct SmsOutbox(Outbox);

impl SmsOutbox {
    /// An outbox at `url`, normally on this machine.
    ///
    /// # Errors
    /// `Refused` with code `address` for an address that is neither https nor this machine.
    pub fn new(url: &str) -> Result<Self, GatewayError> {
        Outbox::new(url).map(Self)
    }
}

#[async_trait]
impl Sms for SmsOutbox {
    fn name(&self) -> &'static str {
        "outbox"
    }

    async fn send(&self, to: &str, text: &SmsText, moment: &Moment) -> Result<Receipt, GatewayError> {
        check(to, text)?;
        let document = json!({
            "to": to, "text": text.text, "template": text.template, "at": moment.now.to_rfc3339(),
        });
        self.0.post(&document).await
    }

    async fn health(&self) -> Result<(), GatewayError> {
        self.0.probe().await
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::*;
    use crate::testing::Far;

    #[tokio::test]
    async fn a02_x05_the_outbox_gets_number_and_text() {
        let far = Far::answering(200, &[], r#"{"reference":"7"}"#).await;
        let moment = Moment::new(DateTime::<Utc>::UNIX_EPOCH, [0; 16]);
        let text = SmsText { template: "login-code".into(), params: vec![], text: "验证码 042917".into() };
        let outbox = SmsOutbox::new(far.url("/sms").as_str()).unwrap();
        let receipt = outbox.send("+8613800138000", &text, &moment).await.unwrap();
        assert_eq!(receipt.reference, "7");
        let seen = far.seen().remove(0);
        assert_eq!(seen.uri.path(), "/sms");
        assert_eq!(seen.json()["to"], "+8613800138000");
        assert_eq!(seen.json()["text"], "验证码 042917");
        assert!(outbox.send("13800138000", &text, &moment).await.is_err());
        assert_eq!(far.seen().len(), 1, "what is refused is not sent");
    }

    #[tokio::test]
    async fn x05_a_refusing_outbox_and_a_foreign_one() {
        let far = Far::answering(404, &[], "").await;
        let moment = Moment::new(DateTime::<Utc>::UNIX_EPOCH, [0; 16]);
        let text = SmsText { template: "t".into(), params: vec![], text: "x".into() };
        let outbox = SmsOutbox::new(far.url("/").as_str()).unwrap();
        let error = outbox.send("+8613800138000", &text, &moment).await.unwrap_err();
        assert!(matches!(error, GatewayError::Refused { .. }));
        assert!(SmsOutbox::new("http://example.com/").is_err());
    }
}
