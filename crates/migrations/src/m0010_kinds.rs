//! A queue that shows one kind of subject is read and counted along an index of its own; how fast a provider answers is read from
//! an index alone, which a product's page asks for.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for statement in [
            "CREATE INDEX ix_review_round_kind_due ON review_round (region, subject_kind, state, due_at, id)",
            "DROP INDEX ix_review_round_region_due",
            "CREATE INDEX ix_review_round_region_due ON review_round (region, state, due_at, id)",
            "CREATE INDEX ix_engagement_answered ON engagement (provider_id, answered_at, id, created_at) \
             WHERE answered_at IS NOT NULL",
        ] {
            m.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
