//! Accounts and everything by which somebody is recognised; what they agreed to; who holds an office.

use crate::columns::*;
use sea_orm_migration::prelude::*;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        table(
            "account",
            [
                id(),
                text_null("phone"),
                text_null("login_name"),
                text("name"),
                text_null("email"),
                text_null("password"),
                time_null("password_changed_at"),
                text("locale"),
                flag("by_sms"),
                flag("by_wechat"),
                flag("by_mail"),
                text("state"),
                time("created_at"),
                int("version"),
            ],
        )
        .check("state IN ('active', 'closed')")
        .unique(&["phone"], None)
        .unique(&["login_name"], None)
        .make(m)
        .await?;
        table(
            "binding",
            [
                id(),
                uuid("account_id"),
                text("provider"),
                text("subject"),
                text("kind"),
                text("label"),
                text_null("notices_to"),
                time("created_at"),
            ],
        )
        .points("account_id", "account")
        .check("kind IN ('wechat', 'natural', 'legal')")
        .unique(&["provider", "subject"], None)
        .lookup(&["account_id"])
        .make(m)
        .await?;
        table(
            "session",
            [
                id(),
                text("token_hash"),
                uuid("account_id"),
                uuid_null("enterprise_id"),
                text("method"),
                text_null("id_token"),
                text("address"),
                text("agent"),
                time("created_at"),
                time("seen_at"),
                time("expires_at"),
                time_null("ended_at"),
            ],
        )
        .points("account_id", "account")
        .unique(&["token_hash"], None)
        .lookup(&["account_id"])
        .make(m)
        .await?;
        table("device", [id(), uuid("account_id"), text("token_hash"), time("created_at"), time("seen_at")])
            .points("account_id", "account")
            .unique(&["account_id", "token_hash"], None)
            .make(m)
            .await?;
        table(
            "challenge",
            [
                id(),
                text("phone"),
                text("purpose"),
                text("browser"),
                text("address"),
                text("code_hash"),
                int("tries"),
                time("created_at"),
                time("expires_at"),
                time_null("used_at"),
            ],
        )
        .lookup(&["phone", "created_at"])
        .lookup(&["address", "created_at"])
        .lookup(&["created_at"])
        .make(m)
        .await?;
        table(
            "attempt",
            [
                id(),
                text("subject"),
                text("address"),
                text("device"),
                text("kind"),
                flag("succeeded"),
                time("at"),
            ],
        )
        .lookup(&["subject", "at"])
        .lookup(&["address", "at"])
        .make(m)
        .await?;
        table("captcha", [id(), time("used_at")]).make(m).await?;
        table(
            "handshake",
            [
                id(),
                text("provider"),
                text("purpose"),
                text("browser"),
                text("state_hash"),
                text("nonce"),
                text("verifier"),
                text("next"),
                uuid_null("account_id"),
                text_null("outcome"),
                time("created_at"),
                time("expires_at"),
                time_null("used_at"),
            ],
        )
        .unique(&["state_hash"], None)
        .make(m)
        .await?;
        table(
            "legal_document",
            [
                id(),
                text("slug"),
                int("version"),
                text("title_zh"),
                text("body_zh"),
                text("title_en"),
                text("body_en"),
                uuid_null("published_by"),
                time("published_at"),
            ],
        )
        .unique(&["slug", "version"], None)
        .make(m)
        .await?;
        table(
            "consent",
            [
                id(),
                uuid("account_id"),
                text("document"),
                int("version"),
                text("channel"),
                text("address"),
                time("at"),
            ],
        )
        .points("account_id", "account")
        .lookup(&["account_id"])
        .make(m)
        .await?;
        table(
            "appointment",
            [
                id(),
                uuid("account_id"),
                text("role"),
                text("region"),
                text("source"),
                uuid_null("proposed_by"),
                time("proposed_at"),
                uuid_null("confirmed_by"),
                time_null("confirmed_at"),
                uuid_null("ended_by"),
                time_null("ended_at"),
            ],
        )
        .points("account_id", "account")
        .check("role IN ('reviewer', 'system_admin', 'security_admin', 'audit_admin')")
        .check("confirmed_by IS NULL OR proposed_by IS NULL OR confirmed_by <> proposed_by")
        .check("proposed_by IS NULL OR proposed_by <> account_id")
        .check("confirmed_by IS NULL OR confirmed_by <> account_id")
        // Only an invitation from the command line may count without two people.
        .check("source = 'invitation' OR confirmed_at IS NULL OR (proposed_by IS NOT NULL AND confirmed_by IS NOT NULL)")
        .unique(&["account_id", "role", "region"], Some("ended_at IS NULL"))
        .make(m)
        .await?;
        table(
            "invitation",
            [
                id(),
                text("token_hash"),
                text("role"),
                time("created_at"),
                time("expires_at"),
                time_null("used_at"),
                uuid_null("used_by"),
            ],
        )
        .unique(&["token_hash"], None)
        .make(m)
        .await
    }
}
