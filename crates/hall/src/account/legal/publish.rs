//! Publishing a version.

use super::super::model::legal_document;
use super::{PLATFORM, PRIVACY, current};
use crate::journal::Entry;
use crate::kernel::{Action, Actor, Desk, Fields, Outcome, Refusal, Whose, Work};

/// A version to be.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Title in Chinese.
    pub title_zh: String,
    /// Text in Chinese: paragraphs apart by an empty line, `## ` before a heading.
    pub body_zh: String,
    /// Title in English.
    pub title_en: String,
    /// The same in English.
    pub body_en: String,
    /// The version the author saw; somebody else's must not be covered unseen.
    pub seen: i32,
}

/// Publishes the next version of a text; returns its number.
///
/// # Errors
/// [`Refusal::Invalid`] for an empty or endless text, [`Refusal::Stale`] when somebody published meanwhile,
/// [`Refusal::NotFound`] for a text that does not exist.
pub async fn publish(work: &Work, slug: &str, draft: Draft) -> Outcome<i32> {
    work.may(Action::KeepContent, &Whose::Nobody)?;
    let before = current(work.db(), slug).await?;
    let mut fields = Fields::new();
    let title_zh = fields.text("title_zh", &draft.title_zh, 60);
    let body_zh = fields.text("body_zh", &draft.body_zh, 30_000);
    let title_en = fields.text("title_en", &draft.title_en, 120);
    let body_en = fields.text("body_en", &draft.body_en, 60_000);
    fields.done()?;
    if before.version != draft.seen {
        return Err(Refusal::Stale { now: before.version });
    }
    let row = legal_document::Model {
        id: work.id(),
        slug: slug.to_owned(),
        version: before.version + 1,
        title_zh,
        body_zh,
        title_en,
        body_en,
        published_by: work.actor().member().map(|member| member.account),
        published_at: work.now(),
    };
    let version = row.version;
    work.add(row).await?;
    work.journal(Entry::new("legal.published", "legal_document", slug).change(
        "version",
        before.version,
        version,
    ))
    .await?;
    Ok(version)
}

/// A text the hall comes with: slug, titles and bodies.
type Given = (&'static str, [&'static str; 2], [&'static str; 2]);

const GIVEN: [Given; 2] = [
    (
        PLATFORM,
        ["平台法律声明", "Platform Legal Notice"],
        [include_str!("platform.zh-CN.txt"), include_str!("platform.en.txt")],
    ),
    (
        PRIVACY,
        ["个人信息保护说明", "Privacy Notice"],
        [include_str!("privacy.zh-CN.txt"), include_str!("privacy.en.txt")],
    ),
];

/// Gives a new hall the texts it comes with; does nothing where there is one already. For the program's start.
///
/// # Errors
/// When the database fails.
pub async fn prepare(desk: &Desk) -> Outcome<()> {
    let work = desk.begin(&Actor::Machine("start")).await?;
    let mut given = 0;
    for (slug, [title_zh, title_en], [body_zh, body_en]) in GIVEN {
        if !matches!(current(work.db(), slug).await, Err(Refusal::NotFound)) {
            continue;
        }
        let row = legal_document::Model {
            id: work.id(),
            slug: slug.to_owned(),
            version: 1,
            title_zh: title_zh.to_owned(),
            body_zh: body_zh.trim().to_owned(),
            title_en: title_en.to_owned(),
            body_en: body_en.trim().to_owned(),
            published_by: None,
            published_at: work.now(),
        };
        work.add(row).await?;
        work.journal(Entry::new("legal.published", "legal_document", slug).change("version", 0, 1)).await?;
        given += 1;
    }
    if given > 0 { work.keep().await } else { Ok(()) }
}
