//! The body of a news item as HTML: what may stand in it, what it says, and the plain text that people without the editor
//! write instead.
//!
//! It is cleaned when it is saved and again when it is shown, so that neither a row written past the program nor a rule
//! that became stricter since matters.

mod blocks;
mod clean;
mod plain;
#[cfg(test)]
mod tests;

pub use blocks::{Block, characters, pictures};
pub use clean::clean;
pub use plain::{figure, from_plain, plain};

use crate::kernel::Uuid;

/// Characters of markup that are looked at: some tags and addresses beside the text.
pub const MARKUP_LIMIT: usize = 100_000;
/// Start tags of a body: an article has hundreds.
pub const TAGS_LIMIT: usize = 3_000;

/// The markup is more than an article has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMuch;

/// The file of a picture's address, if it is one of ours: `/files/` and an id, nothing else.
fn file_of(address: &str) -> Option<Uuid> {
    let id = address.strip_prefix("/files/")?;
    // One spelling of an id only.
    Uuid::parse_str(id).ok().filter(|file| id == file.to_string())
}
