//! What a park proposes: the form as typed, the rules it must meet, and what is submitted when it meets them. The manual
//! names no fields (Q21); docs/forms.md publishes these.

use super::markup::{self, MARKUP_LIMIT};
use crate::file::Slot;
use crate::kernel::text::one_line;
use crate::kernel::{FieldError, Fields, Instant, Outcome, Refusal, Uuid, Zone};
use chrono::{NaiveDateTime, TimeDelta, TimeZone as _};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// 标题, in characters.
pub const TITLE_LIMIT: usize = 60;
/// 摘要, in characters.
pub const SUMMARY_LIMIT: usize = 120;
/// 正文, in characters a reader reads.
pub const TEXT_LIMIT: usize = 10_000;
/// A publication is put on for a year ahead at most: later is a slip of the year.
const AHEAD_DAYS: i64 = 366;

/// The fields of the form a reviewer may remark on, in the order of the form.
pub const FIELDS: [&str; 5] = ["title", "summary", "cover", "body", "publish_at"];

/// The form as it was typed. Nothing in it is trusted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// 标题.
    pub title: String,
    /// 摘要.
    pub summary: String,
    /// 封面: a file of the park's own.
    pub cover: Option<Uuid>,
    /// 正文 as HTML.
    pub body: String,
    /// 定时发布 in the zone's time, `2026-03-05T09:00`; empty for as soon as it is approved.
    pub publish_at: String,
}

/// What is submitted for review and, once approved, shown; its fields bear the form's names and come in its order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// 标题.
    pub title: String,
    /// 摘要.
    pub summary: String,
    /// 封面.
    pub cover: Uuid,
    /// 正文 as clean HTML.
    pub body: String,
    /// From when it shall be public; as soon as it is approved without.
    pub publish_at: Option<Instant>,
}

impl Proposal {
    /// Every file it shows.
    #[must_use]
    pub fn files(&self) -> Vec<Uuid> {
        let mut files = markup::pictures(&self.body);
        files.push(self.cover);
        files
    }

    /// The form that would submit the same again.
    #[must_use]
    pub fn draft(&self, zone: &Zone) -> Draft {
        let local = |at: Instant| at.with_timezone(&zone.timezone).format("%Y-%m-%dT%H:%M").to_string();
        Draft {
            title: self.title.clone(),
            summary: self.summary.clone(),
            cover: Some(self.cover),
            body: self.body.clone(),
            publish_at: self.publish_at.map(local).unwrap_or_default(),
        }
    }
}

impl Draft {
    /// Whether it meets every rule that needs no table: the proposal. That the files are the park's own is checked
    /// where they are ([`super::submit`]).
    ///
    /// # Errors
    /// `Invalid` with every broken field (E02).
    pub fn check(&self, zone: &Zone, now: Instant) -> Outcome<Proposal> {
        let mut fields = Fields::new();
        let title = one_line(&fields.text("title", &self.title, TITLE_LIMIT));
        let summary = fields.text("summary", &self.summary, SUMMARY_LIMIT);
        fields.require(self.cover.is_some(), "cover", "news-cover-missing");
        let body = self.body(&mut fields);
        let publish_at = self.moment(zone, now, &mut fields);
        fields.done()?;
        let Some(cover) = self.cover else {
            return Err(Refusal::Broken("a draft without broken fields lacks a cover".to_owned()));
        };
        Ok(Proposal { title, summary, cover, body, publish_at })
    }

    fn body(&self, fields: &mut Fields) -> String {
        let Ok(body) = markup::clean(&self.body) else {
            let args = json!({ "limit": MARKUP_LIMIT });
            fields.add(FieldError::with("body", "news-body-too-much", args));
            return String::new();
        };
        let (length, pictures) = (markup::characters(&body), markup::pictures(&body).len());
        if length == 0 && pictures == 0 {
            fields.add(FieldError::new("body", "field-required"));
        }
        if length > TEXT_LIMIT {
            let args = json!({ "limit": TEXT_LIMIT, "length": length });
            fields.add(FieldError::with("body", "field-too-long", args));
        }
        let most = Slot::NewsBody.policy().max_count;
        if pictures > most {
            let args = json!({ "limit": most, "count": pictures });
            fields.add(FieldError::with("body", "news-pictures-too-many", args));
        }
        body
    }

    /// A moment that is over counts as soon as it is approved, as one does that passes while it waits.
    fn moment(&self, zone: &Zone, now: Instant, fields: &mut Fields) -> Option<Instant> {
        let typed = self.publish_at.trim();
        if typed.is_empty() {
            return None;
        }
        let read = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
            .iter()
            .find_map(|form| NaiveDateTime::parse_from_str(typed, form).ok());
        let at = read.and_then(|local| zone.timezone.from_local_datetime(&local).earliest());
        let Some(at) = at.map(|at| at.to_utc()) else {
            fields.add(FieldError::new("publish_at", "news-moment-form"));
            return None;
        };
        if at > now + TimeDelta::days(AHEAD_DAYS) {
            fields.add(FieldError::with("publish_at", "news-moment-far", json!({ "days": AHEAD_DAYS })));
        }
        Some(at)
    }
}
