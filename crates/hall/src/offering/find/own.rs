//! A provider's own products, with where each stands (物流产品管理, F03, F12–F17).

use super::public::header_to_details;
use super::words;
use crate::kernel::{Outcome, Page, Paging, Refusal, Uuid, count};
use crate::offering::model::{Column, Entity, Model};
use crate::offering::{Kind, Mode, Proposal, Seen, Standing};
use crate::review::model as round;
use crate::review::{self, Subject};
use sea_orm::sea_query::NullOrdering;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, Order, QueryFilter, QueryOrder, QuerySelect, Select,
};

/// What a provider's list is narrowed to; empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words of title or summary.
    pub words: Option<String>,
    /// Where it stands.
    pub standing: Option<Standing>,
    /// 上架 or 下架; only approved products have a place on the shelf.
    pub on_shelf: Option<bool>,
    /// How the approved version travels.
    pub mode: Option<Mode>,
}

/// A product as its provider sees it.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Its header.
    pub header: Model,
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

fn of_provider(provider: Uuid) -> Select<Entity> {
    Entity::find()
        .filter(Column::ProviderId.eq(provider))
        .filter(Column::Kind.eq(Kind::Logistics.word()))
        .filter(Column::RemovedAt.is_null())
}

fn select(provider: Uuid, filter: &Filter) -> Select<Entity> {
    let mut found = of_provider(provider);
    if let Some(words) = &filter.words {
        found = found.filter(words::header(words));
    }
    if let Some(standing) = filter.standing {
        found = standing_is(found, standing);
    }
    if let Some(on_shelf) = filter.on_shelf {
        found = found.filter(Column::PublishedAt.is_not_null()).filter(Column::OnShelf.eq(on_shelf));
    }
    if let Some(mode) = filter.mode {
        found = found
            .join(JoinType::InnerJoin, header_to_details())
            .filter(crate::offering::model::logistics::Column::Mode.eq(mode.word()));
    }
    found
}

/// Narrows to one standing: the header says whether it was ever approved, the newest round says the rest.
pub(super) fn standing_is(found: Select<Entity>, standing: Standing) -> Select<Entity> {
    let (published, _) = standing.asks();
    let published = if published { Column::PublishedAt.is_not_null() } else { Column::PublishedAt.is_null() };
    found
        .filter(published)
        .filter(Column::Id.in_subquery(review::find::standing_so(Subject::Product, standing)))
}

/// The order in which everybody sees products: pins, the latest first, then the newest (1.15.2(3), Q7).
fn in_order(found: Select<Entity>) -> Select<Entity> {
    found
        .order_by_with_nulls(Column::PinnedAt, Order::Desc, NullOrdering::Last)
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
}

/// A page of a provider's products in the order in which everybody sees them.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    provider: Uuid,
    filter: &Filter,
    paging: Paging,
) -> Outcome<Page<Kept>> {
    let mut page = paging.read(in_order(select(provider, filter)), db).await?;
    let kept = with_rounds(db, std::mem::take(&mut page.rows)).await?;
    Ok(page.with(kept))
}

/// Every product a filter finds, at most `limit`: for export.
///
/// # Errors
/// When the database fails.
pub async fn all(
    db: &impl ConnectionTrait,
    provider: Uuid,
    filter: &Filter,
    limit: u64,
) -> Outcome<Vec<Kept>> {
    let rows = in_order(select(provider, filter)).limit(limit).all(db).await?;
    with_rounds(db, rows).await
}

/// One product of a provider.
///
/// # Errors
/// `NotFound` when it is deleted, missing or somebody else's.
pub async fn one(db: &impl ConnectionTrait, provider: Uuid, id: Uuid) -> Outcome<Kept> {
    let found = of_provider(provider).filter(Column::Id.eq(id)).all(db).await?;
    with_rounds(db, found).await?.pop().ok_or(Refusal::NotFound)
}

/// The rounds of one product of a provider, newest first.
///
/// # Errors
/// `NotFound` as [`one`].
pub async fn history(db: &impl ConnectionTrait, provider: Uuid, id: Uuid) -> Outcome<Vec<round::Model>> {
    one(db, provider, id).await?;
    review::find::history(db, Subject::Product, id).await
}

/// How many products of a provider there are of each standing: the figures of the desk's landing page, each of which
/// opens the list it counts.
///
/// # Errors
/// When the database fails.
pub async fn figures(db: &impl ConnectionTrait, provider: Uuid) -> Outcome<Vec<(Standing, u64)>> {
    let mut figures = Vec::new();
    for standing in Standing::ALL {
        let filter = Filter { standing: Some(standing), ..Filter::default() };
        figures.push((standing, count(&select(provider, &filter), db).await?));
    }
    Ok(figures)
}

pub(super) async fn with_rounds(db: &impl ConnectionTrait, headers: Vec<Model>) -> Outcome<Vec<Kept>> {
    let ids: Vec<Uuid> = headers.iter().map(|header| header.id).collect();
    let mut rounds = review::find::newest_of(db, Subject::Product, &ids).await?;
    let mut kept = Vec::new();
    for header in headers {
        let at = rounds.iter().position(|round| round.subject_id == header.id);
        let at = at.ok_or_else(|| Refusal::Broken(format!("product {} was never submitted", header.id)))?;
        let round = rounds.swap_remove(at);
        let standing = Standing::after(header.published_at.is_some(), round.state()?);
        let proposal = round.proposal()?;
        kept.push(Kept { header, standing, proposal, round });
    }
    Ok(kept)
}
