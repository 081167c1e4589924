//! What providers publish: the header every kind shares and the details of logistics products.

use crate::columns::*;
use sea_orm_migration::prelude::*;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        table(
            "offering",
            [
                id(),
                uuid("provider_id"),
                text("kind"),
                text("title"),
                text("summary"),
                uuid_null("cover"),
                flag("on_shelf"),
                time_null("pinned_at"),
                time_null("published_at"),
                time_null("removed_at"),
                time("created_at"),
                time("updated_at"),
                int("version"),
            ],
        )
        .points("provider_id", "provider")
        .check("kind IN ('logistics')")
        .check("published_at IS NULL OR cover IS NOT NULL")
        .lookup(&["provider_id"])
        .lookup(&["kind", "published_at"])
        .make(m)
        .await?;
        table(
            "logistics",
            [
                uuid("offering_id"),
                text("mode"),
                text("country"),
                text("city_id"),
                text("city"),
                text("city_en"),
                double("latitude"),
                double("longitude"),
                text("tags"),
                text("pictures"),
            ],
        )
        .key(&["offering_id"])
        .points("offering_id", "offering")
        .check("mode IN ('sea', 'air', 'road', 'rail')")
        .check("latitude BETWEEN -90 AND 90")
        .check("longitude BETWEEN -180 AND 180")
        .lookup(&["country", "city_id"])
        .make(m)
        .await?;
        table("offering_tag", [uuid("offering_id"), text("tag")])
            .key(&["offering_id", "tag"])
            .points("offering_id", "offering")
            .lookup(&["tag"])
            .make(m)
            .await
    }
}
