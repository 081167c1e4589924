//! Lists are read along indexes in the order in which they are shown, however long they grow.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for statement in [
            "CREATE INDEX ix_engagement_newest ON engagement (created_at, number)",
            "CREATE INDEX ix_engagement_enterprise_newest ON engagement (enterprise_id, created_at, number)",
            "CREATE INDEX ix_engagement_provider_newest ON engagement (provider_id, created_at, number)",
            "DROP INDEX ix_engagement_provider_id_state",
            "DROP INDEX ix_engagement_enterprise_id_state",
            "CREATE INDEX ix_engagement_enterprise_state \
             ON engagement (enterprise_id, state, created_at, number)",
            "CREATE INDEX ix_engagement_provider_state ON engagement (provider_id, state, created_at, number)",
            "CREATE INDEX ix_review_round_due ON review_round (due_at, id)",
            "DROP INDEX ix_review_round_state_due_at",
            "CREATE INDEX ix_review_round_state_due ON review_round (state, due_at, id)",
            "CREATE INDEX ix_review_round_state_newest ON review_round (state, updated_at, id)",
        ] {
            m.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
