//! Tokens: what nobody here made is worth nothing.

use super::text;
use hall::kernel::Keys;

/// Captchas' tokens, of which the hall keeps nothing but a key.
pub fn tokens(bytes: &[u8]) {
    let token = text(bytes);
    let keys = Keys::new(b"a secret no fuzzer is told, as long as one in earnest");
    let now = hall::testing::beginning();
    assert!(!hall::testing::is_captcha(&keys, &token, now), "{token:?} was made up");
    for purpose in ["csrf", "subject", "code"] {
        let kept = keys.fingerprint(purpose, b"something else");
        assert!(!keys.matches(purpose, bytes, &kept) || bytes == b"something else");
    }
}

/// ID tokens: what is no signed token is not read as one, and nothing breaks.
pub fn id_tokens(bytes: &[u8]) {
    let token = text(bytes);
    if gateways::oidc::reads_as_id_token(&token) {
        assert_eq!(token.split('.').count(), 3, "{token:?}");
    }
}
