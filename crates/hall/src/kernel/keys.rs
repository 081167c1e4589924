//! Keys derived from the one secret the program is given, each for one purpose, and what is done with them.
//!
//! Inventory (safety A82): HMAC-SHA-256 for codes, tokens and the journal chain; ChaCha20-Poly1305 for bank
//! accounts at rest; argon2id (in `account::password`) for passwords.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

/// Derived keys. Debug shows nothing of them.
#[derive(Clone)]
pub struct Keys {
    secret: [u8; 32],
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

/// Something encrypted for keeping: `v1.<nonce>.<ciphertext>`, both base64url.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed(pub String);

impl Keys {
    /// Takes the program's secret (32 bytes or more; shorter ones are refused when the settings are read).
    #[must_use]
    pub fn new(secret: &[u8]) -> Self {
        Self { secret: Sha256::digest(secret).into() }
    }

    fn derived(&self, purpose: &str) -> [u8; 32] {
        let mut mac = mac(&self.secret);
        mac.update(purpose.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// A keyed fingerprint of `value`, different for every purpose: hex, 64 characters. Used where a short
    /// secret (an SMS code) would be guessed from a plain hash.
    #[must_use]
    pub fn fingerprint(&self, purpose: &str, value: &[u8]) -> String {
        let mut mac = mac(&self.derived(purpose));
        mac.update(value);
        hex::encode(mac.finalize().into_bytes())
    }

    /// Compares fingerprints without telling by time where they differ.
    #[must_use]
    pub fn matches(&self, purpose: &str, value: &[u8], fingerprint: &str) -> bool {
        use subtle::ConstantTimeEq as _;
        self.fingerprint(purpose, value).as_bytes().ct_eq(fingerprint.as_bytes()).into()
    }

    /// Encrypts `plain`; `bound` (such as the row's id) must be given again to open it, so that a value cannot
    /// be moved to another row. `nonce` must be fresh.
    #[must_use]
    pub fn seal(&self, purpose: &str, bound: &[u8], nonce: [u8; 12], plain: &[u8]) -> Sealed {
        let cipher = ChaCha20Poly1305::new(&self.derived(purpose).into());
        let sealed = cipher
            .encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: bound })
            .expect("a short text is within the cipher's limits");
        Sealed(format!("v1.{}.{}", BASE64.encode(nonce), BASE64.encode(sealed)))
    }

    /// Opens what [`Keys::seal`] made; `None` when it was made with another key, for another row, or changed.
    #[must_use]
    pub fn open(&self, purpose: &str, bound: &[u8], sealed: &Sealed) -> Option<Vec<u8>> {
        let mut parts = sealed.0.split('.');
        let (version, nonce, text) = (parts.next()?, parts.next()?, parts.next()?);
        if version != "v1" || parts.next().is_some() {
            return None;
        }
        let nonce: [u8; 12] = BASE64.decode(nonce).ok()?.try_into().ok()?;
        let text = BASE64.decode(text).ok()?;
        let cipher = ChaCha20Poly1305::new(&self.derived(purpose).into());
        cipher.decrypt(&Nonce::from(nonce), Payload { msg: &text, aad: bound }).ok()
    }
}

fn mac(key: &[u8]) -> Hmac<Sha256> {
    Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b07_what_is_sealed_opens_only_with_its_key_row_and_bytes() {
        let keys = Keys::new(b"a secret that is long enough to be one");
        let sealed = keys.seal("bank", b"row-1", [7; 12], "6222 0000".as_bytes());
        assert!(!sealed.0.contains("6222"));
        assert_eq!(keys.open("bank", b"row-1", &sealed).as_deref(), Some("6222 0000".as_bytes()));
        assert_eq!(keys.open("bank", b"row-2", &sealed), None);
        assert_eq!(keys.open("mail", b"row-1", &sealed), None);
        assert_eq!(Keys::new(b"another secret").open("bank", b"row-1", &sealed), None);
        for at in 3..sealed.0.len() {
            let mut bytes = sealed.0.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let changed = Sealed(String::from_utf8(bytes).unwrap());
            if changed != sealed {
                assert_eq!(keys.open("bank", b"row-1", &changed), None, "byte {at}");
            }
        }
    }

    #[test]
    fn a02_fingerprints_differ_by_purpose() {
        let keys = Keys::new(b"k");
        assert_ne!(keys.fingerprint("sms", b"1"), keys.fingerprint("token", b"1"));
        assert!(keys.matches("sms", b"1", &keys.fingerprint("sms", b"1")));
        assert!(!keys.matches("sms", b"2", &keys.fingerprint("sms", b"1")));
    }
}
