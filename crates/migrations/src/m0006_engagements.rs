//! What enterprises ask of offerings: the header every kind shares, bookings, and the thread between both sides.

use crate::columns::*;
use sea_orm_migration::prelude::*;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        table(
            "engagement",
            [
                id(),
                text("number"),
                text("kind"),
                // No foreign key: a product that is deleted leaves its bookings (Q8).
                uuid("offering_id"),
                uuid("provider_id"),
                uuid("enterprise_id"),
                uuid("account_id"),
                text("state"),
                // What it is about and where it comes from, as the snapshot says it: lists search by it.
                text("title"),
                text("snapshot"),
                text("form_key"),
                int("version"),
                time("created_at"),
                time("updated_at"),
                time("due_at"),
                time_null("answered_at"),
                time_null("answer_seen_at"),
                time_null("closed_at"),
                text_null("closed_side"),
                text_null("reason"),
                time_null("reminded_at"),
            ],
        )
        .points("provider_id", "provider")
        .points("enterprise_id", "enterprise")
        .check("kind IN ('booking')")
        .check("state IN ('pending', 'answered', 'fulfilled', 'withdrawn')")
        .check("(state IN ('answered', 'fulfilled')) = (answered_at IS NOT NULL)")
        .check("answer_seen_at IS NULL OR answered_at IS NOT NULL")
        .check("(state IN ('fulfilled', 'withdrawn')) = (closed_at IS NOT NULL)")
        .check("(closed_side IS NULL) = (closed_at IS NULL)")
        .check("closed_side IS NULL OR closed_side IN ('enterprise', 'provider')")
        .check("reason IS NULL OR state = 'withdrawn'")
        .unique(&["number"], None)
        .unique(&["account_id", "form_key"], None)
        .lookup(&["provider_id", "state"])
        .lookup(&["enterprise_id", "state"])
        .lookup(&["state", "due_at"])
        .make(m)
        .await?;
        table(
            "booking",
            [
                uuid("engagement_id"),
                text("cargo"),
                text("quantity"),
                double_null("weight_kg"),
                double_null("volume_m3"),
                text("ready_on"),
                text("origin"),
                text("remarks"),
                text("contact_name"),
                text("contact_phone"),
            ],
        )
        .key(&["engagement_id"])
        .points("engagement_id", "engagement")
        .make(m)
        .await?;
        table(
            "engagement_post",
            [
                id(),
                uuid("engagement_id"),
                text("side"),
                uuid("account_id"),
                text("author"),
                text("body"),
                text("form_key"),
                time("at"),
            ],
        )
        .points("engagement_id", "engagement")
        .check("side IN ('enterprise', 'provider')")
        // A form sent twice says a thing once.
        .unique(&["account_id", "form_key"], None)
        .lookup(&["engagement_id", "at"])
        .make(m)
        .await
    }
}
