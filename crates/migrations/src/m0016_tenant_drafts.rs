//! A workbook that was sent in waits here for its confirmation; what an import changed is known by name, and found by tenant.

use crate::columns::*;
use sea_orm_migration::prelude::*;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        table(
            "tenant_draft",
            [
                id(),
                uuid("park_id"),
                uuid("account_id"),
                text("file_name"),
                // Its bytes in base64: every node reads them, and a copy that names what is wrong is made of them.
                text("content"),
                time("at"),
            ],
        )
        .points("park_id", "provider")
        .lookup(&["park_id", "account_id"])
        .lookup(&["at"])
        .make(m)
        .await?;
        for statement in [
            // A tenant that was removed since has no other name left.
            "ALTER TABLE tenant_change ADD COLUMN name text NOT NULL DEFAULT ''",
            "CREATE INDEX ix_tenant_change_tenant ON tenant_change (tenant_id)",
        ] {
            m.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
