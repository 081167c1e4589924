//! Enterprises, who may act for them, and the providers some of them become.

use crate::columns::*;
use sea_orm_migration::prelude::*;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        table(
            "enterprise",
            [
                id(),
                text("uscc"),
                text("name"),
                text("legal_representative"),
                text("address"),
                text("region"),
                text("contact_name"),
                text("contact_phone"),
                text("credit_level"),
                text_null("bank_sealed"),
                time_null("bank_changed_at"),
                text("source"),
                text("synced_fields"),
                time_null("synced_at"),
                time("created_at"),
                int("version"),
            ],
        )
        .unique(&["uscc"], None)
        .make(m)
        .await?;
        table(
            "representative",
            [
                id(),
                uuid("account_id"),
                uuid("enterprise_id"),
                text("source"),
                time("since"),
                time_null("ended_at"),
            ],
        )
        .points("account_id", "account")
        .points("enterprise_id", "enterprise")
        .unique(&["account_id", "enterprise_id"], Some("ended_at IS NULL"))
        .lookup(&["enterprise_id"])
        .make(m)
        .await?;
        table(
            "provider",
            [
                id(),
                uuid("enterprise_id"),
                text("kind"),
                text("name"),
                text("uscc"),
                text("legal_representative"),
                text("contact_name"),
                text("contact_phone"),
                text("address"),
                text("introduction"),
                uuid("logo"),
                uuid("licence"),
                text("region"),
                text("state"),
                time("approved_at"),
                time("created_at"),
                int("version"),
            ],
        )
        .points("enterprise_id", "enterprise")
        .check("kind IN ('logistics', 'park')")
        .check("state IN ('active', 'suspended')")
        // One kind per enterprise (S2:282, L-20): there is no second row to hold a second kind.
        .unique(&["enterprise_id"], None)
        .make(m)
        .await
    }
}
