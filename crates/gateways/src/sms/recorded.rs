//! Text messages that stay in memory, for tests.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::{Sms, SmsText, check};
use crate::faults::Memory;
use crate::{Faults, GatewayError, Moment, Receipt};

/// One message that would have left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentSms {
    /// Number in E.164.
    pub to: String,
    /// What it says.
    pub text: SmsText,
    /// When it was handed over.
    pub at: DateTime<Utc>,
}

/// Remembers messages instead of sending them, as strict as the real adapters. Clones share memory and faults.
#[derive(Debug, Clone, Default)]
pub struct RecordedSms {
    sent: Memory<SentSms>,
    /// Switches that make it fail.
    pub faults: Faults,
}

impl RecordedSms {
    /// All messages so far, oldest first.
    #[must_use]
    pub fn sent(&self) -> Vec<SentSms> {
        self.sent.all()
    }

    /// All messages so far; forgets them.
    pub fn take(&self) -> Vec<SentSms> {
        self.sent.take()
    }

    /// The newest message to one number.
    #[must_use]
    pub fn last_to(&self, phone: &str) -> Option<SentSms> {
        self.sent().into_iter().rev().find(|sms| sms.to == phone)
    }
}

#[async_trait]
impl Sms for RecordedSms {
    fn name(&self) -> &'static str {
        "recorded"
    }

    async fn send(&self, to: &str, text: &SmsText, moment: &Moment) -> Result<Receipt, GatewayError> {
        check(to, text)?;
        self.faults.check()?;
        let count = self.sent.keep(SentSms { to: to.to_owned(), text: text.clone(), at: moment.now });
        Ok(Receipt { reference: format!("recorded-{count}") })
    }

    async fn health(&self) -> Result<(), GatewayError> {
        self.faults.check()
    }
}
