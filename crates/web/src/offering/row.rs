//! A provider's own product as its pages show it.

use super::cards::{city_name, country_name, icon};
use crate::page::Page;
use crate::review::view::tone;
use hall::Refusal;
use hall::kernel::Uuid;
use hall::offering::find::own::Kept;
use hall::review::model::Model as Round;
use hall::review::{Said, State};
use hall::term::calendar::{Calendar, Promise};
use serde::Serialize;

/// A line of the list.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub id: Uuid,
    /// What was submitted last.
    pub title: String,
    pub summary: String,
    pub cover: Uuid,
    pub mode: &'static str,
    pub icon: &'static str,
    pub country_name: String,
    pub city: String,
    pub tags: Vec<String>,
    pub pictures: Vec<Uuid>,
    pub standing: &'static str,
    pub tone: &'static str,
    pub waits: bool,
    pub published: bool,
    /// The approved title, where another one waits or was refused.
    pub public_title: Option<String>,
    pub on_shelf: bool,
    pub pinned: bool,
    pub at: String,
    pub promise: Option<Promise>,
    /// Why it was refused.
    pub reason: Option<String>,
    pub version: i32,
    pub seen: String,
}

/// What a reviewer said, in the reader's language: the phrase, the words, or both.
pub(super) fn said(page: &Page, said: &Said) -> String {
    let phrase = said.phrase.as_deref().map(|key| page.text(key, &serde_json::Value::Null));
    let words = Some(said.words.clone()).filter(|words| !words.is_empty());
    phrase.into_iter().chain(words).collect::<Vec<_>>().join(&page.text("colon", &serde_json::Value::Null))
}

/// A line for a page.
///
/// # Errors
/// When its rows cannot be read.
pub(super) fn row(page: &Page, calendar: &Calendar, kept: Kept) -> Result<Row, Refusal> {
    let seen = kept.seen().to_string();
    let Kept { header, standing, proposal, round } = kept;
    let desk = page.desk();
    let published = header.published_at.is_some();
    let waits = standing.waits();
    Ok(Row {
        id: header.id,
        public_title: Some(header.title).filter(|title| published && *title != proposal.title),
        title: proposal.title,
        summary: proposal.summary,
        cover: proposal.cover,
        mode: proposal.mode.word(),
        icon: icon(proposal.mode),
        country_name: country_name(page, &proposal.country),
        city: city_name(page, &proposal.city, &proposal.city_en),
        tags: proposal.tags,
        pictures: proposal.pictures,
        standing: standing.word(),
        tone: tone(standing),
        waits,
        published,
        on_shelf: header.on_shelf,
        pinned: header.pinned_at.is_some(),
        at: header.created_at.to_rfc3339(),
        promise: waits.then(|| calendar.promise(desk.now(), round.due_at, desk.zone.timezone)),
        reason: round.reason()?.map(|reason| said(page, &reason)),
        version: header.version,
        seen,
    })
}

/// One round of a product's history.
#[derive(Debug, Serialize)]
pub(super) struct Past {
    pub round: i32,
    pub version: i32,
    pub state: &'static str,
    pub tone: &'static str,
    pub title: String,
    pub submitted_at: String,
    pub decided_at: Option<String>,
    pub reason: Option<String>,
    /// Field and what was said about it.
    pub remarks: Vec<(String, String)>,
}

/// A round for a page.
///
/// # Errors
/// When its row cannot be read.
pub(super) fn past(page: &Page, round: Round) -> Result<Past, Refusal> {
    let state = round.state()?;
    Ok(Past {
        round: round.round,
        version: round.version,
        state: state.word(),
        tone: match state {
            State::Pending => "now",
            State::Approved => "ok",
            State::Rejected => "bad",
            State::Withdrawn => "wait",
        },
        submitted_at: round.submitted_at.to_rfc3339(),
        decided_at: round.decided_at.map(|at| at.to_rfc3339()),
        reason: round.reason()?.map(|reason| said(page, &reason)),
        remarks: round
            .remarks()?
            .into_iter()
            .map(|remark| (remark.field, said(page, &remark.said)))
            .collect(),
        title: round.title,
    })
}
