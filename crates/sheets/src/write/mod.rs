//! Rows out: tables, templates to fill in, and copies that say what is wrong.

mod annotation;
mod book;
mod csv_file;
mod explanation;
pub(crate) mod neutral;
mod table;
mod template;
mod xlsx_file;

pub use annotation::{Annotation, Remark};
pub use explanation::Explanation;
pub use table::{Cell, Column, Kind, Table, Unwritable};
pub use template::Template;
