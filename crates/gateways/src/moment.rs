//! What a request to an outside system needs from its caller: an instant and a number used once.

use chrono::{DateTime, Utc};

/// The instant of a call and 16 random bytes that are used for nothing else.
///
/// Signatures hold both; mail takes its date and message id from here. The caller draws them from its own clock and
/// randomness, so that tests know them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// When the call is made, UTC.
    pub now: DateTime<Utc>,
    /// Random bytes, new for each call.
    pub nonce: [u8; 16],
}

impl Moment {
    /// A moment from its two parts.
    #[must_use]
    pub fn new(now: DateTime<Utc>, nonce: [u8; 16]) -> Self {
        Self { now, nonce }
    }

    /// The number used once, as 32 lower-case hexadecimal digits.
    #[must_use]
    pub fn nonce_hex(&self) -> String {
        hex::encode(self.nonce)
    }
}

/// What an outside system gave us to ask after a message later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The far side's number for the message; empty when it gives none.
    pub reference: String,
}
