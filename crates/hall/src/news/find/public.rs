//! What everybody sees at an instant: approved news of active parks whose moment has come and that nobody took down.

use super::words;
use crate::kernel::{Instant, Outcome, Page, Paging, Refusal, Uuid};
use crate::news::Showing;
use crate::news::model::{Column, Entity, Model};
use crate::provider::model::{self as provider, park};
use crate::provider::{Kind, Standing};
use sea_orm::sea_query::{ExprTrait as _, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use serde::Serialize;

/// What the list is narrowed to; empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words of title, summary or the park's name.
    pub words: Option<String>,
    /// One park's.
    pub park: Option<Uuid>,
    /// Public since this instant or later.
    pub from: Option<Instant>,
    /// Public before this instant.
    pub until: Option<Instant>,
}

/// An item as everybody sees it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shown {
    /// The item.
    pub news: Model,
    /// Whose it is.
    pub park: park::Model,
}

/// A page of what everybody sees at `now`, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    filter: &Filter,
    now: Instant,
    paging: Paging,
) -> Outcome<Page<Shown>> {
    let mut page = paging.read(in_order(select(filter, now)), db).await?;
    let shown = with_parks(db, std::mem::take(&mut page.rows)).await?;
    Ok(page.with(shown))
}

/// The newest items at `now`, of all parks: for the home page.
///
/// # Errors
/// When the database fails.
pub async fn latest(db: &impl ConnectionTrait, now: Instant, most: u64) -> Outcome<Vec<Shown>> {
    newest(db, &Filter::default(), now, most).await
}

/// The newest items of one park at `now`: for its page.
///
/// # Errors
/// When the database fails.
pub async fn latest_of(
    db: &impl ConnectionTrait,
    park: Uuid,
    now: Instant,
    most: u64,
) -> Outcome<Vec<Shown>> {
    newest(db, &Filter { park: Some(park), ..Filter::default() }, now, most).await
}

async fn newest(db: &impl ConnectionTrait, filter: &Filter, now: Instant, most: u64) -> Outcome<Vec<Shown>> {
    let rows = in_order(select(filter, now)).limit(most).all(db).await?;
    with_parks(db, rows).await
}

/// One item as everybody sees it at `now`.
///
/// # Errors
/// `NotFound` when it is not public, whatever the reason.
pub async fn show(db: &impl ConnectionTrait, id: Uuid, now: Instant) -> Outcome<Shown> {
    let found = select(&Filter::default(), now).filter(Column::Id.eq(id)).all(db).await?;
    with_parks(db, found).await?.pop().ok_or(Refusal::NotFound)
}

/// The parks that show any news at `now`, by name: what the list can be narrowed to.
///
/// # Errors
/// When the database fails.
pub async fn parks(db: &impl ConnectionTrait, now: Instant) -> Outcome<Vec<park::Model>> {
    let shown = sea_orm::QueryTrait::into_query(
        select(&Filter::default(), now).select_only().column(Column::ProviderId),
    );
    let found = park::Entity::find().filter(park::Column::ProviderId.in_subquery(shown));
    Ok(found.order_by_asc(park::Column::ParkName).order_by_asc(park::Column::ProviderId).all(db).await?)
}

/// The next moment after `now` at which an item becomes public by itself: no kept page outlives it.
///
/// # Errors
/// When the database fails.
pub async fn next(db: &impl ConnectionTrait, now: Instant) -> Outcome<Option<Instant>> {
    let waiting = Showing::Scheduled.narrow(Entity::find(), now).filter(Column::RemovedAt.is_null());
    let first = waiting.select_only().column(Column::PublicFrom).order_by_asc(Column::PublicFrom);
    Ok(first.into_tuple::<Option<Instant>>().one(db).await?.flatten())
}

fn select(filter: &Filter, now: Instant) -> Select<Entity> {
    let active = Query::select()
        .column(provider::Column::Id)
        .from(provider::Entity)
        .and_where(
            provider::Column::Kind
                .eq(Kind::Park.word())
                .and(provider::Column::State.eq(Standing::Active.word())),
        )
        .take();
    let mut found = Showing::Public
        .narrow(Entity::find(), now)
        .filter(Column::RemovedAt.is_null())
        .filter(Column::ProviderId.in_subquery(active));
    if let Some(words) = &filter.words {
        found = found.filter(words::everywhere(words));
    }
    if let Some(park) = filter.park {
        found = found.filter(Column::ProviderId.eq(park));
    }
    if let Some(from) = filter.from {
        found = found.filter(Column::PublicFrom.gte(from));
    }
    if let Some(until) = filter.until {
        found = found.filter(Column::PublicFrom.lt(until));
    }
    found
}

fn in_order(found: Select<Entity>) -> Select<Entity> {
    found.order_by_desc(Column::PublicFrom).order_by_desc(Column::Id)
}

async fn with_parks(db: &impl ConnectionTrait, rows: Vec<Model>) -> Outcome<Vec<Shown>> {
    let ids: Vec<Uuid> = rows.iter().map(|news| news.provider_id).collect();
    let parks = crate::park::find::many(db, &ids).await?;
    let of = |news: Model| {
        let park = parks.iter().find(|park| park.provider_id == news.provider_id)?.clone();
        Some(Shown { news, park })
    };
    Ok(rows.into_iter().filter_map(of).collect())
}
