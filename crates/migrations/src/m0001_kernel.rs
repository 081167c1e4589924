//! What every context leans on: settings, the journal, messages and their outbox, files, the calendar.

use crate::columns::*;
use sea_orm_migration::prelude::*;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        table("setting", [text("key"), text("value")]).key(&["key"]).make(m).await?;
        table("counter", [text("name"), long("value")]).key(&["name"]).make(m).await?;
        table(
            "journal",
            [
                long("seq"),
                time("at"),
                text("day"),
                text("actor_kind"),
                uuid_null("actor_id"),
                text("actor_name"),
                text_null("address"),
                text("action"),
                text("subject_kind"),
                text("subject_id"),
                uuid_null("enterprise_id"),
                text("changes"),
                text("previous"),
                text("hash"),
            ],
        )
        .key(&["seq"])
        .unique(&["hash"], None)
        .lookup(&["subject_kind", "subject_id"])
        .lookup(&["enterprise_id"])
        .lookup(&["actor_id"])
        .lookup(&["day"])
        .make(m)
        .await?;
        table(
            "message",
            [
                id(),
                uuid("account_id"),
                text("kind"),
                text("args"),
                text_null("link"),
                time("created_at"),
                time_null("read_at"),
            ],
        )
        .lookup(&["account_id", "created_at"])
        .make(m)
        .await?;
        table(
            "dispatch",
            [
                id(),
                uuid_null("message_id"),
                text("channel"),
                text("address"),
                text("kind"),
                text("args"),
                text("locale"),
                text("state"),
                int("attempts"),
                time("next_at"),
                text_null("last_error"),
                time("created_at"),
                time_null("sent_at"),
            ],
        )
        .check("channel IN ('sms', 'wechat', 'mail')")
        .check("state IN ('queued', 'sent', 'dead')")
        .check("(state = 'sent') = (sent_at IS NOT NULL)")
        .lookup(&["state", "next_at"])
        .make(m)
        .await?;
        table(
            "file",
            [
                id(),
                text("slot"),
                text("key"),
                text("mime"),
                long("bytes"),
                int("width"),
                int("height"),
                text("sha256"),
                text("original_name"),
                uuid_null("account_id"),
                uuid_null("enterprise_id"),
                text_null("region"),
                flag("public"),
                time("created_at"),
            ],
        )
        .unique(&["key"], None)
        .lookup(&["enterprise_id"])
        .make(m)
        .await?;
        table("file_use", [uuid("file_id"), text("subject_kind"), uuid("subject_id")])
            .key(&["file_id", "subject_kind", "subject_id"])
            .points("file_id", "file")
            .lookup(&["subject_kind", "subject_id"])
            .make(m)
            .await?;
        table(
            "calendar_day",
            [
                text("day"),
                text("kind"),
                text("name_zh"),
                text("name_en"),
                text("source"),
                uuid_null("edited_by"),
                time_null("edited_at"),
            ],
        )
        .key(&["day"])
        .check("kind IN ('holiday', 'workday')")
        .make(m)
        .await
    }
}
