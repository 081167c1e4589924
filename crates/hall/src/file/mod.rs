//! Files: pictures that enterprises upload, judged and written anew by `pictures`, kept in the store.
//!
//! A file belongs to the enterprise that uploaded it and is seen by that enterprise, by the reviewers of its region
//! and, once published content shows it, by everybody. What nothing uses is tidied away after [`UNUSED_DAYS`].

mod arranged;
mod hold;
pub mod model;
mod open;
mod quota;
mod slot;
mod store;
#[cfg(test)]
mod tests;
mod tidy;
mod verify;

pub use arranged::arranged;
pub use hold::{hold, owned, publish, release};
pub use open::{find, open};
pub use quota::{QUOTA_BYTES, QUOTA_FILES};
pub use slot::{Policy, Slot};
pub use store::store;
pub use tidy::{UNUSED_DAYS, tidy};
pub use verify::{Report, verify};
