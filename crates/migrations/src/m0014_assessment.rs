//! Assessments of parks and bases: what is asked, for which window, what each park filed, how it was judged, the rankings that were
//! published and what was objected to them.

use crate::columns::*;
use sea_orm_migration::prelude::*;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        assessments(m).await?;
        filings(m).await?;
        rankings(m).await
    }
}

async fn assessments(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    table(
        "assessment",
        [
            id(),
            // A region's code, or `*` for the whole zone: whose parks, and whose officials.
            text("region"),
            text("name"),
            text("target"),
            text("rhythm"),
            // How many windows there will be: one, or so many quarters.
            int("periods"),
            text("opens_on"),
            text("due_on"),
            text("lock_on"),
            text("form"),
            text("state"),
            uuid("created_by"),
            time("created_at"),
            time("updated_at"),
            time_null("announced_at"),
            int("version"),
        ],
    )
    .check("target IN ('park', 'base', 'both')")
    .check("rhythm IN ('once', 'quarterly')")
    .check("state IN ('draft', 'announced')")
    .check("(state = 'announced') = (announced_at IS NOT NULL)")
    .check("periods BETWEEN 1 AND 8")
    .check("opens_on <= due_on AND due_on <= lock_on")
    .lookup(&["created_at"])
    .make(m)
    .await?;
    table(
        "assessment_period",
        [
            id(),
            uuid("assessment_id"),
            int("ordinal"),
            // `2026Q1`; empty for a task that is done once.
            text("quarter"),
            text("opens_on"),
            text("due_on"),
            text("lock_on"),
            // The same as instants: a day begins and ends in the zone's time.
            time("opens_at"),
            time("due_at"),
            time("lock_at"),
            int("version"),
            time_null("opened_told_at"),
            time_null("soon_told_at"),
            time_null("overdue_told_at"),
        ],
    )
    .points("assessment_id", "assessment")
    .check("opens_at < due_at AND due_at <= lock_at")
    .unique(&["assessment_id", "ordinal"], None)
    .lookup(&["lock_at"])
    .make(m)
    .await
}

async fn filings(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    table(
        "filing",
        [
            id(),
            uuid("period_id"),
            uuid("provider_id"),
            uuid("enterprise_id"),
            text("park_name"),
            text("park_kind"),
            text("state"),
            // The newest submission; 0 before the first.
            int("round"),
            // Grows with every submission and decision: officials decide on what they saw.
            int("version"),
            // What is typed in and not submitted yet, and how often it was saved.
            text("draft"),
            int("draft_version"),
            // Points that officials gave: by indicator, with reasons.
            text("awards"),
            time("created_at"),
            time("updated_at"),
        ],
    )
    .points("period_id", "assessment_period")
    .points("provider_id", "provider")
    .points("enterprise_id", "enterprise")
    .check("park_kind IN ('park', 'base')")
    .check("state IN ('pending', 'filed', 'passed', 'returned')")
    .check("(state = 'pending') = (round = 0)")
    .unique(&["period_id", "provider_id"], None)
    .lookup(&["provider_id"])
    .make(m)
    .await?;
    table(
        "filing_round",
        [
            id(),
            uuid("filing_id"),
            int("round"),
            text("number"),
            text("answers"),
            // SHA-256 of the answers, as the receipt says it.
            text("digest"),
            flag("late"),
            uuid("submitted_by"),
            time("submitted_at"),
            text("state"),
            text_null("reason"),
            text("remarks"),
            uuid_null("decided_by"),
            time_null("decided_at"),
        ],
    )
    .points("filing_id", "filing")
    .check("state IN ('filed', 'replaced', 'passed', 'returned')")
    .check("(state = 'returned') = (reason IS NOT NULL)")
    .check("(state IN ('passed', 'returned')) = (decided_at IS NOT NULL)")
    .check("(decided_at IS NULL) = (decided_by IS NULL)")
    .unique(&["filing_id", "round"], None)
    .unique(&["number"], None)
    .make(m)
    .await
}

async fn rankings(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    table(
        "ranking",
        [
            id(),
            uuid("period_id"),
            int("version"),
            // Every score with every step, frozen.
            text("snapshot"),
            text("digest"),
            // What changed since the version before, and why.
            text("changes"),
            uuid("published_by"),
            time("published_at"),
            time("objections_until"),
        ],
    )
    .points("period_id", "assessment_period")
    .unique(&["period_id", "version"], None)
    .lookup(&["published_at"])
    .make(m)
    .await?;
    table(
        "objection",
        [
            id(),
            text("number"),
            uuid("ranking_id"),
            uuid("period_id"),
            uuid("filing_id"),
            uuid("provider_id"),
            uuid("enterprise_id"),
            text("reason"),
            text("files"),
            text("state"),
            text_null("answer"),
            uuid("made_by"),
            time("made_at"),
            time("due_at"),
            uuid_null("decided_by"),
            time_null("closed_at"),
            time_null("alarmed_at"),
        ],
    )
    .points("ranking_id", "ranking")
    .points("period_id", "assessment_period")
    .points("filing_id", "filing")
    .points("provider_id", "provider")
    .points("enterprise_id", "enterprise")
    .check("state IN ('open', 'accepted', 'declined', 'withdrawn')")
    .check("(state = 'open') = (closed_at IS NULL)")
    .check("(state IN ('accepted', 'declined')) = (answer IS NOT NULL)")
    .check("(answer IS NULL) = (decided_by IS NULL)")
    .unique(&["number"], None)
    .unique(&["filing_id"], Some("state = 'open'"))
    .lookup(&["state", "due_at"])
    .lookup(&["period_id"])
    .make(m)
    .await
}
