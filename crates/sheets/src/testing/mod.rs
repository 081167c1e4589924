//! Files as spreadsheet programs write them and as attackers make them, each with the exact answer it has to give: for the proof of
//! the reader, and of whoever takes files in.

mod archive;
mod book;
mod cases;

pub use archive::{Entry, archive};
pub use book::{Book, book, n, r, rows, s, t};
#[cfg(test)]
pub(crate) use cases::hostile::long_texts;
pub use cases::{Case, all};
