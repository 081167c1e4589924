//! The browser a request comes from.

use crate::kernel::Keys;

/// What is known about a browser.
#[derive(Debug, Clone, Copy)]
pub struct Browser<'a> {
    /// Its own secret cookie, kept for a year: codes and logins elsewhere count only in the browser that began them,
    /// and it is how a device is recognised.
    pub secret: &'a str,
    /// How it calls itself.
    pub agent: &'a str,
}

impl Browser<'_> {
    /// The fingerprint under which a journey that began here is kept.
    #[must_use]
    pub fn journey(&self, keys: &Keys) -> String {
        keys.fingerprint("browser", self.secret.as_bytes())
    }

    /// The fingerprint under which it is remembered as a device.
    #[must_use]
    pub fn device(&self, keys: &Keys) -> String {
        keys.fingerprint("device", self.secret.as_bytes())
    }
}
