//! How the hall itself is: database, outbox, files, jobs, and the systems outside. Read by system administrators; nothing
//! here changes what others see, except that a message given up on may be tried again.

pub mod backup;
#[cfg(test)]
mod backup_tests;
mod counter;
mod database;
mod gateways;
mod health;
mod integrity;
mod jobs;
mod mark;
mod outbox;
mod prepare;
mod setting;
mod state;
#[cfg(test)]
mod tests;

pub use database::{DatabaseState, MigrationState};
pub use gateways::{GATEWAY_SECONDS, GatewayState, gateways};
pub use health::ailing;
pub use integrity::integrity;
pub use jobs::{JobState, ran};
pub use mark::{Purpose, mark, note, purpose};
pub use outbox::{Dispatch, OutboxState, dispatches, retry, retry_dead};
pub use prepare::prepare;
pub use state::{FileState, State, look};

/// The program's version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
