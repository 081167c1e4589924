//! What the provider is given from outside: the clock, chance, somebody who sends text messages, and assets.

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use frame::assets::Assets;
use gateways::Moment;
use gateways::sms::Sms;
use std::net::IpAddr;
use std::sync::Arc;
use uuid::Uuid;

/// Fills a slice with bytes.
pub type Fill = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// What the provider is given from outside.
#[derive(Clone)]
pub struct Parts {
    /// Tells the time.
    pub now: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    /// Fills a slice with bytes nobody can foresee.
    pub fill: Fill,
    /// Sends codes to phones.
    pub sms: Arc<dyn Sms>,
    /// Scripts, styles and icons (`hall.css`, `hall.js`, `icons.svg`), served under `/assets/`.
    pub assets: Arc<Assets>,
}

/// The address of the person's machine, put into a request's extensions by whoever accepts connections and knows
/// which proxies to trust (safety A34). Without it the peer of the connection counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl Parts {
    /// The present instant in whole milliseconds, so that both databases keep it exactly.
    pub(crate) fn instant(&self) -> DateTime<Utc> {
        let now = (self.now)();
        now.duration_trunc(TimeDelta::milliseconds(1)).unwrap_or(now)
    }

    /// Fresh bytes.
    pub(crate) fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.fill)(&mut bytes);
        bytes
    }

    /// A fresh token of 256 bits, 43 characters of base64url.
    pub(crate) fn token(&self) -> String {
        crate::keys::base64url(&self.bytes::<32>())
    }

    /// Six digits, each number as likely as any other.
    pub(crate) fn digits(&self) -> String {
        loop {
            let number = u32::from_be_bytes(self.bytes());
            // The largest multiple of a million that fits; what lies above would favour small numbers.
            if number < 4_294_000_000 {
                return format!("{:06}", number % 1_000_000);
            }
        }
    }

    /// A fresh UUIDv7.
    pub(crate) fn id(&self) -> Uuid {
        let millis = u64::try_from(self.instant().timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }

    /// What a message to an outside system needs.
    pub(crate) fn moment(&self) -> Moment {
        Moment::new(self.instant(), self.bytes())
    }
}
