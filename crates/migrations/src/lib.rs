//! How the tables came to be: one source for SQLite and PostgreSQL, append-only.
//!
//! A migration that has been released is never edited; what it got wrong, a later one mends.

mod columns;
mod m0001_kernel;
mod m0002_people;
mod m0003_enterprises;
mod m0004_review;
mod m0005_offerings;
mod m0006_engagements;
mod m0007_catalogue;
mod m0008_orders;
mod m0009_counts;
mod m0010_kinds;
mod m0011_parks;
mod m0012_news;
mod m0013_settlements;
mod m0014_assessment;
mod m0016_tenant_drafts;
mod recheck;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

/// All migrations in the order in which they are applied.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_kernel::Migration),
            Box::new(m0002_people::Migration),
            Box::new(m0003_enterprises::Migration),
            Box::new(m0004_review::Migration),
            Box::new(m0005_offerings::Migration),
            Box::new(m0006_engagements::Migration),
            Box::new(m0007_catalogue::Migration),
            Box::new(m0008_orders::Migration),
            Box::new(m0009_counts::Migration),
            Box::new(m0010_kinds::Migration),
            Box::new(m0011_parks::Migration),
            Box::new(m0012_news::Migration),
            Box::new(m0013_settlements::Migration),
            Box::new(m0014_assessment::Migration),
            Box::new(m0016_tenant_drafts::Migration),
        ]
    }
}
