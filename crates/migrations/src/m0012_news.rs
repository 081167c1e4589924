//! News of parks: what is approved of each, from when everybody sees it, and what hides it.

use crate::columns::*;
use sea_orm_migration::prelude::*;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        table(
            "news",
            [
                id(),
                uuid("provider_id"),
                text("title"),
                text("summary"),
                uuid_null("cover"),
                // Sanitised HTML.
                text("body"),
                // JSON list of the files that the body shows.
                text("pictures"),
                // From when everybody sees it; set by the first approval.
                time_null("public_from"),
                // By the park itself.
                time_null("taken_down_at"),
                // By an official.
                time_null("blocked_at"),
                text_null("blocked_reason"),
                time_null("removed_at"),
                time("created_at"),
                time("updated_at"),
                int("version"),
            ],
        )
        .points("provider_id", "provider")
        .check("public_from IS NULL OR cover IS NOT NULL OR removed_at IS NOT NULL")
        .check("taken_down_at IS NULL OR public_from IS NOT NULL")
        .check("(blocked_at IS NULL) = (blocked_reason IS NULL)")
        .lookup(&["provider_id", "public_from"])
        .lookup(&["public_from"])
        .make(m)
        .await
    }
}
