//! Sessions: a browser that is logged in, known by the keyed fingerprint of its cookie (safety A66–A69).
//!
//! A session ends after 30 minutes without use (15 for whoever holds an office) and 12 hours after it began whatever
//! happens. A person has at most five; the sixth ends the oldest. Reading one afresh and putting together for whom it acts is
//! [`crate::actor::resolve`].

mod begin;
mod end;
mod find;

pub use begin::{Begun, Opening, begin};
pub(crate) use end::renew;
pub use end::{end, end_all, end_one, end_others};
pub use find::{Former, Found, find, former, of_account, touch};

use crate::kernel::{Instant, Keys};
use chrono::TimeDelta;

/// Minutes without use after which a session ends (safety A67).
pub const IDLE_MINUTES: i64 = 30;
/// The same for whoever holds an office.
pub const IDLE_MINUTES_OFFICIAL: i64 = 15;
/// Hours after which a session ends whatever happens.
pub const LONGEST_HOURS: i64 = 12;
/// Sessions one person may hold (safety A69).
pub const MOST: usize = 5;

/// The fingerprint under which a session's cookie is kept.
#[must_use]
pub fn token_hash(keys: &Keys, token: &str) -> String {
    keys.fingerprint("session", token.as_bytes())
}

/// Whether a session last used at `seen` still lives at `now`.
#[must_use]
pub fn is_awake(seen: Instant, now: Instant, official: bool) -> bool {
    let minutes = if official { IDLE_MINUTES_OFFICIAL } else { IDLE_MINUTES };
    now - seen < TimeDelta::minutes(minutes)
}

/// Seconds for which a session used now goes on without being used again, at least: a use is noted once a minute.
#[must_use]
pub const fn idle_seconds(official: bool) -> i64 {
    60 * (if official { IDLE_MINUTES_OFFICIAL } else { IDLE_MINUTES } - 1)
}

#[cfg(test)]
mod tests;
