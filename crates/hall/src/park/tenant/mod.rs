//! 企业管理: the register of a park's tenants (E07–E10). An enterprise whose application landed enters it by itself; the
//! park adds, corrects and removes by hand, or many at once from a workbook.

mod enter;
pub mod find;
mod form;
pub mod import;
mod keep;
pub mod model;
mod publish;

pub(crate) use enter::enter;
pub use form::{Entered, Limits, TenantForm};
pub use keep::{add, edit, leave, remove};
pub use model::{Source, State};
pub use publish::{names, publish};

#[cfg(test)]
mod tests;
