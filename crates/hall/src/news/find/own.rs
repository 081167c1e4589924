//! A park's own news, with where each stands and whether it is shown (新闻资讯发布, E02, E03).

use super::words;
use crate::kernel::{Instant, Outcome, Page, Paging, Refusal, Uuid, count};
use crate::news::model::{Column, Entity, Model};
use crate::news::{Proposal, Showing};
use crate::review::{self, Seen, Standing, Subject, model as round};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};

/// What a list is narrowed to; empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words of title or summary.
    pub words: Option<String>,
    /// Where it stands with the reviewers.
    pub standing: Option<Standing>,
    /// Whether it is shown.
    pub showing: Option<Showing>,
}

/// An item as its park sees it.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Its row.
    pub news: Model,
    /// Where it stands.
    pub standing: Standing,
    /// What was submitted last: what a form goes on from.
    pub proposal: Proposal,
    /// The newest round.
    pub round: round::Model,
}

impl Kept {
    /// What a form opened now was opened on.
    #[must_use]
    pub fn seen(&self) -> Seen {
        Seen::of(&self.round)
    }
}

fn of_park(park: Uuid) -> Select<Entity> {
    Entity::find().filter(Column::ProviderId.eq(park)).filter(Column::RemovedAt.is_null())
}

pub(super) fn narrowed(mut found: Select<Entity>, filter: &Filter, now: Instant) -> Select<Entity> {
    if let Some(words) = &filter.words {
        found = found.filter(words::everywhere(words));
    }
    if let Some(standing) = filter.standing {
        let (approved, _) = standing.asks();
        let approved = if approved { Column::PublicFrom.is_not_null() } else { Column::PublicFrom.is_null() };
        let rounds = review::find::standing_so(Subject::News, standing);
        found = found.filter(approved).filter(Column::Id.in_subquery(rounds));
    }
    if let Some(showing) = filter.showing {
        found = showing.narrow(found, now);
    }
    found.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id)
}

/// A page of a park's news, the newest submitted first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    park: Uuid,
    filter: &Filter,
    now: Instant,
    paging: Paging,
) -> Outcome<Page<Kept>> {
    let mut page = paging.read(narrowed(of_park(park), filter, now), db).await?;
    let kept = with_rounds(db, std::mem::take(&mut page.rows)).await?;
    Ok(page.with(kept))
}

/// One item of a park.
///
/// # Errors
/// `NotFound` when it is deleted, missing or somebody else's.
pub async fn one(db: &impl ConnectionTrait, park: Uuid, id: Uuid) -> Outcome<Kept> {
    let found = of_park(park).filter(Column::Id.eq(id)).all(db).await?;
    with_rounds(db, found).await?.pop().ok_or(Refusal::NotFound)
}

/// The rounds of one item of a park, newest first.
///
/// # Errors
/// `NotFound` as [`one`].
pub async fn history(db: &impl ConnectionTrait, park: Uuid, id: Uuid) -> Outcome<Vec<round::Model>> {
    one(db, park, id).await?;
    review::find::history(db, Subject::News, id).await
}

/// How many items of a park a filter finds: figures that open the lists they count.
///
/// # Errors
/// When the database fails.
pub async fn number(db: &impl ConnectionTrait, park: Uuid, filter: &Filter, now: Instant) -> Outcome<u64> {
    count(&narrowed(of_park(park), filter, now), db).await
}

pub(super) async fn with_rounds(db: &impl ConnectionTrait, rows: Vec<Model>) -> Outcome<Vec<Kept>> {
    let ids: Vec<Uuid> = rows.iter().map(|news| news.id).collect();
    let mut rounds = review::find::newest_of(db, Subject::News, &ids).await?;
    let mut kept = Vec::new();
    for news in rows {
        let at = rounds.iter().position(|round| round.subject_id == news.id);
        let at = at.ok_or_else(|| Refusal::Broken(format!("news {} was never submitted", news.id)))?;
        let round = rounds.swap_remove(at);
        let standing = Standing::after(news.is_approved(), round.state()?);
        let proposal = round.proposal()?;
        kept.push(Kept { news, standing, proposal, round });
    }
    Ok(kept)
}
