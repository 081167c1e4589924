//! What is counted at the head of a list is counted in an index alone, and what is rare among much is found at once: late ones
//! among those that wait, unread answers among all, one region's rounds among those of the zone.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for statement in [
            "CREATE INDEX ix_engagement_enterprise_due ON engagement (enterprise_id, state, due_at, number)",
            "CREATE INDEX ix_engagement_provider_due ON engagement (provider_id, state, due_at, number)",
            "DROP INDEX ix_engagement_state_due_at",
            "CREATE INDEX ix_engagement_state_due ON engagement (state, due_at, number)",
            "CREATE INDEX ix_engagement_unread ON engagement (enterprise_id) \
             WHERE answered_at IS NOT NULL AND answer_seen_at IS NULL",
            "DROP INDEX ix_review_round_state_due",
            "CREATE INDEX ix_review_round_state_due ON review_round (state, due_at, id, region, subject_kind)",
            "CREATE INDEX ix_review_round_region_due ON review_round (region, state, due_at, id, subject_kind)",
        ] {
            m.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
