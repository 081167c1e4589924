//! Rounds of review: what was proposed, by whom, until when an answer is promised, what was decided; and every version of
//! a proposal.

use crate::columns::*;
use sea_orm_migration::prelude::*;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        table(
            "review_round",
            [
                id(),
                text("subject_kind"),
                uuid("subject_id"),
                uuid("enterprise_id"),
                text("region"),
                int("round"),
                int("version"),
                text("title"),
                text("proposal"),
                text("flags"),
                text("state"),
                text("remarks"),
                text_null("reason"),
                uuid("submitted_by"),
                time("submitted_at"),
                time("updated_at"),
                time("due_at"),
                uuid_null("decided_by"),
                time_null("decided_at"),
                time_null("alarmed_at"),
            ],
        )
        .check("subject_kind IN ('provider', 'product')")
        .check("state IN ('pending', 'approved', 'rejected', 'withdrawn')")
        .check("(state = 'rejected') = (reason IS NOT NULL)")
        .check("(state IN ('approved', 'rejected')) = (decided_at IS NOT NULL)")
        .check("(decided_at IS NULL) = (decided_by IS NULL)")
        .unique(&["subject_kind", "subject_id", "round"], None)
        .unique(&["subject_kind", "subject_id"], Some("state = 'pending'"))
        .lookup(&["state", "due_at"])
        .lookup(&["enterprise_id"])
        .lookup(&["decided_by", "decided_at"])
        .make(m)
        .await?;
        // What each version said, so that a reviewer whose version has moved is shown the difference (Q6).
        table(
            "review_version",
            [
                uuid("round_id"),
                int("version"),
                text("proposal"),
                text("flags"),
                uuid("submitted_by"),
                time("submitted_at"),
            ],
        )
        .key(&["round_id", "version"])
        .points("round_id", "review_round")
        .make(m)
        .await
    }
}
