//! One file that holds everything: a zip with a member for every table (one JSON object a line), one for every stored file,
//! a manifest with the fingerprint of each of them, and a fingerprint of the manifest keyed with the hall's secret. An archive
//! that lost its end, a member or a bit, or was made with another secret, is refused before anything is touched.

mod read;
#[cfg(test)]
mod tests;
mod write;

pub use read::read;
pub use write::write;

use serde::{Deserialize, Serialize};

/// The only form there is so far.
const FORMAT: u32 = 1;
/// The member that lists the others.
const MANIFEST: &str = "manifest.json";
/// The member that vouches for the manifest.
const SEAL: &str = "manifest.hmac";
/// What the hall's secret is derived for.
const PURPOSE: &str = "backup";

/// What an archive says of itself.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    /// The form of the archive.
    format: u32,
    /// The version of the program that made it.
    version: String,
    /// When.
    made_at: String,
    /// Steps the hall's tables had taken.
    hall: Vec<String>,
    /// Steps the identity provider's tables had taken, where there was one.
    identity: Option<Vec<String>>,
    /// Everything else in the archive.
    members: Vec<Member>,
}

/// One member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Member {
    /// Its name.
    name: String,
    /// Its weight, unpacked.
    bytes: u64,
    /// SHA-256 of its bytes, hex.
    sha256: String,
}

/// What was kept or restored.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Rows of all tables.
    pub rows: u64,
    /// Stored files.
    pub files: usize,
    /// Files that have a row but no bytes.
    pub missing: Vec<String>,
}
