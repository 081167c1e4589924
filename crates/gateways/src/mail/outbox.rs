//! Letters that go to a rehearsal's outbox page instead of a mailbox.

use async_trait::async_trait;
use serde_json::json;

use super::{Letter, Mail, check};
use crate::outbox::Outbox;
use crate::{GatewayError, Moment, Receipt};

/// Posts `{"to", "subject", "text", "at"}` to the outbox of a rehearsal.
pub struct MailOutbox(Outbox);

impl MailOutbox {
    /// An outbox at `url`, normally on this machine.
    ///
    /// # Errors
    /// `Refused` with code `address` for an address that is neither https nor this machine.
    pub fn new(url: &str) -> Result<Self, GatewayError> {
        Outbox::new(url).map(Self)
    }
}

#[async_trait]
impl Mail for MailOutbox {
    fn name(&self) -> &'static str {
        "outbox"
    }

    async fn send(&self, letter: &Letter, moment: &Moment) -> Result<Receipt, GatewayError> {
        check(letter)?;
        let document = json!({
            "to": letter.to, "subject": letter.subject, "text": letter.text, "at": moment.now.to_rfc3339(),
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
    async fn the_outbox_gets_the_letter() {
        let far = Far::answering(204, &[], "").await;
        let letter =
            Letter { to: "an@example.com".into(), subject: "预约".into(), text: "一\n二".into() };
        let moment = Moment::new(DateTime::<Utc>::UNIX_EPOCH, [0; 16]);
        MailOutbox::new(far.url("/mail").as_str()).unwrap().send(&letter, &moment).await.unwrap();
        let sent = far.seen().remove(0).json();
        assert_eq!(
            (&sent["to"], &sent["subject"], &sent["text"]),
            (&"an@example.com".into(), &"预约".into(), &"一\n二".into())
        );
    }
}
