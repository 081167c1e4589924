//! What everybody sees: the parks and bases of active providers.

use crate::kernel::{Outcome, Page, Paging, Refusal, Uuid, holds};
use crate::provider::model::{self as provider, industry, park};
use crate::provider::{Kind, ParkKind, Standing};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, SelectTwo,
};

/// What the list is narrowed to; empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// 园区 or 基地.
    pub kind: Option<ParkKind>,
    /// 所在片区: the code of a region of the zone.
    pub district: Option<String>,
    /// 主导产业, whole.
    pub industry: Option<String>,
    /// Part of its name, site, introduction, policies, operator or industries.
    pub words: Option<String>,
}

/// A park as everybody sees it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Shown {
    /// Its details.
    pub park: park::Model,
    /// What every provider says: the operator, the contact, the introduction.
    pub provider: provider::Model,
    /// The industries in the park's order.
    pub industries: Vec<String>,
    /// The pictures in the park's order.
    pub pictures: Vec<Uuid>,
}

impl Shown {
    fn of((park, provider): (park::Model, Option<provider::Model>)) -> Option<Outcome<Self>> {
        // There by foreign key.
        let provider = provider?;
        let lists = park.industries().and_then(|industries| Ok((industries, park.pictures()?)));
        Some(lists.map(|(industries, pictures)| Self { park, provider, industries, pictures }))
    }
}

/// The parks of active providers, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &impl ConnectionTrait, filter: &Filter, paging: Paging) -> Outcome<Page<Shown>> {
    let found = select(filter);
    let total = found.clone().count(db).await?;
    let rows = newest_first(found).offset(paging.offset()).limit(paging.size).all(db).await?;
    let rows = rows.into_iter().filter_map(Shown::of).collect::<Outcome<Vec<_>>>()?;
    Ok(paging.counted(rows, total))
}

/// One park of an active provider.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none, or its provider is suspended.
pub async fn show(db: &impl ConnectionTrait, id: Uuid) -> Outcome<Shown> {
    let found = select(&Filter::default()).filter(park::Column::ProviderId.eq(id)).one(db).await?;
    found.and_then(Shown::of).ok_or(Refusal::NotFound)?
}

/// The parks with these ids whatever their standing, in no particular order: for lists whose rows the caller may see.
///
/// # Errors
/// When the database fails.
pub async fn many(db: &impl ConnectionTrait, ids: &[Uuid]) -> Outcome<Vec<park::Model>> {
    Ok(park::Entity::find().filter(park::Column::ProviderId.is_in(ids.iter().copied())).all(db).await?)
}

/// The details of one park whatever its standing: for its own desk, and for officials.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none.
pub async fn details(db: &impl ConnectionTrait, id: Uuid) -> Outcome<park::Model> {
    park::Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)
}

/// The name of a park a list is narrowed to, if it is and there is one.
///
/// # Errors
/// When the database fails.
pub async fn name(db: &impl ConnectionTrait, id: Option<Uuid>) -> Outcome<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    Ok(park::Entity::find_by_id(id).one(db).await?.map(|park| park.park_name))
}

/// Which of the parks an official looks after; empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Watched {
    /// 园区 or 基地.
    pub kind: Option<ParkKind>,
    /// 所在片区.
    pub district: String,
    /// Words in its name or its operator's.
    pub words: String,
}

/// The parks some regions look after by name, and whether each is active; `None` stands for all regions.
///
/// # Errors
/// When the database fails.
pub async fn in_regions(
    db: &impl ConnectionTrait,
    regions: &Option<Vec<String>>,
    watched: &Watched,
) -> Outcome<Vec<(park::Model, bool)>> {
    let mut found = park::Entity::find()
        .find_also_related(provider::Entity)
        .filter(provider::Column::Kind.eq(Kind::Park.word()));
    if let Some(regions) = regions {
        found = found.filter(provider::Column::Region.is_in(regions.iter().map(String::as_str)));
    }
    if let Some(kind) = watched.kind {
        found = found.filter(park::Column::ParkKind.eq(kind.word()));
    }
    if !watched.district.is_empty() {
        found = found.filter(park::Column::District.eq(watched.district.as_str()));
    }
    let words = watched.words.trim();
    if !words.is_empty() {
        let any = Condition::any()
            .add(holds(park::Column::ParkName, words))
            .add(holds(provider::Column::Name, words));
        found = found.filter(any);
    }
    let by_name = found.order_by_asc(park::Column::ParkName).order_by_asc(park::Column::ProviderId);
    // There by foreign key.
    let of = |(park, provider): (park::Model, Option<provider::Model>)| Some((park, provider?.is_active()));
    Ok(by_name.all(db).await?.into_iter().filter_map(of).collect())
}

/// Every industry of active parks with how many parks name it, most first: what the list can be narrowed to.
///
/// # Errors
/// When the database fails.
pub async fn industries(db: &impl ConnectionTrait) -> Outcome<Vec<(String, i64)>> {
    let count = Expr::col(industry::Column::ProviderId).count();
    let active = select(&Filter::default()).select_only().column(park::Column::ProviderId);
    let found = industry::Entity::find()
        .select_only()
        .column(industry::Column::Industry)
        .column_as(count.clone(), "parks")
        .filter(industry::Column::ProviderId.in_subquery(sea_orm::QueryTrait::into_query(active)))
        .group_by(industry::Column::Industry)
        .order_by_desc(count)
        .order_by_asc(industry::Column::Industry)
        .into_tuple()
        .all(db)
        .await?;
    Ok(found)
}

fn select(filter: &Filter) -> SelectTwo<park::Entity, provider::Entity> {
    let mut found = park::Entity::find()
        .find_also_related(provider::Entity)
        .filter(provider::Column::Kind.eq(Kind::Park.word()))
        .filter(provider::Column::State.eq(Standing::Active.word()));
    if let Some(kind) = filter.kind {
        found = found.filter(park::Column::ParkKind.eq(kind.word()));
    }
    if let Some(district) = &filter.district {
        found = found.filter(park::Column::District.eq(district.as_str()));
    }
    if let Some(name) = &filter.industry {
        let named = Query::select()
            .column(industry::Column::ProviderId)
            .from(industry::Entity)
            .and_where(industry::Column::Industry.eq(name.as_str()))
            .take();
        found = found.filter(park::Column::ProviderId.in_subquery(named));
    }
    if let Some(words) = filter.words.as_deref().map(str::trim).filter(|words| !words.is_empty()) {
        let any = Condition::any()
            .add(holds(park::Column::ParkName, words))
            .add(holds(park::Column::Site, words))
            .add(holds(park::Column::Policies, words))
            .add(holds(park::Column::Industries, words))
            .add(holds(provider::Column::Name, words))
            .add(holds(provider::Column::Introduction, words));
        found = found.filter(any);
    }
    found
}

fn newest_first(
    found: SelectTwo<park::Entity, provider::Entity>,
) -> SelectTwo<park::Entity, provider::Entity> {
    found.order_by_desc(provider::Column::CreatedAt).order_by_desc(park::Column::ProviderId)
}
