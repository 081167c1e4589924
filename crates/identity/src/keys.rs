//! Keys derived from the provider's secret, each for one purpose.
//!
//! Inventory (safety A82): HMAC-SHA-256 for tokens and codes at rest, form tokens and marks of known browsers;
//! ChaCha20-Poly1305 for identity numbers, drafts and the signing key at rest; argon2id for passwords
//! ([`crate::rules::password`]); RSA 2048 for id tokens ([`crate::protocol::sign`]).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// base64url without padding.
pub fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads base64url without padding.
pub fn from_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Whether two texts are the same, without telling by time where they differ.
pub fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

/// Derived keys.
#[derive(Clone)]
pub struct Keys([u8; 32]);

impl Keys {
    pub fn new(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }

    fn derived(&self, purpose: &str) -> [u8; 32] {
        mac(&self.0, purpose.as_bytes())
    }

    /// A keyed fingerprint, different for every purpose: 64 hexadecimal digits.
    pub fn mark(&self, purpose: &str, value: &str) -> String {
        hex::encode(mac(&self.derived(purpose), value.as_bytes()))
    }

    /// Whether `mark` is the fingerprint of `value`.
    pub fn marks(&self, purpose: &str, value: &str, mark: &str) -> bool {
        same(&self.mark(purpose, value), mark)
    }

    /// Encrypts for keeping; `bound` must be given again to open, so that a value cannot be moved to another row.
    pub fn seal(&self, purpose: &str, bound: &str, nonce: [u8; 12], plain: &[u8]) -> String {
        let cipher = ChaCha20Poly1305::new(&self.derived(purpose).into());
        let payload = Payload { msg: plain, aad: bound.as_bytes() };
        let sealed =
            cipher.encrypt(&Nonce::from(nonce), payload).expect("the text is far below the cipher's limit");
        format!("v1.{}.{}", base64url(&nonce), base64url(&sealed))
    }

    /// Opens what [`Keys::seal`] made; `None` for another key, purpose or row, or when a byte was changed.
    pub fn open(&self, purpose: &str, bound: &str, sealed: &str) -> Option<Vec<u8>> {
        let (nonce, text) = sealed.strip_prefix("v1.")?.split_once('.')?;
        let nonce: [u8; 12] = from_base64url(nonce)?.try_into().ok()?;
        let text = from_base64url(text)?;
        let cipher = ChaCha20Poly1305::new(&self.derived(purpose).into());
        cipher.decrypt(&Nonce::from(nonce), Payload { msg: &text, aad: bound.as_bytes() }).ok()
    }
}

fn mac(key: &[u8], value: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(value);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a82_what_is_sealed_opens_only_with_its_key_purpose_and_row() {
        let keys = Keys::new("one secret");
        let sealed = keys.seal("id", "row-1", [7; 12], b"4602");
        assert_eq!(keys.open("id", "row-1", &sealed).as_deref(), Some(&b"4602"[..]));
        assert_eq!(keys.open("id", "row-2", &sealed), None);
        assert_eq!(keys.open("draft", "row-1", &sealed), None);
        assert_eq!(Keys::new("another").open("id", "row-1", &sealed), None);
        assert_eq!(keys.open("id", "row-1", &sealed.replace("v1.", "v2.")), None);
    }

    #[test]
    fn a63_marks_differ_by_purpose() {
        let keys = Keys::new("one secret");
        assert!(keys.marks("sms", "123456", &keys.mark("sms", "123456")));
        assert!(!keys.marks("sms", "123457", &keys.mark("sms", "123456")));
        assert_ne!(keys.mark("sms", "1"), keys.mark("token", "1"));
    }
}
