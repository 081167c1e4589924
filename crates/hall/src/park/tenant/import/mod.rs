//! 上传导入 (E07): many tenants at once, from a workbook that whoever calls has read. What was sent in waits as a draft; a plan says
//! what each row would do; confirming does all of it or nothing; an import can be undone until something of it changed.

mod confirm;
mod draft;
pub mod find;
mod plan;
mod undo;

pub use confirm::confirm;
pub use draft::{BYTES, Draft, HOURS, draft, stage, sweep};
pub use plan::{Judged, Plan, Typed, Verdict, plan};
pub use undo::undo;

/// Most rows of one file.
pub const ROWS: u32 = 20_000;

/// Rows written with one statement.
const AT_ONCE: usize = 500;
