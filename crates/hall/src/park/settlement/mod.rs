//! 入驻申请: what an enterprise asks of a park (E04–E06, 1.15.9 (3)). One goes *pending → landed | declined*, or is
//! withdrawn before the answer; after a refusal or a withdrawal the enterprise may ask again, as the next round under the
//! same number. A landed one enters the register of tenants, once.

mod ask;
mod decide;
pub mod find;
mod form;
mod keep;
pub mod model;
mod remind;
mod state;
mod turn;
mod withdraw;

pub use ask::{Asked, PER_DAY, ask, asked_before, park};
pub use decide::{REASON_LIMIT, decline, land};
pub use form::{Asking, Limits, SettlementForm};
pub use remind::remind;
pub use state::{Side, Stage, State, Step};
pub use withdraw::withdraw;

#[cfg(test)]
mod tests;
