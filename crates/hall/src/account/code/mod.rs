//! SMS codes (A02, safety A63 and 2.4): six digits, five minutes, used once, five tries, bound to number, purpose and browser.
//! Kept as a keyed fingerprint; never in an answer, a log or an address.

mod budget;
mod send;
mod spend;

pub use send::{Ask, Sent, send, send_to_own};
pub(crate) use spend::{is_code, proven, spent_too};

use crate::kernel::words;
use chrono::TimeDelta;

/// For how long a code counts.
pub const MINUTES: i64 = 5;
/// How soon another may be asked for.
pub const RESEND_SECONDS: i64 = 60;
/// Wrong answers after which a code is dead.
pub const TRIES: i32 = 5;

words! {
    /// What a code is for; it counts for nothing else.
    Purpose {
        /// Logging in or registering.
        Login = "login",
        /// Binding the phone to an identity from elsewhere.
        Bind = "bind",
        /// Setting a password.
        Password = "password",
        /// Giving up the bound number.
        OldPhone = "old-phone",
        /// Taking a new number.
        NewPhone = "new-phone",
    }
}

impl Purpose {
    /// The kind of text, and of template at the SMS provider.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Login => "code-login",
            Self::Bind => "code-bind",
            Self::Password => "code-password",
            Self::OldPhone | Self::NewPhone => "code-phone",
        }
    }
}

fn lifetime() -> TimeDelta {
    TimeDelta::minutes(MINUTES)
}

fn fingerprinted(id: crate::kernel::Uuid, code: &str) -> Vec<u8> {
    format!("{id}:{code}").into_bytes()
}

#[cfg(test)]
pub(crate) mod tests;
