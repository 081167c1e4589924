//! Letters that stay in memory, for tests.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::{Letter, Mail, check};
use crate::faults::Memory;
use crate::{Faults, GatewayError, Moment, Receipt};

/// One letter that would have left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentMail {
    /// What it says and to whom.
    pub letter: Letter,
    /// When it was handed over.
    pub at: DateTime<Utc>,
}

/// Remembers letters instead of sending them, as strict as the real adapter. Clones share memory and faults.
#[derive(Debug, Clone, Default)]
pub struct RecordedMail {
    sent: Memory<SentMail>,
    /// Switches that make it fail.
    pub faults: Faults,
}

impl RecordedMail {
    /// All letters so far, oldest first.
    #[must_use]
    pub fn sent(&self) -> Vec<SentMail> {
        self.sent.all()
    }

    /// All letters so far; forgets them.
    pub fn take(&self) -> Vec<SentMail> {
        self.sent.take()
    }
}

#[async_trait]
impl Mail for RecordedMail {
    fn name(&self) -> &'static str {
        "recorded"
    }

    async fn send(&self, letter: &Letter, moment: &Moment) -> Result<Receipt, GatewayError> {
        check(letter)?;
        self.faults.check()?;
        let count = self.sent.keep(SentMail { letter: letter.clone(), at: moment.now });
        Ok(Receipt { reference: format!("recorded-{count}") })
    }

    async fn health(&self) -> Result<(), GatewayError> {
        self.faults.check()
    }
}
