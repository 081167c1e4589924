//! A WeChat that stays in memory, for tests.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::{Wechat, WechatIdentity, WechatNotice, check_state};
use crate::faults::Memory;
use crate::{Faults, GatewayError, Moment, Receipt};

/// One notice that would have left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentNotice {
    /// What and to whom.
    pub notice: WechatNotice,
    /// When it was handed over.
    pub at: DateTime<Utc>,
}

/// Plays WeChat in memory: a test says which code stands for whom; each code works once. Clones share everything.
#[derive(Debug, Clone, Default)]
pub struct RecordedWechat {
    people: Arc<Mutex<BTreeMap<String, WechatIdentity>>>,
    sent: Memory<SentNotice>,
    /// Switches that make it fail.
    pub faults: Faults,
}

impl RecordedWechat {
    /// From now on `code` stands for this person, once.
    pub fn scan(&self, code: &str, who: WechatIdentity) {
        self.people.lock().unwrap_or_else(PoisonError::into_inner).insert(code.to_owned(), who);
    }

    /// All notices so far, oldest first.
    #[must_use]
    pub fn sent(&self) -> Vec<SentNotice> {
        self.sent.all()
    }

    /// All notices so far; forgets them.
    pub fn take(&self) -> Vec<SentNotice> {
        self.sent.take()
    }
}

#[async_trait]
impl Wechat for RecordedWechat {
    fn name(&self) -> &'static str {
        "recorded"
    }

    fn qr_address(&self, state: &str) -> Result<url::Url, GatewayError> {
        check_state(state)?;
        url::Url::parse(&format!("https://wechat.invalid/connect/qrconnect?state={state}"))
            .map_err(|error| GatewayError::nonsense(error.to_string()))
    }

    async fn identify(&self, code: &str) -> Result<WechatIdentity, GatewayError> {
        self.faults.check()?;
        let who = self.people.lock().unwrap_or_else(PoisonError::into_inner).remove(code);
        who.ok_or(GatewayError::Expired)
    }

    async fn notify(&self, notice: &WechatNotice, moment: &Moment) -> Result<Receipt, GatewayError> {
        self.faults.check()?;
        let count = self.sent.keep(SentNotice { notice: notice.clone(), at: moment.now });
        Ok(Receipt { reference: format!("recorded-{count}") })
    }

    async fn health(&self) -> Result<(), GatewayError> {
        self.faults.check()
    }
}
