//! 企业管理: the register of a park's tenants (E07–E10). An enterprise whose application landed enters it by itself; the
//! park adds, corrects and removes by hand, or many at once from a workbook.

mod enter;
pub mod find;
pub mod model;

pub(crate) use enter::enter;
pub use model::{Source, State};
