//! Names of stored bytes.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use crate::GatewayError;

/// The name of one stored object: `aa/bb/<uuid>`, where `aa` and `bb` are the last two bytes of the id (its first bytes are
/// a time and would put everything of one day into one folder).
///
/// Keys are ours. There is no way to make one from a file name that somebody sent (safety: path traversal cannot be
/// written).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Uuid);

impl Key {
    /// The key of an id.
    #[must_use]
    pub fn of(id: Uuid) -> Self {
        Self(id)
    }

    /// The id of a key.
    #[must_use]
    pub fn id(self) -> Uuid {
        self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.0.as_bytes();
        write!(f, "{:02x}/{:02x}/{}", bytes[14], bytes[15], self.0.hyphenated())
    }
}

impl FromStr for Key {
    type Err = GatewayError;

    /// Reads back what [`Key`] wrote, and nothing else.
    fn from_str(text: &str) -> Result<Self, GatewayError> {
        let refused = || GatewayError::refused("key", "not a key of this store");
        let id = text.rsplit('/').next().unwrap_or_default();
        let key = Self(Uuid::try_parse(id).map_err(|_| refused())?);
        // Writing it again is the whole rule: upper case, braces, other folders, `..` all come out different.
        if key.to_string() == text { Ok(key) } else { Err(refused()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_and_spreads_by_its_last_bytes() {
        let key = Key::of(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_beef));
        assert_eq!(key.to_string(), "be/ef/01900000-0000-7000-8000-00000000beef");
        assert_eq!(key.to_string().parse(), Ok(key));
    }

    #[test]
    fn what_is_not_ours_is_refused() {
        for bad in [
            "",
            "/",
            "01900000-0000-7000-8000-00000000beef",
            "aa/bb/01900000-0000-7000-8000-00000000beef",
            "be/ef/01900000-0000-7000-8000-00000000BEEF",
            "be/ef/0190000000007000800000000000beef",
            "be/ef/{01900000-0000-7000-8000-00000000beef}",
            "../ef/01900000-0000-7000-8000-00000000beef",
            "/be/ef/01900000-0000-7000-8000-00000000beef",
            "be/ef/../../etc/passwd",
            "be/ef/01900000-0000-7000-8000-00000000beef/",
            "be/ef/01900000-0000-7000-8000-00000000beef\0",
            "be\\ef\\01900000-0000-7000-8000-00000000beef",
        ] {
            assert!(bad.parse::<Key>().is_err(), "{bad:?}");
        }
    }
}
