//! How a page is made: what the hall's pages and the identity provider's pages share. Locales, templates, forms
//! as they arrive, cookies, headers, assets. Knows nothing of trade and keeps nothing.

pub mod assets;
mod attachment;
pub mod cookies;
pub mod headers;
pub mod locales;
pub mod submission;
pub mod templates;

pub use attachment::attachment;
pub use locales::{Locale, Locales};
pub use submission::{Submission, Upload};
pub use templates::Templates;
