//! Parks and bases: what the hall shows of them, the industries to find them by, whoever assesses them; and news as the third
//! thing that is reviewed.

use crate::columns::*;
use crate::recheck::recheck;
use sea_orm_migration::prelude::*;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let subjects = ["provider", "product"];
        recheck(m, "review_round", "subject_kind", &subjects, &["provider", "product", "news"]).await?;
        let offices = ["reviewer", "system_admin", "security_admin", "audit_admin"];
        let with_assessor = ["reviewer", "assessor", "system_admin", "security_admin", "audit_admin"];
        recheck(m, "appointment", "role", &offices, &with_assessor).await?;
        // What a provider that is a park adds to its row.
        table(
            "park",
            [
                uuid("provider_id"),
                text("park_kind"),
                text("park_name"),
                text("district"),
                text("site"),
                // Square metres.
                double("area"),
                text("industries"),
                text("policies"),
                text("pictures"),
                // Whether everybody may read the names of its tenants.
                flag("shows_tenants"),
            ],
        )
        .key(&["provider_id"])
        .points("provider_id", "provider")
        .check("park_kind IN ('park', 'base')")
        .check("area > 0")
        .make(m)
        .await?;
        table("park_industry", [uuid("provider_id"), text("industry")])
            .key(&["provider_id", "industry"])
            .points("provider_id", "provider")
            .lookup(&["industry"])
            .make(m)
            .await
    }
}
