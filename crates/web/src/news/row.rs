//! A park's own item as its pages and the register show it.

use crate::page::Page;
use crate::review::view::{PromiseView, promise, tone};
use hall::Refusal;
use hall::kernel::Uuid;
use hall::news::Showing;
use hall::news::find::own::Kept;
use hall::review::Said;
use hall::term::Calendar;
use serde::Serialize;

/// A line of the list.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub id: Uuid,
    /// What was submitted last.
    pub title: String,
    pub summary: String,
    pub cover: Uuid,
    pub standing: &'static str,
    pub tone: &'static str,
    pub waits: bool,
    pub approved: bool,
    /// The approved title, where another one waits or was refused.
    pub public_title: Option<String>,
    pub showing: &'static str,
    pub showing_tone: &'static str,
    /// From when everybody sees it, once approved.
    pub public_from: Option<String>,
    /// For when it was put on, until then.
    pub publish_at: Option<String>,
    pub blocked: bool,
    pub blocked_reason: Option<String>,
    pub removed_at: Option<String>,
    pub at: String,
    pub promise: Option<PromiseView>,
    /// Why the newest round was refused.
    pub reason: Option<Said>,
    pub version: i32,
    pub seen: String,
}

/// The colour that goes with a showing's word.
const fn showing_tone(showing: Showing) -> &'static str {
    match showing {
        Showing::Public => "ok",
        Showing::Scheduled => "info",
        Showing::NotYet | Showing::Down => "off",
        Showing::Blocked => "bad",
    }
}

/// A line for a page.
///
/// # Errors
/// When its rows cannot be read.
pub(super) fn row(page: &Page, calendar: &Calendar, kept: Kept) -> Result<Row, Refusal> {
    let seen = kept.seen().to_string();
    let Kept { news, standing, proposal, round } = kept;
    let showing = news.showing(page.desk().now());
    let approved = news.is_approved();
    Ok(Row {
        id: news.id,
        public_title: Some(news.title).filter(|title| approved && *title != proposal.title),
        title: proposal.title,
        summary: proposal.summary,
        cover: proposal.cover,
        standing: standing.word(),
        tone: tone(standing),
        waits: standing.waits(),
        approved,
        showing: showing.word(),
        showing_tone: showing_tone(showing),
        public_from: news.public_from.map(|at| at.to_rfc3339()),
        publish_at: proposal.publish_at.filter(|_| !approved).map(|at| at.to_rfc3339()),
        blocked: news.blocked_at.is_some(),
        blocked_reason: news.blocked_reason,
        removed_at: news.removed_at.map(|at| at.to_rfc3339()),
        at: news.created_at.to_rfc3339(),
        promise: promise(page, calendar, &round),
        reason: round.reason()?,
        version: news.version,
        seen,
    })
}
