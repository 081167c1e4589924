//! Applications to settle in a park, round by round, and the register of a park's tenants with what was imported into it.

use crate::columns::*;
use sea_orm_migration::prelude::*;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        settlements(m).await?;
        tenants(m).await
    }
}

async fn settlements(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    table(
        "settlement",
        [
            id(),
            text("number"),
            int("round"),
            uuid("park_id"),
            uuid("enterprise_id"),
            uuid("account_id"),
            text("state"),
            // The park's name when the round was asked for.
            text("park_name"),
            text("business"),
            int("staff"),
            // Ten thousand yuan.
            double_null("investment"),
            // Square metres.
            double_null("area"),
            text("wanted_on"),
            text("remarks"),
            text("contact_name"),
            text("contact_phone"),
            text("form_key"),
            int("version"),
            time("created_at"),
            // When the present round was asked for.
            time("asked_at"),
            time("updated_at"),
            time("due_at"),
            time_null("decided_at"),
            uuid_null("decided_by"),
            text_null("reason"),
            time_null("reminded_at"),
        ],
    )
    .points("park_id", "provider")
    .points("enterprise_id", "enterprise")
    .check("state IN ('pending', 'landed', 'declined', 'withdrawn')")
    .check("(state IN ('landed', 'declined')) = (decided_at IS NOT NULL)")
    .check("(decided_at IS NULL) = (decided_by IS NULL)")
    .check("(state = 'declined') = (reason IS NOT NULL)")
    .check("round > 0 AND staff > 0")
    .unique(&["number"], None)
    .unique(&["account_id", "form_key"], None)
    // One enterprise has one application at a park: another round goes under its number.
    .unique(&["park_id", "enterprise_id"], Some("state <> 'landed'"))
    .lookup(&["park_id", "state", "created_at"])
    .lookup(&["enterprise_id", "created_at"])
    .lookup(&["state", "due_at"])
    .make(m)
    .await?;
    // What was asked for and answered in rounds that are over.
    table(
        "settlement_round",
        [
            uuid("settlement_id"),
            int("round"),
            text("state"),
            text("asked"),
            time("asked_at"),
            time("ended_at"),
            text_null("reason"),
        ],
    )
    .key(&["settlement_id", "round"])
    .points("settlement_id", "settlement")
    .check("state IN ('declined', 'withdrawn')")
    .make(m)
    .await
}

async fn tenants(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    table(
        "tenant",
        [
            id(),
            uuid("park_id"),
            text("name"),
            text("uscc"),
            text("business"),
            text("contact_name"),
            text("contact_phone"),
            text("entered_on"),
            text("state"),
            text("remarks"),
            // How it came into the register.
            text("source"),
            uuid_null("settlement_id"),
            uuid_null("import_id"),
            time("created_at"),
            time("updated_at"),
            int("version"),
        ],
    )
    .points("park_id", "provider")
    .check("state IN ('present', 'left')")
    .check("source IN ('settlement', 'import', 'hand')")
    // A credit code is in a park's register once.
    .unique(&["park_id", "uscc"], None)
    // An application that landed enters once.
    .unique(&["settlement_id"], Some("settlement_id IS NOT NULL"))
    .lookup(&["park_id", "created_at", "id"])
    .lookup(&["uscc"])
    .make(m)
    .await?;
    table(
        "tenant_import",
        [
            id(),
            uuid("park_id"),
            uuid("account_id"),
            text("file_name"),
            // Of the rows' content: the same file is recognised whatever its name.
            text("digest"),
            int("added"),
            int("changed"),
            int("unchanged"),
            time("at"),
            time_null("undone_at"),
        ],
    )
    .points("park_id", "provider")
    .check("added >= 0 AND changed >= 0 AND unchanged >= 0")
    .lookup(&["park_id", "at"])
    .make(m)
    .await?;
    // What each row was before an import and which version the import made of it: enough to undo it while nothing else has
    // touched the row.
    table("tenant_change", [uuid("import_id"), uuid("tenant_id"), text_null("before"), int("version")])
        .key(&["import_id", "tenant_id"])
        .points("import_id", "tenant_import")
        .make(m)
        .await
}
