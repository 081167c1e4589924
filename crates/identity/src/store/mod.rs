//! The provider's own database: connecting, tables, migrations.

mod connect;
pub mod entry;
mod migrate;
pub mod people;
pub mod trace;

pub use connect::Store;
pub use migrate::Migrator;
