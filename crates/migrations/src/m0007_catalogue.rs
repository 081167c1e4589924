//! The catalogue: what everybody sees of the products, ready to be listed and counted at any size.
//!
//! Its rows repeat what header, details and provider say of public products; the hall writes them in the same transaction
//! that makes a product public or takes that back.

use crate::columns::*;
use sea_orm_migration::prelude::*;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// What stands in the catalogue: approved, on the shelf, not deleted, of an active provider.
const PUBLIC: &str = "FROM offering o JOIN logistics l ON l.offering_id = o.id JOIN provider p ON p.id = o.provider_id \
     WHERE o.published_at IS NOT NULL AND o.on_shelf AND o.removed_at IS NULL AND p.state = 'active'";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        table(
            "catalogue",
            [
                uuid("offering_id"),
                uuid("provider_id"),
                text("mode"),
                text("country"),
                // The gazetteer's id, or the name of a typed city.
                text("city"),
                // The beginning of 1970 for what is not pinned: every database puts that last.
                time("pinned_at"),
                time("created_at"),
            ],
        )
        .key(&["offering_id"])
        .points("offering_id", "offering")
        .points("provider_id", "provider")
        // One order (pins, then the newest), narrowed by whatever lists are narrowed by most.
        .lookup(&["pinned_at", "created_at", "offering_id"])
        .lookup(&["mode", "pinned_at", "created_at", "offering_id"])
        .lookup(&["country", "pinned_at", "created_at", "offering_id"])
        .lookup(&["mode", "country", "pinned_at", "created_at", "offering_id"])
        .lookup(&["city", "pinned_at", "created_at", "offering_id"])
        .lookup(&["provider_id", "pinned_at", "created_at", "offering_id"])
        .make(m)
        .await?;
        table(
            "catalogue_place",
            [
                text("mode"),
                text("country"),
                text("city"),
                text("name_zh"),
                text("name_en"),
                double("latitude"),
                double("longitude"),
                long("products"),
            ],
        )
        .key(&["mode", "country", "city"])
        .check("products > 0")
        .make(m)
        .await?;
        table("catalogue_tag", [text("tag"), long("products")])
            .key(&["tag"])
            .check("products > 0")
            .lookup(&["products", "tag"])
            .make(m)
            .await?;
        let city = "CASE WHEN l.city_id = '' THEN l.city ELSE l.city_id END";
        for fill in [
            format!(
                "INSERT INTO catalogue (offering_id, provider_id, mode, country, city, pinned_at, created_at) \
                 SELECT o.id, o.provider_id, l.mode, l.country, {city}, \
                 COALESCE(o.pinned_at, '1970-01-01T00:00:00+00:00'), o.created_at {PUBLIC}"
            ),
            format!(
                "INSERT INTO catalogue_place \
                 (mode, country, city, name_zh, name_en, latitude, longitude, products) \
                 SELECT l.mode, l.country, {city}, MIN(l.city), MIN(l.city_en), MIN(l.latitude), \
                 MIN(l.longitude), COUNT(*) {PUBLIC} GROUP BY l.mode, l.country, {city}"
            ),
            format!(
                "INSERT INTO catalogue_tag (tag, products) SELECT t.tag, COUNT(*) FROM offering_tag t \
                 WHERE t.offering_id IN (SELECT o.id {PUBLIC}) GROUP BY t.tag"
            ),
        ] {
            m.get_connection().execute_unprepared(&fill).await?;
        }
        Ok(())
    }
}
